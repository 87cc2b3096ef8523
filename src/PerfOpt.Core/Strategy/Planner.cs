using PerfOpt.Core.Diagnosis;
using PerfOpt.Core.Model;

namespace PerfOpt.Core.Strategy;

/// <summary>Turns findings into a plan: what first, what it brings, what it costs.</summary>
public static class Planner
{
    /// <summary>Makes the plan.</summary>
    /// <param name="findings">Most costly first.</param>
    /// <param name="baseline">Step 1.</param>
    /// <param name="environment">The machine, for its limits.</param>
    public static Plan Make(IReadOnlyList<Finding> findings, Baseline baseline, EnvironmentInfo environment)
    {
        var wall = baseline.Find(MetricNames.WallTime)?.Median ?? 0;
        var bottlenecks = findings.Select((f, i) => Bottleneck(f, i + 1, wall)).ToList();
        var ordered = findings.Select((f, i) => (Finding: f, Bottleneck: bottlenecks[i]))
            .Where(p => p.Finding.Gain.Seconds > 0 && p.Finding.Status == BottleneckStatus.Confirmed)
            .OrderByDescending(p => Value(p.Finding))
            .ToList();
        var recommendations = ordered.Select((p, i) => Recommendation(p.Finding, p.Bottleneck, i + 1, wall)).ToList();
        var savings = new Savings(ordered.ConvertAll(p => p.Finding), wall);
        return new Plan
        {
            Bottlenecks = bottlenecks,
            Recommendations = recommendations,
            Roadmap = Roadmaps.Of(recommendations),
            Projections = Forecast.Projections(baseline, savings, recommendations),
            Scaling = Forecast.Limits(baseline, environment),
            Resources = Forecast.Resources(baseline, savings),
            Risks = Risks(recommendations),
            SavedSeconds = savings.AllSeconds,
        };
    }

    /// <summary>Seconds saved for an hour of work; what saves under a hundredth of the run comes last.</summary>
    private static double Value(Finding finding)
    {
        var hours = (finding.Remedy.HoursLow + finding.Remedy.HoursHigh) / 2;
        // The square root keeps a large gain ahead of a small one that happens to be an hour cheaper.
        return finding.Gain.Seconds / Math.Sqrt(Math.Max(hours, 0.25));
    }

    private static Bottleneck Bottleneck(Finding finding, int rank, double wall)
    {
        var share = wall > 0 ? Math.Clamp(finding.Seconds / wall, 0, 1) : (double?)null;
        return new Bottleneck
        {
            Id = $"B{rank}",
            Rank = rank,
            Title = finding.Title,
            RootCause = finding.Cause,
            Severity = Severity(share ?? 0),
            Status = finding.Status,
            Location = finding.Location,
            Related = finding.Related.Count > 0 ? finding.Related : null,
            Statement = finding.Statement,
            Table = finding.Table,
            TimeSeconds = finding.Seconds,
            Share = share,
            Explanation = finding.Explanation,
            Impact = finding.Impact,
            Evidence = finding.Evidence,
        };
    }

    /// <summary>Severity by share of wall time.</summary>
    public static Severity Severity(double share) => share switch
    {
        >= 0.5 => Model.Severity.Critical,
        >= 0.2 => Model.Severity.High,
        >= 0.05 => Model.Severity.Medium,
        _ => Model.Severity.Low,
    };

    private static Recommendation Recommendation(Finding finding, Bottleneck bottleneck, int priority, double wall)
    {
        var gain = finding.Gain;
        var saved = Math.Min(gain.Seconds, wall);
        return new Recommendation
        {
            Id = $"R{priority}",
            Bottleneck = bottleneck.Id,
            Title = finding.Remedy.Title,
            Tier = finding.Remedy.Tier,
            EffortHours = [finding.Remedy.HoursLow, finding.Remedy.HoursHigh],
            Impact = saved >= wall * 0.15 ? Level.High : saved >= wall * 0.04 ? Level.Medium : Level.Low,
            Risk = finding.Remedy.Risk,
            Priority = priority,
            Estimate = wall > 0
                ? new Estimate
                {
                    Metric = MetricNames.WallTime,
                    Before = wall,
                    After = wall - saved,
                    Low = Math.Max(wall - gain.High, 0),
                    High = wall - Math.Min(gain.Low, wall),
                    Change = -saved / wall,
                    Basis = gain.Basis,
                    Method = gain.Method,
                }
                : null,
            Implementation = finding.Remedy.Implementation,
            Cost = finding.Remedy.Cost,
            SideEffects = finding.Remedy.SideEffects,
            Rollback = finding.Remedy.Rollback,
        };
    }

    private static List<Risk> Risks(IReadOnlyList<Recommendation> recommendations) =>
    [
        .. recommendations.Select(r => new Risk(
            r.Risk,
            $"{r.Id}: {(r.SideEffects.Count > 0 ? r.SideEffects[0] : r.Title)}",
            r.Risk == Level.Low
                ? $"Run the tests; undo by: {r.Rollback}"
                : $"Run the tests, compare the output and the times with perfopt verify; undo by: {r.Rollback}")),
    ];
}
