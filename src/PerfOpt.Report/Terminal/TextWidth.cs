using System.Globalization;
using System.Text;

namespace PerfOpt.Report.Terminal;

/// <summary>
/// Columns that text takes in a terminal: none for combining marks and format characters, two for East Asian wide
/// characters and emoji (the ranges of Unicode's EastAsianWidth that are W or F, coarsely), one for the rest.
/// </summary>
public static class TextWidth
{
    private const string Ellipsis = "…";

    /// <summary>Columns of a text.</summary>
    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    /// <summary>The text cut at its end to at most so many columns.</summary>
    public static string CutEnd(string text, int columns)
    {
        if (Of(text) <= columns)
            return text;
        return columns < 1 ? "" : Head(text, columns - 1) + Ellipsis;
    }

    /// <summary>
    /// The text cut in its middle to at most so many columns; the end, where a path has its file and line, keeps
    /// two thirds.
    /// </summary>
    public static string CutMiddle(string text, int columns)
    {
        if (Of(text) <= columns)
            return text;
        if (columns < 3)
            return CutEnd(text, columns);
        var tail = Tail(text, (columns - 1) * 2 / 3);
        return Head(text, columns - 1 - Of(tail)) + Ellipsis + tail;
    }

    /// <summary>Breaks text at spaces into at most so many lines; the last is cut where it does not fit.</summary>
    public static IReadOnlyList<string> Wrap(string text, int columns, int lines)
    {
        var result = new List<string>();
        var rest = text.Trim();
        while (rest.Length > 0 && result.Count < lines)
        {
            if (Of(rest) <= columns || result.Count == lines - 1)
            {
                result.Add(CutEnd(rest, columns));
                break;
            }

            var head = Head(rest, columns);
            var space = rest[head.Length] == ' ' ? head.Length : head.LastIndexOf(' ');
            var at = space > 0 ? space : Math.Max(head.Length, 1);
            result.Add(rest[..at].TrimEnd(' '));
            rest = rest[at..].TrimStart(' ');
        }
        return result;
    }

    private static string Head(string text, int columns)
    {
        var (used, length) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            used += Of(rune);
            if (used > columns)
                break;
            length += rune.Utf16SequenceLength;
        }
        return text[..Math.Min(length, text.Length)];
    }

    private static string Tail(string text, int columns)
    {
        var starts = StringInfo.ParseCombiningCharacters(text);
        var at = text.Length;
        for (var i = starts.Length - 1; i >= 0; i--)
        {
            if (Of(text[starts[i]..]) > columns)
                break;
            at = starts[i];
        }
        return text[at..];
    }

    private static int Of(Rune rune)
    {
        if (rune.Value < 0x300)
            return 1;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
            _ => IsWide(rune.Value) ? 2 : 1,
        };
    }

    private static bool IsWide(int value) => value is
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF)
        or (>= 0xA960 and <= 0xA97F) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
        or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FF) or (>= 0x1F900 and <= 0x1FAFF)
        or (>= 0x20000 and <= 0x3FFFD);
}
