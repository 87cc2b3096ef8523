using PerfOpt.Core.Diagnosis;
using PerfOpt.Core.Model;

namespace PerfOpt.Core.Reporting;

/// <summary>Words the executive summary and the recommendation.</summary>
public static class Conclusions
{
    private const double WorthDoing = 0.05;

    /// <summary>The executive summary.</summary>
    public static Summary Summarise(ReportParts parts, ProfileSummary? profile) => new()
    {
        Headline = Headline(parts),
        Verdict = Verdict(parts, profile),
        KeyFindings = [.. KeyFindings(parts, profile)],
        Score = Score(parts),
    };

    /// <summary>The recommendation at the report's end.</summary>
    public static Conclusion Conclude(ReportParts parts)
    {
        var plan = parts.Plan;
        if (plan is null || parts.Baseline is null)
            return new Conclusion { Verdict = "Measure again: nothing can be concluded from this analysis" };
        if (plan.Recommendations.Count == 0)
        {
            return new Conclusion
            {
                Verdict = plan.Bottlenecks.Count == 0 ? "Leave it as it is: no cause worth changing was confirmed"
                    : "Investigate: causes are suspected and not confirmed",
            };
        }

        var hours = plan.Recommendations.Sum(r => r.EffortHours.Average());
        var wall = Wall(parts);
        return new Conclusion
        {
            Verdict = $"Proceed with {plan.Roadmap[0].Phase}"
                + (plan.Roadmap.Count > 1 ? $", then {plan.Roadmap[1].Phase}" : ""),
            Roi = $"about {Figures.Digits(hours)} hours of work → {Figures.Percent(plan.SavedSeconds / wall)} less "
                + $"time ({Figures.Time(wall)} → {Figures.Time(wall - plan.SavedSeconds)}, modelled) → saves "
                + $"{Figures.Time(plan.SavedSeconds)} at each run: paid back after "
                + $"{Figures.Count(Math.Ceiling(hours * 3600 / plan.SavedSeconds))} runs",
            QuickStart = plan.Recommendations[0].Id,
        };
    }

    /// <summary>
    /// 100 less the per cent of wall time that the recommendations are estimated to save, less 10 for each target
    /// missed, at least 0.
    /// </summary>
    private static int? Score(ReportParts parts)
    {
        if (parts.Plan is not { } plan || parts.Baseline is not { } baseline || parts.Input.Observation.Profile is null)
            return null;
        var missed = baseline.Metrics.Count(m => m.Verdict == TargetVerdict.Missed);
        return (int)Math.Round(Math.Max(100 * (1 - plan.SavedSeconds / Wall(parts)) - 10 * missed, 0));
    }

    private static double Wall(ReportParts parts) =>
        parts.Baseline?.Find(MetricNames.WallTime)?.Median is > 0 and { } wall ? wall : double.NaN;

    private static SummaryVerdict Verdict(ReportParts parts, ProfileSummary? profile)
    {
        if (parts.Plan is not { } plan || parts.Failure is not null || parts.Interrupted)
            return SummaryVerdict.Inconclusive;
        if (plan.Recommendations.Count > 0 && plan.SavedSeconds >= Wall(parts) * WorthDoing)
            return SummaryVerdict.Proceed;
        if (parts.Baseline!.Metrics.Any(m => m.Verdict == TargetVerdict.Missed))
            return SummaryVerdict.Investigate;
        if (profile is null)
            return SummaryVerdict.Inconclusive;
        return plan.Bottlenecks.Any(b => b.Severity <= Severity.Medium) || Unexplained(parts) is not null
            ? SummaryVerdict.Investigate : SummaryVerdict.Healthy;
    }

    private static string Headline(ReportParts parts)
    {
        if (parts.Baseline is null)
            return "Nothing could be measured: "
                + $"{parts.Failure ?? "the analysis was interrupted before its first measured run ended"}.";
        var wall = Wall(parts);
        var run = $"One run takes {Figures.Time(wall)}";
        var suffix = parts.Failure is { } failure ? $" Then the analysis ended early: {failure}."
            : parts.Interrupted ? " The analysis was interrupted and is not whole." : "";
        if (parts.Plan is not { Bottlenecks: [var first, ..] } plan)
            return $"{run}; no cause worth changing was confirmed.{suffix}";
        var where = first.Location is { } at ? $" ({at.File}:{at.Line})" : "";
        var then = plan.SavedSeconds > 0
            ? $" The {(plan.Recommendations.Count == 1 ? "change" : $"{plan.Recommendations.Count} changes")} "
                + $"recommended are expected to bring it to about {Figures.Time(wall - plan.SavedSeconds)} (modelled)."
            : "";
        if (plan.Recommendations.Count == 1)
            then = then.Replace(" are expected", " is expected", StringComparison.Ordinal);
        return $"{run}, of which {Figures.Percent(first.Share ?? 0)} is one thing: {first.Title}{where}.{then}{suffix}";
    }

    private static IEnumerable<string> KeyFindings(ReportParts parts, ProfileSummary? profile)
    {
        foreach (var issue in parts.Baseline?.Issues ?? [])
            yield return issue;
        foreach (var bottleneck in (parts.Plan?.Bottlenecks ?? []).Take(3))
        {
            var at = bottleneck.Location is { } place ? $", {place.File}:{place.Line}" : "";
            yield return $"{bottleneck.Title}: {Figures.Time(bottleneck.TimeSeconds ?? 0)}, "
                + $"{Figures.Percent(bottleneck.Share ?? 0)} of a run "
                + $"({bottleneck.Status.ToString().ToLowerInvariant()}{at})";
        }

        if (profile is { OnCpuShare: { } cpu, WaitShare: { } wait })
            yield return $"{Figures.Percent(cpu)} of the time is computed, {Figures.Percent(wait)} is waited";
        if (Unexplained(parts) is { } unexplained)
            yield return unexplained;
    }

    /// <summary>A hot function of the user's own whose time no confirmed cause explains.</summary>
    private static string? Unexplained(ReportParts parts)
    {
        var input = parts.Input;
        var explained = (parts.Plan?.Bottlenecks ?? []).Select(b => b.Location).OfType<Location>().ToList();
        var accounted = (parts.Plan?.Bottlenecks ?? []).Sum(b => b.TimeSeconds ?? 0);
        var functions = input.Time.Lines.GroupBy(l => l.Key.Function);
        foreach (var group in functions.OrderByDescending(g => g.Sum(l => l.Value.Seconds)))
        {
            var seconds = group.Sum(l => l.Value.Seconds);
            // Where findings and this function together exceed the run, a finding speaks of the same time.
            if (input.Time.Share(seconds) < 0.2 || accounted + seconds > input.WallSeconds * 1.02)
                return null;
            var file = input.Places.File(group.Key.File);
            if (explained.Any(l => l.File == file && l.Symbol == Places.ShortName(group.Key.Symbol)))
                continue;
            if ((parts.Plan?.Bottlenecks ?? []).SelectMany(b => b.Related ?? [])
                .Any(l => l.File == file && l.Symbol == Places.ShortName(group.Key.Symbol)))
            {
                continue;
            }

            return $"{Places.ShortName(group.Key.Symbol)} ({file}:{group.Key.FirstLine}) takes "
                + $"{Figures.Percent(input.Time.Share(seconds))} of a run and no cause on the list was confirmed for "
                + "it";
        }

        return null;
    }
}
