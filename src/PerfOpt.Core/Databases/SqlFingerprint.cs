using System.Text;

namespace PerfOpt.Core.Databases;

/// <summary>
/// The template of a statement: literals and parameters are <c>?</c>, white space and keywords' case are folded,
/// lists of values are one value, rows of VALUES one row. Names keep their case, and a LIKE or GLOB pattern keeps
/// its shape, since a leading wildcard changes the plan. The fingerprint of a fingerprint is itself.
/// </summary>
public static class SqlFingerprint
{
    /// <summary>
    /// Characters of the longest fingerprint; a longer one is cut at a token and ends in an ellipsis.
    /// </summary>
    public const int Longest = 8192;

    private const string Value = "?";
    private const string Ellipsis = "…";

    /// <summary>The template of one statement.</summary>
    /// <param name="sql">Any text; what is no SQL gives some text too.</param>
    public static string Of(string sql)
    {
        var folded = Fold(SqlTokenizer.Tokens(sql));
        var end = folded.Count;
        while (end > 0 && folded[end - 1].IsSymbol(";"))
            end--;
        return Write(Collapse(folded.GetRange(0, end)));
    }

    private static List<SqlToken> Fold(IReadOnlyList<SqlToken> tokens)
    {
        var folded = new List<SqlToken>(tokens.Count);
        foreach (var token in tokens)
        {
            var afterDot = folded.Count > 0 && folded[^1].IsSymbol(".");
            if (token.Kind == SqlTokenKind.Text && folded.Count > 0 && folded[^1].IsAnyWord("LIKE", "GLOB"))
                folded.Add(token with { Text = Pattern(token.Text, folded[^1].IsWord("GLOB")) });
            else if (token.IsValue)
                AddValue(folded);
            else if (token.Kind == SqlTokenKind.Word && !afterDot && SqlKeywords.IsFolded(token.Text))
                folded.Add(token with { Text = token.Text.ToUpperInvariant() });
            else
                folded.Add(token);
        }
        return folded;
    }

    // The sign of a literal is part of the literal; that of an expression is not.
    private static void AddValue(List<SqlToken> folded)
    {
        while (folded.Count > 0 && IsSign(folded[^1]) && !EndsOperand(folded, folded.Count - 2))
            folded.RemoveAt(folded.Count - 1);
        folded.Add(new SqlToken(SqlTokenKind.Parameter, Value));
    }

    private static bool IsSign(SqlToken token) => token.IsSymbol("-") || token.IsSymbol("+");

    private static bool EndsOperand(List<SqlToken> tokens, int at)
    {
        if (at < 0)
            return false;
        var token = tokens[at];
        if (token.Kind == SqlTokenKind.Symbol)
            return token.IsSymbol(")") || token.IsSymbol(".");
        return token.Kind != SqlTokenKind.Word || !SqlKeywords.IsFolded(token.Text) || token.IsAnyWord("END", "NULL")
            || (at > 0 && tokens[at - 1].IsSymbol("."));
    }

    private static string Pattern(string literal, bool glob)
    {
        var wildcards = glob ? "*?[" : "%_";
        var body = literal.AsSpan(1);
        if (body.Length > 0 && body[^1] == '\'')
            body = body[..^1];
        var leads = body.Length > 0 && wildcards.Contains(body[0], StringComparison.Ordinal);
        var follows = body[(leads ? 1 : 0)..].IndexOfAny(wildcards) >= 0;
        var any = glob ? "*" : "%";
        return $"'{(leads ? any : "")}{Ellipsis}{(follows ? any : "")}'";
    }

    private static List<SqlToken> Collapse(List<SqlToken> tokens)
    {
        var closing = SqlParentheses.Closing(tokens);
        var jumps = new Dictionary<int, int>();
        var result = new List<SqlToken>(tokens.Count);
        var at = 0;
        while (at < tokens.Count)
        {
            if (jumps.TryGetValue(at, out var next))
            {
                at = next;
                continue;
            }
            result.Add(tokens[at]);
            var opens = at + 1 < tokens.Count && tokens[at + 1].IsSymbol("(") && closing[at + 1] >= 0;
            if (opens && tokens[at].IsWord("IN") && IsValueList(tokens, at + 2, closing[at + 1]))
            {
                result.AddRange([tokens[at + 1], new SqlToken(SqlTokenKind.Parameter, Value), tokens[closing[at + 1]]]);
                at = closing[at + 1];
            }
            else if (IsFirstRow(tokens, closing, at))
            {
                jumps[closing[at] + 1] = AfterRows(tokens, closing, closing[at] + 1);
            }
            at++;
        }
        return result;
    }

    private static bool IsFirstRow(List<SqlToken> tokens, int[] closing, int at) =>
        at > 0 && tokens[at].IsSymbol("(") && closing[at] >= 0
        && (tokens[at - 1].IsWord("VALUES")
            || (tokens[at - 1].IsSymbol("(") && at > 1 && tokens[at - 2].IsWord("IN")))
        && closing[at] + 2 < tokens.Count
        && tokens[closing[at] + 1].IsSymbol(",") && tokens[closing[at] + 2].IsSymbol("(");

    private static int AfterRows(List<SqlToken> tokens, int[] closing, int at)
    {
        while (at + 1 < tokens.Count && tokens[at].IsSymbol(",") && tokens[at + 1].IsSymbol("(")
               && closing[at + 1] >= 0)
            at = closing[at + 1] + 1;
        return at;
    }

    private static bool IsValueList(List<SqlToken> tokens, int from, int to)
    {
        var values = 0;
        for (var i = from; i < to; i++)
        {
            if (tokens[i].IsValue || tokens[i].IsWord("NULL"))
                values++;
            else if (!tokens[i].IsSymbol(","))
                return false;
        }
        return values > 0;
    }

    private static string Write(List<SqlToken> tokens)
    {
        var text = new StringBuilder();
        for (var i = 0; i < tokens.Count; i++)
        {
            var cut = text.Length + tokens[i].Text.Length + 1 > Longest;
            var token = cut ? new SqlToken(SqlTokenKind.Word, Ellipsis) : tokens[i];
            text.Append(i > 0 && NeedsSpace(tokens[i - 1], token) ? " " : "").Append(token.Text);
            if (cut)
                break;
        }
        return text.ToString();
    }

    private static bool NeedsSpace(SqlToken before, SqlToken token)
    {
        if (before.Kind == SqlTokenKind.Symbol && before.Text is "(" or ".")
            return false;
        if (token.Kind == SqlTokenKind.Symbol && token.Text is ")" or "," or "." or ";")
            return false;
        if (token.IsSymbol("("))
            return before.Kind == SqlTokenKind.Symbol
                || (before.Kind == SqlTokenKind.Word && SqlKeywords.IsFolded(before.Text)
                    && !before.IsAnyWord("CAST", "REPLACE"));
        return true;
    }
}
