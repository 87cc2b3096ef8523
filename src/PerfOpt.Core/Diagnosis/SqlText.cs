using System.Text.RegularExpressions;

namespace PerfOpt.Core.Diagnosis;

/// <summary>Small readings of a statement's template.</summary>
internal static partial class SqlText
{
    /// <summary>The first table that a template names, or null.</summary>
    public static string? FirstTable(string fingerprint)
    {
        var match = Table().Match(fingerprint);
        return match.Success ? match.Groups["name"].Value.Trim('"', '`', '[', ']') : null;
    }

    /// <summary>A template cut to a length that fits in a sentence.</summary>
    public static string Short(string text, int length = 160) =>
        text.Length <= length ? text : text[..(length - 1)] + "…";

    [GeneratedRegex(
        """\b(?:FROM|JOIN|INTO|UPDATE)\s+(?<name>"[^"]+"|`[^`]+`|\[[^\]]+\]|[\w.]+)""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Table();
}
