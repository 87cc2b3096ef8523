using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PerfOpt.Tests.Report;

/// <summary>
/// Finds the figures of a rendering that the JSON lacks. A figure is held when, in the unit that stands behind it,
/// some number of the JSON rounds to it, or when a text of the JSON has it.
/// </summary>
internal static partial class FigureCheck
{
    private static readonly (string Unit, double Scale)[] Units =
    [
        ("ns", 1e-9), ("µs", 1e-6), ("ms", 1e-3), ("min", 60), ("s", 1), ("h", 3600), ("KB", 1e3), ("MB", 1e6),
        ("GB", 1e9), ("TB", 1e12), ("B", 1), ("%", 0.01),
    ];

    /// <summary>The figures without a source, each with some text around it.</summary>
    public static List<string> Unknown(string rendering, JsonNode json)
    {
        var numbers = new List<double>();
        var texts = new List<string>();
        Collect(json, numbers, texts);
        foreach (var text in texts)
            numbers.AddRange(Figures().Matches(text).Select(m => Parse(m.Groups["n"].Value)));
        return [.. Figures().Matches(rendering).Where(m => !IsHeld(m, numbers))
            .Select(m => rendering[Math.Max(0, m.Index - 30)..Math.Min(rendering.Length, m.Index + 30)])];
    }

    private static bool IsHeld(Match match, List<double> numbers)
    {
        var printed = match.Groups["n"].Value;
        var value = Parse(printed);
        var point = printed.IndexOf('.', StringComparison.Ordinal);
        var step = Math.Pow(10, point < 0 ? 0 : -(printed.Length - point - 1));
        if (numbers.Any(n => n.Equals(value)))
            return true;
        var unit = UnitOf(match.Groups["u"].Value);
        // Three significant digits: of 1234 a step is 10; the last digit of a shorter figure may be a dropped zero.
        var slack = Math.Max(step, Math.Abs(value) / 200) * 0.51;
        return numbers.Any(n => Math.Abs(Math.Abs(n) / unit - value) <= slack);
    }

    /// <summary>The unit behind a figure, or behind the other end of its interval.</summary>
    private static double UnitOf(string behind)
    {
        foreach (var (unit, scale) in Units)
        {
            if (behind == unit)
                return scale;
        }
        return 1;
    }

    private static double Parse(string text) => double.Parse(
        text.Replace("\u202F", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture);

    private static void Collect(JsonNode? node, List<double> numbers, List<string> texts)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members)
                    Collect(value, numbers, texts);
                break;
            case JsonArray items:
                foreach (var item in items)
                    Collect(item, numbers, texts);
                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.Number:
                numbers.Add(value.GetValue<double>());
                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String:
                texts.Add(value.GetValue<string>());
                break;
        }
    }

    [GeneratedRegex(@"(?<![\w.])(?<n>\d{1,3}(?:[\u202F ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
        + @"(?=(?: to [\d.\u202F]+)? ?(?<u>[%µ\w]*))")]
    private static partial Regex Figures();
}
