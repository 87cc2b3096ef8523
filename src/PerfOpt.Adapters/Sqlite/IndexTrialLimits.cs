namespace PerfOpt.Adapters.Sqlite;

/// <summary>How much an index trial may take. What hits a limit is said in a gap.</summary>
public sealed record IndexTrialLimits
{
    /// <summary>All of it.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>One statement with all its candidates.</summary>
    public TimeSpan PerStatement { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>One execution of a statement, or one build of an index.</summary>
    public TimeSpan PerExecution { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Repetitions of one statement without and with one index, together.</summary>
    public TimeSpan PerComparison { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Statements tried, the costliest first.</summary>
    public int Statements { get; init; } = 25;

    /// <summary>Executions of a statement, each with its own parameters.</summary>
    public int Samples { get; init; } = 5;

    /// <summary>Candidates built for one statement.</summary>
    public int Candidates { get; init; } = 6;

    /// <summary>Tables with fewer rows get no index: reading them whole costs a few pages.</summary>
    public long FewestRows { get; init; } = 500;
}

/// <summary>What index trials brought.</summary>
/// <param name="Trials">Indexes that clearly helped, those that save most first.</param>
/// <param name="Gaps">What could not be tried, and why.</param>
public sealed record IndexTrialResult(
    IReadOnlyList<Core.Profiles.IndexTrial> Trials, IReadOnlyList<Core.Model.Gap> Gaps);
