namespace PerfOpt.Core.Databases;

/// <summary>An index that might help, not built yet.</summary>
public sealed record IndexCandidate
{
    /// <summary>Its table.</summary>
    public required TableSchema Table { get; init; }

    /// <summary>Its columns, in order.</summary>
    public required IReadOnlyList<IndexColumn> Columns { get; init; }

    /// <summary>How many of the first columns are compared for equality, so that their order is free.</summary>
    public required int Equalities { get; init; }

    /// <summary>How many of the last columns are there only so that the table need not be read.</summary>
    public int Extra { get; init; }

    /// <summary>Two candidates with the same key are the same index.</summary>
    public string Key => $"{SqlIdentifier.Quote(Table.Name)} ({ColumnsSql})".ToUpperInvariant();

    private string ColumnsSql => string.Join(", ", Columns.Select(static c =>
        SqlIdentifier.Quote(c.Name)
        + (c.Collation is null ? "" : $" COLLATE {SqlIdentifier.Quote(c.Collation)}")
        + (c.IsDescending ? " DESC" : "")));

    /// <summary>The statement that creates it.</summary>
    /// <param name="name">The index's name, without quotes.</param>
    public string CreateSql(string name) =>
        $"CREATE INDEX {SqlIdentifier.Quote(name)} ON {SqlIdentifier.Quote(Table.Name)} ({ColumnsSql})";

    /// <summary>A name that says what it is and that no other object has.</summary>
    /// <param name="taken">Names in use.</param>
    public string Name(IReadOnlySet<string> taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        var parts = Columns.Select(static c => c.Name).Prepend(Table.Name).Select(Slug);
        var stem = "idx_" + string.Join('_', parts);
        stem = stem.Length > 60 ? stem[..60] : stem;
        var name = stem;
        for (var i = 2; taken.Contains(name); i++)
            name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{stem}_{i}");
        return name;
    }

    /// <summary>Whether an index that begins with these columns serves in this one's place.</summary>
    /// <param name="columns">The other's columns.</param>
    public bool IsPrefixOf(IReadOnlyList<IndexColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count < Columns.Count)
            return false;
        for (var i = 0; i < Columns.Count; i++)
        {
            if (!SameColumn(Columns[i], columns[i]))
                return false;
        }
        // An index is read in both directions, and the direction of an equality does not matter.
        var turned = Columns.Zip(columns, static (own, other) => own.IsDescending != other.IsDescending)
            .Skip(Equalities).Take(Columns.Count - Equalities - Extra).Distinct().Count();
        return turned <= 1;
    }

    private bool SameColumn(IndexColumn one, IndexColumn other)
    {
        var own = Table.Column(one.Name)?.Collation ?? "BINARY";
        return one.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase)
            && (one.Collation ?? own).Equals(other.Collation ?? own, StringComparison.OrdinalIgnoreCase);
    }

    private static string Slug(string name) =>
        string.Concat(name.Select(static c => char.IsLetterOrDigit(c) || c == '_' ? c : '_'));
}
