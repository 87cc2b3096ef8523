using PerfOpt.Core.Model;

namespace PerfOpt.Core.Reporting;

/// <summary>The optimization checklist of the specification, each item with what in the report proves it.</summary>
public static class Checklists
{
    /// <summary>The ten items.</summary>
    public static IReadOnlyList<ChecklistItem> Of(ReportDocument report)
    {
        var planned = report.Recommendations.Count > 0;
        var none = report.Baseline is not null && report.Profile is not null && report.Bottlenecks.Count == 0;
        return
        [
            Item("Current metrics documented", report.Baseline is not null, "#/baseline"),
            Item("Profiling shows hotspots", report.Profile is { Hotspots.Count: > 0 }, "#/profile/hotspots"),
            Item("Root causes identified",
                report.Bottlenecks.Any(b => b.Status == BottleneckStatus.Confirmed) || none, "#/bottlenecks"),
            Item("Top 3 opportunities prioritized", planned || none, "#/recommendations"),
            Item("Effort vs benefit evaluated",
                planned && report.Recommendations.All(r => r.Estimate is not null), "#/recommendations"),
            Item("Implementation plan clear", report.Roadmap.Count > 0, "#/roadmap"),
            Item("Risks identified with mitigations", report.Risks.Count > 0, "#/risks"),
            Item("Before/after benchmarks defined",
                report.Verification.Plan.Any(p => p.Kind == VerificationKind.BeforeAfter), "#/verification/plan"),
            Item("Monitoring in place for verification", false, null),
            Item("Team understands trade-offs", false, null),
        ];
    }

    private static ChecklistItem Item(string text, bool done, string? evidence) =>
        new(text, done, done ? evidence : null);
}
