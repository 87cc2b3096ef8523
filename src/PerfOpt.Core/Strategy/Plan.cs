using PerfOpt.Core.Model;

namespace PerfOpt.Core.Strategy;

/// <summary>
/// Steps 3 and 4 as the report words them: ranked bottlenecks, recommendations, what they bring together.
/// </summary>
public sealed record Plan
{
    /// <summary>Most costly first.</summary>
    public required IReadOnlyList<Bottleneck> Bottlenecks { get; init; }

    /// <summary>Best first.</summary>
    public required IReadOnlyList<Recommendation> Recommendations { get; init; }

    /// <summary>By tier.</summary>
    public required IReadOnlyList<RoadmapPhase> Roadmap { get; init; }

    /// <summary>Now, after the first, after all.</summary>
    public required IReadOnlyList<Projection> Projections { get; init; }

    /// <summary>Use and limits of the machine's resources.</summary>
    public required Scaling? Scaling { get; init; }

    /// <summary>Resources now and after all recommendations.</summary>
    public required IReadOnlyList<ResourceComparison> Resources { get; init; }

    /// <summary>What may go wrong.</summary>
    public required IReadOnlyList<Risk> Risks { get; init; }

    /// <summary>Wall seconds that all recommendations together are expected to save of one run.</summary>
    public required double SavedSeconds { get; init; }
}
