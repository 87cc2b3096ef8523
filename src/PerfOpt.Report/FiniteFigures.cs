using PerfOpt.Core.Model;

namespace PerfOpt.Report;

/// <summary>
/// Takes out of a report what is not a number. A figure that may be absent becomes absent; a row whose required
/// figure is not finite goes as a whole, and a <see cref="Gap"/> says so. Every rendering begins with it; doing it
/// again changes nothing.
/// </summary>
public static class FiniteFigures
{
    /// <summary>The report with finite figures only.</summary>
    public static ReportDocument Of(ReportDocument report)
    {
        var gaps = new List<Gap>(report.Gaps);
        var cleaned = report with
        {
            Environment = report.Environment with
            {
                Noise = report.Environment.Noise with
                {
                    CoefficientOfVariation = Finite(report.Environment.Noise.CoefficientOfVariation),
                },
            },
            Baseline = report.Baseline is { } b ? b with { Metrics = [.. b.Metrics.Select(Of)] } : null,
            Profile = Of(report.Profile, gaps),
            Bottlenecks = [.. report.Bottlenecks.Select(Of)],
            Recommendations = [.. report.Recommendations.Select(r => Of(r, gaps))],
            Projections = [.. report.Projections.Select(Of)],
            Scaling = Of(report.Scaling, gaps),
            Resources = Keep(report.Resources, r => double.IsFinite(r.Current), "resources", gaps,
                r => r with { After = Finite(r.After), Change = Finite(r.Change) }),
            Roadmap = [.. report.Roadmap.Select(p => p with
            {
                Items = Keep(p.Items, i => double.IsFinite(i.Hours), "roadmap", gaps),
            })],
            Verification = report.Verification with
            {
                Results = Keep(report.Verification.Results, IsWhole, "verification", gaps, Of),
            },
        };
        return cleaned with { Gaps = gaps };
    }

    private static Metric Of(Metric m) => m with
    {
        Median = Finite(m.Median), Mean = Finite(m.Mean), Min = Finite(m.Min), Max = Finite(m.Max),
        P50 = Finite(m.P50), P90 = Finite(m.P90), P95 = Finite(m.P95), P99 = Finite(m.P99),
        Ci95 = Pair(m.Ci95), Target = Finite(m.Target), TargetPercentile = Finite(m.TargetPercentile),
    };

    private static ProfileSummary? Of(ProfileSummary? profile, List<Gap> gaps)
    {
        if (profile is null)
            return null;
        if (!double.IsFinite(profile.RateHz))
        {
            gaps.Add(NotANumber("profile"));
            return null;
        }

        return profile with
        {
            ReachedHz = Finite(profile.ReachedHz),
            Overhead = Finite(profile.Overhead),
            OnCpuShare = Finite(profile.OnCpuShare),
            WaitShare = Finite(profile.WaitShare),
            Hotspots = Keep(profile.Hotspots,
                h => double.IsFinite(h.SelfShare) && double.IsFinite(h.TotalShare), "profile.hotspots", gaps),
            Statements = Keep(profile.Statements, s => double.IsFinite(s.TotalTime), "profile.statements", gaps),
            Memory = profile.Memory is { } m
                ? m with { SlopeBytesPerSecond = Finite(m.SlopeBytesPerSecond), SlopeCi95 = Pair(m.SlopeCi95) }
                : null,
            Locks = Keep(profile.Locks, l => double.IsFinite(l.WaitShare), "profile.locks", gaps),
        };
    }

    private static Bottleneck Of(Bottleneck b) => b with
    {
        TimeSeconds = Finite(b.TimeSeconds),
        Share = Finite(b.Share),
        GrowthBytesPerHour = Finite(b.GrowthBytesPerHour),
        Evidence = [.. b.Evidence.Select(e => e with { Value = Finite(e.Value) })],
    };

    private static Recommendation Of(Recommendation r, List<Gap> gaps)
    {
        var estimate = r.Estimate is { } e
            && double.IsFinite(e.Before) && double.IsFinite(e.After) && double.IsFinite(e.Low)
            && double.IsFinite(e.High) && double.IsFinite(e.Change) ? r.Estimate : null;
        if (estimate is null && r.Estimate is not null)
            gaps.Add(NotANumber("recommendations"));
        return r with
        {
            Estimate = estimate,
            EffortHours = r.EffortHours.All(double.IsFinite) ? r.EffortHours : [],
            Cost = r.Cost is { } c ? c with { WriteSlowdown = Finite(c.WriteSlowdown) } : null,
        };
    }

    private static Projection Of(Projection p) => p with
    {
        GrowthPerDay = Finite(p.GrowthPerDay), Capacity = Finite(p.Capacity),
        TimeToCapacityDays = Finite(p.TimeToCapacityDays), P95 = Finite(p.P95), Cpu = Finite(p.Cpu),
        MemoryBytes = Finite(p.MemoryBytes),
    };

    private static Scaling? Of(Scaling? scaling, List<Gap> gaps) => scaling is null ? null : scaling with
    {
        Resources = Keep(scaling.Resources,
            r => double.IsFinite(r.Use) && double.IsFinite(r.At) && double.IsFinite(r.Limit), "scaling", gaps),
        Usl = scaling.Usl is { } u && double.IsFinite(u.Lambda) && double.IsFinite(u.Sigma)
            && double.IsFinite(u.Kappa) && double.IsFinite(u.R2)
            ? u with { PeakConcurrency = Finite(u.PeakConcurrency) } : null,
        Complexity = scaling.Complexity is { } c && double.IsFinite(c.Exponent)
            ? c with { Ci95 = Pair(c.Ci95) } : null,
    };

    private static bool IsWhole(VerificationResult r) =>
        double.IsFinite(r.Change) && double.IsFinite(r.Before.Median) && double.IsFinite(r.After.Median);

    private static VerificationResult Of(VerificationResult r) => r with
    {
        Before = r.Before with { Ci95 = Pair(r.Before.Ci95) },
        After = r.After with { Ci95 = Pair(r.After.Ci95) },
        ChangeCi95 = Pair(r.ChangeCi95),
        PValue = Finite(r.PValue),
        Threshold = Finite(r.Threshold),
    };

    private static IReadOnlyList<T> Keep<T>(
        IReadOnlyList<T> rows, Func<T, bool> isWhole, string section, List<Gap> gaps, Func<T, T>? clean = null)
    {
        if (!rows.All(isWhole))
            gaps.Add(NotANumber(section));
        return [.. rows.Where(isWhole).Select(row => clean is null ? row : clean(row))];
    }

    private static Gap NotANumber(string section) => new(section, "one or more figures of this section",
        "they came out as not a number and were left out", "run the analysis again with more runs");

    private static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;

    /// <summary>An interval has two finite ends; anything else is none.</summary>
    private static IReadOnlyList<double>? Pair(IReadOnlyList<double>? ends) =>
        ends is [var low, var high] && double.IsFinite(low) && double.IsFinite(high) ? ends : null;
}
