using PerfOpt.Core.Model;
using PerfOpt.Core.Verification;

namespace PerfOpt.Core.Reporting;

/// <summary>Puts the steps' results together as the report. It words; it measures and computes nothing new.</summary>
public sealed class ReportComposer(AnalysisOptions options, AnalysisContext context)
{
    /// <summary>The report.</summary>
    public ReportDocument Compose(ReportParts parts)
    {
        var profile = ProfileSummaries.Of(parts.Input);
        var plan = parts.Plan;
        var report = new ReportDocument
        {
            Tool = new ToolInfo("perfopt", context.Version),
            Created = context.Clock.GetUtcNow(),
            Target = parts.Target,
            Environment = parts.Environment,
            Summary = Conclusions.Summarise(parts, profile),
            Baseline = parts.Baseline,
            Profile = profile,
            Bottlenecks = plan?.Bottlenecks ?? [],
            Recommendations = plan?.Recommendations ?? [],
            Projections = plan?.Projections ?? [],
            Scaling = plan?.Scaling,
            Resources = plan?.Resources ?? [],
            Roadmap = plan?.Roadmap ?? [],
            Verification = new VerificationSection
            {
                Plan = VerificationPlan.Of(options.Command, plan?.Recommendations ?? []),
            },
            Risks = plan?.Risks ?? [],
            Conclusion = Conclusions.Conclude(parts),
            Gaps = [.. parts.Gaps, .. Unlooked(parts, profile)],
        };
        return report with { Checklist = Checklists.Of(report) };
    }

    private static IEnumerable<Gap> Unlooked(ReportParts parts, ProfileSummary? profile)
    {
        const string whole = "the analysis ended before it";
        var why = parts.Interrupted ? "the analysis was interrupted" : parts.Failure ?? whole;
        if (parts.Baseline is null)
            yield return new Gap("baseline", "the current metrics", why, "run perfopt analyze again");
        if (profile is null && parts.Gaps.All(g => g.Section != "profile"))
            yield return new Gap("profile", "where the time goes", why, "run perfopt analyze again");
        if (parts.Baseline is { } baseline && baseline.Metrics.All(m => m.Target is null))
        {
            yield return new Gap("targets", "whether the metrics meet their targets", "no target is set",
                "write targets into perfopt.yaml, such as: targets: [{ metric: wall_time, limit: 1 s }]");
        }

        yield return new Gap("projections", "how long the capacity lasts", "how fast the load grows is not known",
            "multiply: the capacity in runs a day stands beside; the growth of your load is yours to add");
        yield return new Gap("scaling", "how cost and throughput change with load and input size",
            "one input and one run at a time were measured",
            "run perfopt analyze on two or three sizes of the input and compare");
        if (profile is { Memory: null })
        {
            yield return new Gap("memory", "memory over time", "only its peak was measured",
                "watch a longer run: a single run of a program has too few quiet points for a trend");
        }
    }
}
