namespace PerfOpt.Core.Databases;

/// <summary>Names of tables, columns and indexes in SQL text.</summary>
public static class SqlIdentifier
{
    /// <summary>The name as it must stand in a statement: in double quotes where it needs them.</summary>
    /// <param name="name">Any name.</param>
    public static string Quote(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsPlain(name) ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The name without the quotes around it.</summary>
    /// <param name="text">In double quotes, backticks, brackets, or bare.</param>
    public static string Unquote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length < 2)
            return text;
        var open = text[0];
        var close = open == '[' ? ']' : open;
        if (open is not ('"' or '`' or '[') || text[^1] != close)
            return text;
        var inner = text[1..^1];
        return open == '['
            ? inner
            : inner.Replace(new string(open, 2), open.ToString(), StringComparison.Ordinal);
    }

    private static bool IsPlain(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || SqlKeywords.IsKnown(name))
            return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
                return false;
        }
        return true;
    }
}
