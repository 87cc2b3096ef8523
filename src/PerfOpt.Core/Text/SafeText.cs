using System.Globalization;
using System.Text;

namespace PerfOpt.Core.Text;

/// <summary>
/// Text that came from the target made fit to be looked at: control characters, which could steer a terminal, and
/// bidirectional controls, which could make code read as other code (CVE-2021-42574), are spelt out.
/// </summary>
public static class SafeText
{
    /// <summary>The most characters of one value in a line; the JSON has the whole.</summary>
    public const int LineLimit = 400;

    /// <summary>The most characters of a block of code; the JSON has the whole.</summary>
    public const int BlockLimit = 20_000;

    /// <summary>One line: line breaks and tabs become spaces, the rest of the controls is spelt out.</summary>
    public static string Line(string? text, int limit = LineLimit) => Visible(Cut(text, limit), keepLines: false);

    /// <summary>Several lines: line feeds and tabs stay.</summary>
    public static string Block(string? text) => Visible(Cut(text, BlockLimit), keepLines: true);

    private static string Cut(string? text, int limit)
    {
        if (text is null || text.Length <= limit)
            return text ?? "";
        var end = char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        return text[..end] + "…";
    }

    private static string Visible(string text, bool keepLines)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return keepLines ? text : text.Trim();
        var result = new StringBuilder(text.Length + 16);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
            Append(result, rune, keepLines);
        return keepLines ? result.ToString() : result.ToString().Trim();
    }

    private static void Append(StringBuilder result, Rune rune, bool keepLines)
    {
        if (rune.Value is '\n' or '\t' or '\r')
        {
            result.Append(keepLines && rune.Value is not '\r' ? (char)rune.Value : ' ');
            return;
        }

        if (IsHidden(rune))
            result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
        else
            result.Append(rune.ToString());
    }

    /// <summary>Whether a character steers what is shown instead of being shown.</summary>
    public static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
