namespace PerfOpt.Core.Databases;

/// <summary>What a piece of SQL text is.</summary>
public enum SqlTokenKind
{
    /// <summary>A keyword or a name without quotes.</summary>
    Word,
    /// <summary>A name in double quotes, backticks or brackets.</summary>
    QuotedName,
    /// <summary>A string literal.</summary>
    Text,
    /// <summary>A blob literal.</summary>
    Blob,
    /// <summary>A numeric literal.</summary>
    Number,
    /// <summary>A parameter, named or not.</summary>
    Parameter,
    /// <summary>An operator or a punctuation mark.</summary>
    Symbol,
}

/// <summary>One piece of SQL text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written, quotes included.</param>
public readonly record struct SqlToken(SqlTokenKind Kind, string Text)
{
    /// <summary>Whether this is the given symbol.</summary>
    /// <param name="symbol">Such as <c>(</c>.</param>
    public bool IsSymbol(string symbol) => Kind == SqlTokenKind.Symbol && Text == symbol;

    /// <summary>Whether this is the given word, in any case and without quotes.</summary>
    /// <param name="word">Such as <c>SELECT</c>.</param>
    public bool IsWord(string word) =>
        Kind == SqlTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this is one of the given words.</summary>
    /// <param name="words">Upper-case words.</param>
    public bool IsAnyWord(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (IsWord(word))
                return true;
        }
        return false;
    }

    /// <summary>Whether this can name a table or a column: quoted, or a word that is not reserved.</summary>
    public bool IsName =>
        Kind == SqlTokenKind.QuotedName || (Kind == SqlTokenKind.Word && !SqlKeywords.IsReserved(Text));

    /// <summary>Whether this stands for one value.</summary>
    public bool IsValue => Kind is SqlTokenKind.Text or SqlTokenKind.Blob or SqlTokenKind.Number
        or SqlTokenKind.Parameter;

    /// <summary>The name without its quotes.</summary>
    public string Name => Kind == SqlTokenKind.QuotedName ? SqlIdentifier.Unquote(Text) : Text;
}
