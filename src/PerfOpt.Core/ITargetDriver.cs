using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core;

/// <summary>
/// What every kind of target offers: to be described and run. Without the optional interfaces below an analysis
/// measures but cannot say why.
/// </summary>
public interface ITargetDriver
{
    /// <summary>What is analysed.</summary>
    Task<TargetInfo> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>One unobserved run. Cancellation ends it and returns what was measured.</summary>
    /// <param name="passOutput">Whether the target's output goes to perfopt's standard error; else it is
    /// discarded.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    Task<TimedRun> RunAsync(bool passOutput, CancellationToken cancellationToken);
}

/// <summary>One run with what the target itself reported.</summary>
/// <param name="Result">How it ended and what it used.</param>
/// <param name="Operations">Values that the target wrote to its operations file.</param>
public sealed record TimedRun(RunResult Result, OperationReadings Operations);

/// <summary>Samples stacks while the target runs. Without it the report cannot say where the time goes.</summary>
public interface IProfilingDriver
{
    /// <summary>One run with the sampler looking on.</summary>
    Task<ProfiledRun> ProfileAsync(double rateHz, CancellationToken cancellationToken);
}

/// <summary>One run with the sampler looking on.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Profile">The samples; null when the target could not be sampled.</param>
/// <param name="Runtime">The runtime found, or null.</param>
/// <param name="Gaps">What was not seen.</param>
public sealed record ProfiledRun(RunResult Result, StackProfile? Profile, string? Runtime, IReadOnlyList<Gap> Gaps);

/// <summary>
/// Looks at statements and operations from within the target. Without it database causes and waits cannot be
/// confirmed.
/// </summary>
public interface IProbingDriver
{
    /// <summary>One run with the probe in the target.</summary>
    Task<ProbedRun> ProbeAsync(CancellationToken cancellationToken);
}

/// <summary>One run with the probe in the target.</summary>
public sealed record ProbedRun(
    RunResult Result, StatementLog? Statements, OperationLog? Operations, IReadOnlyList<Gap> Gaps);

/// <summary>
/// Reads the source of hot functions and instruments them. Without it causes inside the code stay suspicions.
/// </summary>
public interface IInspectingDriver
{
    /// <summary>What the source says of these functions; those that cannot be read are left out.</summary>
    Task<IReadOnlyList<SourceFunction>> ReadSourceAsync(
        IReadOnlyList<FunctionKey> functions, CancellationToken cancellationToken);

    /// <summary>One run with these functions instrumented.</summary>
    /// <param name="functions">The functions.</param>
    /// <param name="baselineSeconds">Wall time of an unobserved run, for the budget and the slowdown.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    Task<InspectedRun> InspectAsync(
        IReadOnlyList<SourceFunction> functions, double baselineSeconds, CancellationToken cancellationToken);
}

/// <summary>One run with hot functions instrumented.</summary>
public sealed record InspectedRun(RunResult Result, Inspection? Inspection, IReadOnlyList<Gap> Gaps);

/// <summary>Tries indexes on copies of the databases seen. Without it a missing index stays a suspicion.</summary>
public interface IIndexTrialDriver
{
    /// <summary>Builds and times candidates on copies.</summary>
    Task<TriedIndexes> TryIndexesAsync(StatementLog statements, CancellationToken cancellationToken);
}

/// <summary>What trying indexes brought.</summary>
public sealed record TriedIndexes(IReadOnlyList<IndexTrial> Trials, IReadOnlyList<Gap> Gaps);
