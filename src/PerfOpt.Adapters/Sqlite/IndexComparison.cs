using PerfOpt.Core.Databases;

namespace PerfOpt.Adapters.Sqlite;

/// <summary>One candidate, built on a copy and compared with the copy beside it that lacks it.</summary>
internal sealed record IndexComparison
{
    public required IndexCandidate Candidate { get; init; }
    public required string IndexName { get; init; }
    public required bool IsUsed { get; init; }
    public required QueryPlan PlanBefore { get; init; }
    public required QueryPlan PlanAfter { get; init; }
    public required long IndexBytes { get; init; }
    public ReplayPass Before { get; init; }
    public ReplayPass After { get; init; }
    public bool SameRows { get; init; }
    public PairedTimes Times { get; init; } = new([], []);
    public int Executions { get; init; }

    // A filter, join or sort that reads not many more rows than it returns is not what an index is for.
    private const double FewestReadForOne = 4;
    private const double FewestStepsForOne = 2;

    /// <summary>Whether the planner takes it, the rows stay the same, and it is clearly faster for it.</summary>
    public bool IsKept => IsUsed && SameRows && Times.IsClearlyFaster && ReadsTooMuch;

    private bool ReadsTooMuch => Before.AutomaticRows > 0
        || (Before.RowsRead > 0
            ? Before.RowsRead >= FewestReadForOne * Math.Max(1, Before.RowsReturned)
            : Before.Steps >= FewestStepsForOne * After.Steps);
}
