using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PerfOpt.Core.Model;

namespace PerfOpt.Report.Json;

/// <summary>
/// The JSON Schema of the report (draft 2020-12), made from the model and its XML documentation. The file
/// <c>docs/report.schema.json</c> is this text, which a test holds.
/// </summary>
public static partial class ReportSchema
{
    private static readonly JsonSerializerOptions Writing = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as a tree.</summary>
    /// <param name="documentation">The compiler's XML documentation of the model's assembly.</param>
    public static JsonObject Generate(XDocument documentation)
    {
        ArgumentNullException.ThrowIfNull(documentation);
        var texts = documentation.Descendants("member").ToDictionary(
            m => m.Attribute("name")?.Value ?? "", m => m, StringComparer.Ordinal);
        var tree = ReportJson.Options.GetJsonSchemaAsNode(typeof(ReportDocument), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Transform(context, node, texts),
        }).AsObject();
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = ReportDocument.SchemaName,
        };
        foreach (var (name, value) in tree.ToList())
        {
            tree.Remove(name);
            root[name] = value;
        }
        return root;
    }

    /// <summary>The schema as the text of its file.</summary>
    public static string Text(XDocument documentation) => Generate(documentation).ToJsonString(Writing) + "\n";

    private static JsonNode Transform(
        JsonSchemaExporterContext context, JsonNode node, Dictionary<string, XElement> texts)
    {
        var schema = node as JsonObject ?? [];
        WithoutNull(schema);
        if (schema["pattern"] is not null)
            schema.Remove("pattern");
        if (context.PropertyInfo is { } property)
        {
            DescribeProperty(property.DeclaringType, property.Name, schema, texts);
            if (!property.IsRequired && !property.IsGetNullable)
                AddDefault(property.PropertyType, schema);
        }
        else if (context.TypeInfo.Type == typeof(ReportDocument))
        {
            Describe(schema, Summary(texts, "T:" + context.TypeInfo.Type.FullName));
            schema["required"]?.AsArray().Insert(0, "schema");
        }
        if (context.TypeInfo.Type == typeof(DateTimeOffset))
        {
            schema["type"] = "string";
            schema["format"] = "date-time";
        }
        return schema.Count == 0 ? node : schema;
    }

    private static void DescribeProperty(
        Type declaring, string jsonName, JsonObject schema, Dictionary<string, XElement> texts)
    {
        var member = declaring.GetProperties().First(p =>
            string.Equals(p.Name, jsonName, StringComparison.OrdinalIgnoreCase)).Name;
        Describe(schema, Summary(texts, $"P:{declaring.FullName}.{member}")
            ?? Parameter(texts, declaring, member));
        if (declaring == typeof(ReportDocument) && member == nameof(ReportDocument.Schema))
            schema["const"] = ReportDocument.SchemaName;
        if (jsonName.EndsWith("i95", StringComparison.Ordinal) || member == nameof(Recommendation.EffortHours))
        {
            schema["minItems"] = member == nameof(Recommendation.EffortHours) ? 0 : 2;
            schema["maxItems"] = 2;
        }
    }

    /// <summary>What an older report means that lacks a property which is always written now.</summary>
    private static void AddDefault(Type type, JsonObject schema)
    {
        if (type.IsEnum)
            schema["default"] = (string?)schema["enum"]?[0];
        else if (type != typeof(string))
            schema["default"] = new JsonArray();
    }

    /// <summary>Absent stands for not measured: no value is ever null.</summary>
    private static void WithoutNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray types && types.FirstOrDefault(t => (string?)t == "null") is { } none)
        {
            types.Remove(none);
            if (types.Count == 1)
                schema["type"] = (string?)types[0];
        }

        if (schema["enum"] is JsonArray names)
            names.RemoveAll(name => name is null);
        schema.Remove("default");
    }

    private static void Describe(JsonObject schema, string? text)
    {
        if (text is { Length: > 0 })
            schema.Insert(0, "description", text);
    }

    private static string? Summary(Dictionary<string, XElement> texts, string key) =>
        texts.TryGetValue(key, out var member) ? Plain(member.Element("summary")) : null;

    /// <summary>A positional record documents its properties as its constructor's parameters.</summary>
    private static string? Parameter(Dictionary<string, XElement> texts, Type declaring, string member) =>
        texts.TryGetValue("T:" + declaring.FullName, out var type)
            ? Plain(type.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == member))
            : null;

    private static string? Plain(XElement? text)
    {
        if (text is null)
            return null;
        foreach (var reference in text.Descendants("see").ToList())
            reference.ReplaceWith(reference.Attribute("cref")?.Value.Split('.')[^1] ?? "");
        return WhiteSpace().Replace(text.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
