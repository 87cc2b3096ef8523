using PerfOpt.Core.Model;

namespace PerfOpt.Core.Strategy;

/// <summary>Recommendations by phase: quick wins now, then what takes longer.</summary>
public static class Roadmaps
{
    /// <summary>The phases that have something to do.</summary>
    public static IReadOnlyList<RoadmapPhase> Of(IReadOnlyList<Recommendation> recommendations) =>
    [
        .. new[]
        {
            (Tier.QuickWin, "Phase 1 (quick wins)"),
            (Tier.MediumEffort, "Phase 2 (medium effort)"),
            (Tier.Architectural, "Phase 3 (architectural)"),
        }
        .Select(p => new RoadmapPhase(p.Item2,
        [
            .. recommendations.Where(r => r.Tier == p.Item1)
                .Select(r => new RoadmapItem(r.Title, r.EffortHours.Average(), r.Id)),
        ]))
        .Where(p => p.Items.Count > 0),
    ];
}
