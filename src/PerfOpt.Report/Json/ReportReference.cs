using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace PerfOpt.Report.Json;

/// <summary>
/// The page <c>docs/report.md</c>: every property of the report, from the schema. A test compares the file with it.
/// </summary>
public static class ReportReference
{
    private const string Opening = """
        # The report

        `perfopt` writes one report, `report.json`; `report.md`, `report.html` and what the terminal shows are
        renderings of it and hold no figure that it lacks. This page is generated from the model, as is
        [report.schema.json](report.schema.json).

        Times are seconds, sizes bytes, rates per second, shares 0..1, changes signed fractions (-0.60 is 60 % less).
        A figure that was not measured is absent, never 0 and never null. Readers pass over properties that they do
        not know.

        The renderings show three significant digits and decimal prefixes: 1 KB is 1000 bytes, 1 MB is 1000 KB.
        """;

    /// <summary>The page.</summary>
    /// <param name="documentation">The compiler's XML documentation of the model's assembly.</param>
    public static string Text(XDocument documentation)
    {
        var page = new StringBuilder(Opening).Append('\n');
        Append(page, "The document", ReportSchema.Generate(documentation), 2);
        return page.ToString();
    }

    private static void Append(StringBuilder page, string title, JsonObject schema, int level)
    {
        page.Append('\n').Append('#', Math.Min(level, 4)).Append(' ').Append(title).Append("\n\n");
        page.Append("| property | type | present | meaning |\n| --- | --- | --- | --- |\n");
        var required = schema["required"]?.AsArray().Select(n => (string)n!).ToHashSet() ?? [];
        var below = new List<(string Name, JsonObject Schema)>();
        foreach (var (name, value) in schema["properties"]!.AsObject())
        {
            var property = value!.AsObject();
            var item = property["items"]?.AsObject() ?? property;
            if (item.ContainsKey("properties"))
                below.Add((name, item));
            page.Append($"| `{name}` | {TypeOf(property)} | {IsAlways(property, required.Contains(name))} | ")
                .Append(((string?)property["description"] ?? "").Replace("|", "\\|", StringComparison.Ordinal))
                .Append(" |\n");
        }
        var prefix = title == "The document" ? "" : title.Trim('`') + ".";
        foreach (var (name, item) in below)
            Append(page, $"`{prefix}{name}`", item, level + 1);
    }

    private static string IsAlways(JsonObject property, bool required) =>
        required || property.ContainsKey("default") ? "always" : "where known";

    private static string TypeOf(JsonObject property)
    {
        if (property["enum"] is JsonArray names)
            return string.Join(", ", names.Select(n => $"`{n}`"));
        if (property["const"] is { } constant)
            return $"`{constant}`";
        if (property["items"] is JsonObject item)
            return "list of " + (item.ContainsKey("properties") ? "objects" : TypeOf(item) + "s");
        return (string?)property["type"] ?? "any";
    }
}
