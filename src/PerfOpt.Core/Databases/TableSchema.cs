namespace PerfOpt.Core.Databases;

/// <summary>A table or a view of a database.</summary>
public sealed record TableSchema
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its columns, in order.</summary>
    public required IReadOnlyList<ColumnSchema> Columns { get; init; }

    /// <summary>The column that is the row id itself; null where there is none.</summary>
    public string? RowIdAlias { get; init; }

    /// <summary>Whether it is clustered by its primary key.</summary>
    public bool IsWithoutRowId { get; init; }

    /// <summary>Whether another module keeps its rows (full text, R-tree).</summary>
    public bool IsVirtual { get; init; }

    /// <summary>The text of the view; null for a table.</summary>
    public string? ViewSql { get; init; }

    /// <summary>Its indexes, those of its keys included.</summary>
    public IReadOnlyList<IndexSchema> Indexes { get; init; } = [];

    /// <summary>Its foreign keys.</summary>
    public IReadOnlyList<ForeignKeySchema> ForeignKeys { get; init; } = [];

    /// <summary>Rows, counted up to a bound; null where not counted.</summary>
    public long? Rows { get; init; }

    /// <summary>Whether <see cref="Rows"/> is the bound and there may be more.</summary>
    public bool RowsAreBound { get; init; }

    /// <summary>The column of that name, in any case; null where there is none.</summary>
    /// <param name="name">Without quotes.</param>
    public ColumnSchema? Column(string name) =>
        Columns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The declared type, perhaps empty.</param>
/// <param name="Collation">How its text compares.</param>
/// <param name="IsGenerated">Whether it is computed or hidden, so that an insert cannot name it.</param>
public sealed record ColumnSchema(string Name, string Type, string Collation, bool IsGenerated);

/// <summary>An index that exists.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its key columns, in order; an expression has an empty name.</param>
/// <param name="IsUnique">Whether it keeps them unique.</param>
/// <param name="IsPartial">Whether it has a condition.</param>
public sealed record IndexSchema(string Name, IReadOnlyList<IndexColumn> Columns, bool IsUnique, bool IsPartial);

/// <summary>A column of an index.</summary>
/// <param name="Name">The column.</param>
/// <param name="Collation">How it compares; null for the column's own way.</param>
/// <param name="IsDescending">Whether it falls.</param>
public sealed record IndexColumn(string Name, string? Collation = null, bool IsDescending = false);

/// <summary>A foreign key.</summary>
/// <param name="Columns">The columns that refer.</param>
/// <param name="Parent">The table referred to.</param>
public sealed record ForeignKeySchema(IReadOnlyList<string> Columns, string Parent);
