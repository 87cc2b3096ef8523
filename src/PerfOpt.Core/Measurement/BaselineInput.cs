using PerfOpt.Core.Model;

namespace PerfOpt.Core.Measurement;

/// <summary>What a baseline is built from.</summary>
public sealed record BaselineInput
{
    /// <summary>
    /// The measured runs, in the order in which they were made; those cut short are left out of the figures.
    /// </summary>
    public required IReadOnlyList<RunResult> Runs { get; init; }

    /// <summary>Runs before them that were not counted.</summary>
    public required int Warmups { get; init; }

    /// <summary>
    /// What each run wrote of its operations, parallel to <see cref="Runs"/>; empty where nothing was read.
    /// </summary>
    public IReadOnlyList<OperationReadings> Operations { get; init; } = [];

    /// <summary>The user's limits.</summary>
    public IReadOnlyList<MetricTarget> Targets { get; init; } = [];

    /// <summary>Sentences that already stand, such as <see cref="RunScheduler.Notes"/>.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A baseline and how far it can be trusted.</summary>
/// <param name="Baseline">Step 1 of the report.</param>
/// <param name="Noise">Belongs to the report's environment.</param>
public sealed record BaselineResult(Baseline Baseline, NoiseInfo Noise);
