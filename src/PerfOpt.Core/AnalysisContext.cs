using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;

namespace PerfOpt.Core;

/// <summary>What the steps need to know of the world.</summary>
public sealed record AnalysisContext
{
    /// <summary>perfopt's version.</summary>
    public required string Version { get; init; }

    /// <summary>The machine, with the warnings known before the first run.</summary>
    public required EnvironmentInfo Environment { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The user's targets.</summary>
    public IReadOnlyList<MetricTarget> Targets { get; init; } = [];

    /// <summary>Tries indexes on copies; null where databases are not looked at.</summary>
    public IIndexTrialDriver? IndexTrials { get; init; }
}
