namespace PerfOpt.Core.Databases;

/// <summary>What a step of a plan does.</summary>
public enum PlanOperation
{
    /// <summary>Reads a table or an index from end to end.</summary>
    Scan,
    /// <summary>Seeks.</summary>
    Search,
    /// <summary>Sorts or groups in temporary storage.</summary>
    TempBTree,
    /// <summary>Runs a subquery, once or for each outer row.</summary>
    Subquery,
    /// <summary>Joins the results of several seeks.</summary>
    MultiIndexOr,
    /// <summary>Filters before a seek.</summary>
    BloomFilter,
    /// <summary>Anything else: set operations, co-routines, constants, wordings that are not known.</summary>
    Other,
}

/// <summary>One step of a plan.</summary>
public sealed record PlanNode
{
    /// <summary>The engine's number of it.</summary>
    public required int Id { get; init; }

    /// <summary>The engine's wording.</summary>
    public required string Detail { get; init; }

    /// <summary>How deep it stands, the outermost 0.</summary>
    public required int Depth { get; init; }

    /// <summary>What it does.</summary>
    public PlanOperation Operation { get; init; } = PlanOperation.Other;

    /// <summary>The table, by its alias where it has one.</summary>
    public string? Table { get; init; }

    /// <summary>The index used; null for none, for the row id and for an automatic one.</summary>
    public string? Index { get; init; }

    /// <summary>Whether the index alone serves, without the table.</summary>
    public bool IsCovering { get; init; }

    /// <summary>Whether the engine builds the index for this execution only.</summary>
    public bool IsAutomaticIndex { get; init; }

    /// <summary>Whether it seeks by the row id or by the primary key of a table without one.</summary>
    public bool UsesPrimaryKey { get; init; }

    /// <summary>Whether the table is a virtual one.</summary>
    public bool IsVirtual { get; init; }

    /// <summary>The terms that narrow the seek, such as <c>a=?</c>.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>Whether the step, or one around it, runs again for each outer row.</summary>
    public bool IsCorrelated { get; init; }

    /// <summary>What temporary storage is for, such as <c>ORDER BY</c>.</summary>
    public string? Purpose { get; init; }
}
