namespace PerfOpt.Core.Databases;

/// <summary>Which parenthesis closes which.</summary>
internal static class SqlParentheses
{
    /// <summary>For each token that opens a parenthesis that is closed, where; otherwise -1. One pass.</summary>
    public static int[] Closing(IReadOnlyList<SqlToken> tokens)
    {
        var closing = new int[tokens.Count];
        Array.Fill(closing, -1);
        var open = new Stack<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].IsSymbol("("))
                open.Push(i);
            else if (tokens[i].IsSymbol(")") && open.TryPop(out var start))
                closing[start] = i;
        }
        return closing;
    }
}
