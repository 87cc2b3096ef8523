namespace PerfOpt.Core.Databases;

/// <summary>
/// Splits SQL text as SQLite does (https://www.sqlite.org/lang.html): white space and comments fall away, nothing
/// else is lost. Never fails: what is not closed runs to the end of the text.
/// </summary>
public static class SqlTokenizer
{
    /// <summary>Characters of a text that are looked at; the rest is cut, and an ellipsis stands for it.</summary>
    public const int LongestText = 1 << 20;

    private static readonly string[] LongSymbols = ["->>", "||", "<=", ">=", "<>", "!=", "==", "<<", ">>", "->"];

    /// <summary>All tokens, in one pass.</summary>
    /// <param name="sql">Any text.</param>
    public static IReadOnlyList<SqlToken> Tokens(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var tokens = new List<SqlToken>();
        var text = sql.AsSpan(0, Math.Min(sql.Length, LongestText));
        var at = 0;
        while (at < text.Length)
        {
            var skipped = Blank(text[at..]);
            if (skipped > 0)
            {
                at += skipped;
                continue;
            }
            var (kind, length) = Next(text[at..]);
            tokens.Add(new SqlToken(kind, text.Slice(at, length).ToString()));
            at += length;
        }
        if (sql.Length > LongestText)
            tokens.Add(new SqlToken(SqlTokenKind.Word, "…"));
        return tokens;
    }

    private static int Blank(ReadOnlySpan<char> text)
    {
        if (char.IsWhiteSpace(text[0]))
            return 1;
        if (text.StartsWith("--", StringComparison.Ordinal))
        {
            var end = text.IndexOf('\n');
            return end < 0 ? text.Length : end + 1;
        }
        if (text.StartsWith("/*", StringComparison.Ordinal))
        {
            var end = text[2..].IndexOf("*/", StringComparison.Ordinal);
            return end < 0 ? text.Length : end + 4;
        }
        return 0;
    }

    private static (SqlTokenKind Kind, int Length) Next(ReadOnlySpan<char> text)
    {
        var first = text[0];
        var second = text.Length > 1 ? text[1] : '\0';
        if (first == '\'')
            return (SqlTokenKind.Text, Quoted(text, '\''));
        if (first is 'x' or 'X' && second == '\'')
            return (SqlTokenKind.Blob, 1 + Quoted(text[1..], '\''));
        if (first is '"' or '`')
            return (SqlTokenKind.QuotedName, Quoted(text, first));
        if (first == '[')
        {
            var end = text.IndexOf(']');
            return (SqlTokenKind.QuotedName, end < 0 ? text.Length : end + 1);
        }
        if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(second)))
            return (SqlTokenKind.Number, Number(text));
        if (first == '?')
            return (SqlTokenKind.Parameter, 1 + Run(text[1..], char.IsAsciiDigit));
        if (first is ':' or '@' or '$' && IsNamePart(second))
            return (SqlTokenKind.Parameter, 1 + Run(text[1..], IsNamePart));
        if (IsNameStart(first))
            return (SqlTokenKind.Word, Run(text, IsNamePart));
        foreach (var symbol in LongSymbols)
        {
            if (text.StartsWith(symbol, StringComparison.Ordinal))
                return (SqlTokenKind.Symbol, symbol.Length);
        }
        return (SqlTokenKind.Symbol, 1);
    }

    private static int Quoted(ReadOnlySpan<char> text, char quote)
    {
        var at = 1;
        while (true)
        {
            var end = text[at..].IndexOf(quote);
            if (end < 0)
                return text.Length;
            at += end + 1;
            if (at >= text.Length || text[at] != quote)
                return at;
            at++;
        }
    }

    private static int Number(ReadOnlySpan<char> text)
    {
        if (text[0] == '0' && text.Length > 1 && text[1] is 'x' or 'X')
            return 2 + Run(text[2..], static c => char.IsAsciiHexDigit(c) || c == '_');
        var at = Run(text, IsDigitOrSeparator);
        if (at < text.Length && text[at] == '.')
            at += 1 + Run(text[(at + 1)..], IsDigitOrSeparator);
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var sign = at + 1 < text.Length && text[at + 1] is '+' or '-' ? 1 : 0;
            var digits = Run(text[(at + 1 + sign)..], IsDigitOrSeparator);
            if (digits > 0)
                at += 1 + sign + digits;
        }
        return at;
    }

    private static int Run(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var length = 0;
        while (length < text.Length && belongs(text[length]))
            length++;
        return length;
    }

    private static bool IsDigitOrSeparator(char c) => char.IsAsciiDigit(c) || c == '_';

    private static bool IsNameStart(char c) =>
        char.IsAsciiLetter(c) || c == '_' || (c >= '\u0080' && !char.IsWhiteSpace(c));

    private static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c) || c == '$';
}
