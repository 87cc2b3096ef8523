namespace PerfOpt.Core.Databases;

/// <summary>What of a statement matters for indexes: how it uses each of its tables.</summary>
public sealed record StatementShape
{
    /// <summary>Each use of a table of the schema, also inside subqueries and views.</summary>
    public required IReadOnlyList<TableUse> Tables { get; init; }

    /// <summary>Whether the order of the rows is part of the result.</summary>
    public bool IsOrdered { get; init; }
}

/// <summary>One use of a table.</summary>
public sealed class TableUse
{
    /// <summary>The table.</summary>
    public required TableSchema Table { get; init; }

    /// <summary>The name by which the statement calls it.</summary>
    public required string Alias { get; init; }

    /// <summary>Columns that must equal something known before the table is read.</summary>
    public IList<IndexColumn> Equalities { get; } = [];

    /// <summary>Columns that must equal something of another table of the same query.</summary>
    public IList<IndexColumn> Joins { get; } = [];

    /// <summary>Columns bounded by a comparison, BETWEEN, or the start of a pattern.</summary>
    public IList<IndexColumn> Ranges { get; } = [];

    /// <summary>Columns compared in one branch of an OR.</summary>
    public IList<IndexColumn> Alternatives { get; } = [];

    /// <summary>The whole ORDER BY, where all of it lies in this table.</summary>
    public IList<IndexColumn> OrderBy { get; } = [];

    /// <summary>The whole GROUP BY, where all of it lies in this table.</summary>
    public IList<IndexColumn> GroupBy { get; } = [];

    /// <summary>All columns that the statement names.</summary>
    public ISet<string> Columns { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the statement takes all columns.</summary>
    public bool TakesAllColumns { get; set; }
}
