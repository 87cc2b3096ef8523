using System.Text;

namespace PerfOpt.Report.Markdown;

/// <summary>
/// Text of the target made inert in CommonMark and GitHub's tables: nothing of it becomes markup, HTML or another
/// line.
/// </summary>
internal static class MarkdownText
{
    private static readonly string[] CodeNames =
    [
        "<module>", "<lambda>", "<genexpr>", "<listcomp>", "<dictcomp>", "<setcomp>", "<locals>", "<string>",
        "<stdin>", "<unknown>", "<frozen ",
    ];

    /// <summary>Prose inside a line.</summary>
    public static string Inline(string? text, int limit = SafeText.LineLimit)
    {
        var line = SafeText.Line(text, limit);
        var result = new StringBuilder(line.Length + 16);
        for (var i = 0; i < line.Length; i++)
            AppendEscaped(result, line, i);
        return result.ToString();
    }

    /// <summary>
    /// A name, path or statement as a code span. What looks like a tag is written as prose instead, since in a span
    /// it cannot be escaped and a careless reader of Markdown might take it for HTML.
    /// </summary>
    public static string Code(string? text, int limit = SafeText.LineLimit)
    {
        var line = SafeText.Line(text, limit);
        if (line.Length == 0 || LooksLikeTag(line))
            return Inline(text, limit);
        var fence = new string('`', LongestRun(line, '`') + 1);
        var pad = line[0] == '`' || line[^1] == '`' ? " " : "";
        return fence + pad + line + pad + fence;
    }

    /// <summary>A code span inside a table, where a bar would end the cell.</summary>
    public static string CodeCell(string? text, int limit = SafeText.LineLimit)
    {
        var code = Code(text, limit);
        return code.StartsWith('`') ? code.Replace("|", @"\|", StringComparison.Ordinal) : code;
    }

    /// <summary>A fence longer than any run of backticks in the text.</summary>
    public static string FenceFor(string text) => new('`', Math.Max(3, LongestRun(text, '`') + 1));

    private static void AppendEscaped(StringBuilder result, string line, int at)
    {
        var c = line[at];
        switch (c)
        {
            case '<':
                result.Append("&lt;");
                break;
            case '>':
                result.Append("&gt;");
                break;
            case '&' when at + 1 < line.Length && (char.IsAsciiLetter(line[at + 1]) || line[at + 1] == '#'):
                result.Append("&amp;");
                break;
            case '\\' or '`' or '*' or '[' or ']' or '|' or '~' or '$':
            case '_' when !IsInsideWord(line, at):
            case '#' or '=' when at == 0:
            case '+' or '-' when at == 0 && (line.Length == 1 || line[1] == ' ' || line[1] == '-'):
                result.Append('\\').Append(c);
                break;
            case '.' or ')' when at > 0 && (at + 1 == line.Length || line[at + 1] == ' ')
                && line.AsSpan(0, at).IndexOfAnyExceptInRange('0', '9') < 0:
                result.Append('\\').Append(c);
                break;
            default:
                result.Append(c);
                break;
        }
    }

    private static bool IsInsideWord(string line, int at) =>
        at > 0 && at + 1 < line.Length && char.IsLetterOrDigit(line[at - 1]) && char.IsLetterOrDigit(line[at + 1]);

    /// <summary>CPython's names for what has none stand between angle brackets and are no tags.</summary>
    private static bool IsCodeName(ReadOnlySpan<char> from)
    {
        foreach (var name in CodeNames)
        {
            if (from.StartsWith(name, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    private static bool LooksLikeTag(string line)
    {
        for (var at = line.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < line.Length;
            at = line.IndexOf('<', at + 1))
        {
            if ((char.IsAsciiLetter(line[at + 1]) || line[at + 1] is '/' or '!' or '?')
                && !IsCodeName(line.AsSpan(at)))
                return true;
        }
        return false;
    }

    private static int LongestRun(string text, char of)
    {
        int longest = 0, run = 0;
        foreach (var c in text)
        {
            run = c == of ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return longest;
    }
}
