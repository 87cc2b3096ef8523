using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;

namespace PerfOpt.Core.Verification;

/// <summary>What two commands compared gave.</summary>
public sealed record VerifyOutcome
{
    /// <summary>Wall time first, which is the gate; then CPU time and peak memory.</summary>
    public required IReadOnlyList<VerificationResult> Results { get; init; }

    /// <summary>Every pair, in the order in which they were run.</summary>
    public required IReadOnlyList<RunPair> Pairs { get; init; }

    /// <summary>The seed of the order.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Pairs at which it was looked whether they decide.</summary>
    public required IReadOnlyList<int> Looks { get; init; }

    /// <summary>Why it ended.</summary>
    public required VerifyStop Stopped { get; init; }

    /// <summary>
    /// Whether both sides printed the same; null where not compared or where one side differs from itself.
    /// </summary>
    public bool? OutputUnchanged { get; init; }

    /// <summary>What a reader should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The verdict of wall time; inconclusive where it has none.</summary>
    public ComparisonVerdict Gate =>
        Results.FirstOrDefault(r => r.Metric == MetricNames.WallTime)?.Verdict ?? ComparisonVerdict.Inconclusive;
}

/// <summary>One block of the comparison.</summary>
/// <param name="BeforeFirst">Whether the old side ran first.</param>
/// <param name="Before">What the old side used.</param>
/// <param name="After">What the new side used.</param>
public sealed record RunPair(bool BeforeFirst, ResourceUsage Before, ResourceUsage After);

/// <summary>Why a comparison ended.</summary>
public enum VerifyStop
{
    /// <summary>Wall time was decided at a look.</summary>
    Decided,
    /// <summary>The most pairs were made.</summary>
    Maximum,
    /// <summary>The time was used up.</summary>
    Budget,
    /// <summary>The user stopped it.</summary>
    Interrupted,
}
