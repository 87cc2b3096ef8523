using PerfOpt.Core.Model;

namespace PerfOpt.Core.Profiles;

/// <summary>
/// Everything seen of a target, in one technology-neutral form; what was not looked at is null and said in
/// <see cref="Gaps"/>.
/// </summary>
public sealed record Observation
{
    /// <summary>Where its places are relative to.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Stack samples.</summary>
    public StackProfile? Profile { get; init; }

    /// <summary>Runs behind the profile.</summary>
    public int ProfiledRuns { get; init; } = 1;

    /// <summary>Wall seconds of those runs altogether, start-up and exit included.</summary>
    public double ProfiledWallSeconds { get; init; }

    /// <summary>Statements.</summary>
    public StatementLog? Statements { get; init; }

    /// <summary>Operations that wait or leave the process.</summary>
    public OperationLog? Operations { get; init; }

    /// <summary>Why the hot functions are slow.</summary>
    public Inspection? Inspection { get; init; }

    /// <summary>What the source of the hot functions says.</summary>
    public IReadOnlyList<SourceFunction> Source { get; init; } = [];

    /// <summary>What trying indexes on copies of the databases brought.</summary>
    public IReadOnlyList<IndexTrial> IndexTrials { get; init; } = [];

    /// <summary>What was not looked at, and why.</summary>
    public IReadOnlyList<Gap> Gaps { get; init; } = [];
}

/// <summary>One index, built on a copy, and the very statements run without and with it.</summary>
public sealed record IndexTrial
{
    /// <summary>The statement that it serves.</summary>
    public required StatementTemplate Statement { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>Its columns, in order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The statement that creates it.</summary>
    public required string CreateSql { get; init; }

    /// <summary>The statement that undoes it.</summary>
    public required string DropSql { get; init; }

    /// <summary>The plan without it, as the engine words it.</summary>
    public required string PlanBefore { get; init; }

    /// <summary>The plan with it.</summary>
    public required string PlanAfter { get; init; }

    /// <summary>Median seconds of one execution without it.</summary>
    public required double SecondsBefore { get; init; }

    /// <summary>Median seconds of one execution with it.</summary>
    public required double SecondsAfter { get; init; }

    /// <summary>Rows that one execution reads without it (full-scan steps), mean; null where not counted.</summary>
    public double? RowsReadBefore { get; init; }

    /// <summary>Rows that one execution returns, mean.</summary>
    public double RowsReturned { get; init; }

    /// <summary>Bytes by which the index makes the file larger.</summary>
    public required long IndexBytes { get; init; }

    /// <summary>Signed fraction by which an insert into the table gets slower; null where not measured.</summary>
    public double? WriteSlowdown { get; init; }

    /// <summary>Whether the rows were the same without and with it.</summary>
    public required bool SameRows { get; init; }

    /// <summary>Executions timed on each side.</summary>
    public required int Executions { get; init; }
}
