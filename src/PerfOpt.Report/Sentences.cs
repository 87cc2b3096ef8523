using PerfOpt.Core.Model;

namespace PerfOpt.Report;

/// <summary>Figures put into words, the same in every rendering. The texts are plain, not yet escaped.</summary>
public static class Sentences
{
    /// <summary>A metric's middle with its interval, such as <c>3.01 s, 95 % interval 2.96 to 3.08 s</c>.</summary>
    public static string Middle(Metric metric)
    {
        if ((metric.Median ?? metric.P50 ?? metric.Mean) is not { } middle)
            return Quantities.NotMeasured;
        var text = Quantities.OfMetric(middle, metric.Name, metric.Unit);
        return metric.Ci95 is [var low, var high]
            ? text + ", 95 % interval " + Quantities.Interval(low, high, metric.Name, metric.Unit)
            : text + ", no interval";
    }

    /// <summary>The limit of a metric's target, such as <c>2 s</c> or <c>P95 50 ms</c>.</summary>
    public static string Limit(Metric metric)
    {
        if (metric.Target is not { } target)
            return "none";
        var limit = Quantities.OfMetric(target, metric.Name, metric.Unit);
        return metric.TargetPercentile is { } p ? "P" + Quantities.Number(p) + " " + limit : limit;
    }

    /// <summary>The figure that the target is about: the percentile it names, else the middle.</summary>
    public static string Judged(Metric metric)
    {
        double? percentile = metric.TargetPercentile switch
        {
            90 => metric.P90,
            95 => metric.P95,
            99 => metric.P99,
            _ => null,
        };
        return percentile is { } value
            ? $"P{Quantities.Number(metric.TargetPercentile!.Value)} "
                + Quantities.OfMetric(value, metric.Name, metric.Unit)
            : Middle(metric);
    }

    /// <summary>Target, source and verdict; absent where no target was set.</summary>
    public static string? Target(Metric metric)
    {
        if (metric.Target is null)
            return null;
        var source = metric.TargetSource is { } from ? ", from " + SafeText.Line(from) : "";
        var verdict = metric.Verdict is TargetVerdict.None ? "undecided" : Wording.Of(metric.Verdict);
        return "target: " + Limit(metric) + source + ": " + verdict;
    }

    /// <summary>The percentiles that are there, such as <c>P95 3.3 s, P99 3.39 s</c>.</summary>
    public static string? Percentiles(Metric metric)
    {
        var parts = new[] { ("P90", metric.P90), ("P95", metric.P95), ("P99", metric.P99) }
            .Where(p => p.Item2 is not null)
            .Select(p => p.Item1 + " " + Quantities.OfMetric(p.Item2!.Value, metric.Name, metric.Unit))
            .ToList();
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    /// <summary>What a bottleneck costs, such as <c>1.9 s (63 % of wall time)</c>; absent where not known.</summary>
    public static string? Cost(Bottleneck bottleneck)
    {
        var share = bottleneck.Share is { } s ? Quantities.Percent(s) + " of wall time" : null;
        var growth = bottleneck.GrowthBytesPerHour is { } g ? Quantities.Bytes(g) + " per hour" : null;
        var time = bottleneck.TimeSeconds is { } t ? Quantities.Duration(t) : null;
        var first = time is not null && share is not null ? $"{time} ({share})" : time ?? share;
        return first is not null && growth is not null ? first + ", " + growth : first ?? growth;
    }

    /// <summary>
    /// An estimate, such as <c>Wall time 3.01 s → 1.15 s (62 % less; interval 1.1 to 1.3 s; modelled)</c>.
    /// </summary>
    public static string Gain(Estimate e, Baseline? baseline) =>
        $"{Wording.OfMetric(e.Metric)} {Of(e, e.Before, baseline)} → {Of(e, e.After, baseline)} "
        + $"({Quantities.ChangeInWords(e.Change)}; interval {Range(e, baseline)}; {Wording.Of(e.Basis)})";

    /// <summary>The interval of an estimate, such as <c>1.1 to 1.3 s</c>.</summary>
    public static string Range(Estimate e, Baseline? baseline) => Quantities.Interval(
        Math.Min(e.Low, e.High), Math.Max(e.Low, e.High), e.Metric, UnitOf(e.Metric, baseline));

    /// <summary>A value in the estimate's unit.</summary>
    public static string Of(Estimate e, double value, Baseline? baseline) =>
        Quantities.OfMetric(value, e.Metric, UnitOf(e.Metric, baseline));

    /// <summary>What a recommendation costs once it is there; absent where nothing is known.</summary>
    public static string? Cost(RecommendationCost? cost)
    {
        var bytes = cost?.Bytes is { } b ? Quantities.Bytes(b) + " of storage or memory" : null;
        var writes = cost?.WriteSlowdown is { } w ? "writes " + Quantities.Change(w) + " in time" : null;
        return bytes is not null && writes is not null ? bytes + ", " + writes : bytes ?? writes;
    }

    /// <summary>A comparison's result in one line.</summary>
    public static string Result(VerificationResult r, Baseline? baseline)
    {
        var unit = UnitOf(r.Metric, baseline);
        var change = r.ChangeCi95 is [var low, var high]
            ? $"{Quantities.Change(r.Change)}, 95 % interval {Quantities.Change(low)} to {Quantities.Change(high)}"
            : Quantities.Change(r.Change) + ", no interval";
        var p = r.PValue is { } value ? ", p = " + Quantities.Number(value) : "";
        return $"{Wording.OfMetric(r.Metric)} {Side(r.Before)} → {Side(r.After)} ({change}{p})";

        string Side(VerificationSide side) => Quantities.OfMetric(side.Median, r.Metric, unit)
            + (side.Ci95 is [var from, var to] ? $" [{Quantities.Interval(from, to, r.Metric, unit)}]" : "");
    }

    /// <summary>What else a comparison showed.</summary>
    public static IEnumerable<string> Beside(VerificationResult r)
    {
        yield return r.Before.Runs == r.After.Runs
            ? Quantities.Count(r.Before.Runs) + " runs of each side"
            : $"{Quantities.Count(r.Before.Runs)} runs before, {Quantities.Count(r.After.Runs)} after";
        if (r.Threshold is { } threshold)
            yield return "differences under " + Quantities.Percent(threshold) + " count as none";
        if (r.PairsNeeded is { } pairs)
            yield return Quantities.Count(pairs) + " pairs would decide";
        if (r.OutputUnchanged is { } same)
            yield return same ? "the output is unchanged" : "THE OUTPUT CHANGED";
        if (r.TestsPassed is { } passed)
            yield return passed ? "the target's tests passed" : "THE TARGET'S TESTS FAILED";
    }

    /// <summary>How far to trust the report: noise, runs, samples lost, gaps; a sentence each.</summary>
    public static IEnumerable<string> Trust(ReportDocument report)
    {
        yield return report.Environment.Noise.CoefficientOfVariation is { } cv
            ? $"Wall time varies by {Quantities.Percent(cv)} from run to run (robust coefficient of variation)."
            : "The noise of the machine was not measured: fewer than three runs.";
        if (report.Baseline is { } baseline)
            yield return $"The baseline rests on {Plural(baseline.Runs, "run")} after "
                + $"{Plural(baseline.Warmups, "warm-up")}.";
        if (report.Profile is { } profile)
            yield return Samples(profile);
        foreach (var warning in report.Environment.Noise.Warnings)
            yield return SafeText.Line(warning);
    }

    /// <summary>A count with its noun.</summary>
    public static string Plural(long count, string noun) =>
        Quantities.Count(count) + " " + noun + (count == 1 ? "" : "s");

    /// <summary>The unit of a metric: of perfopt's own by its name, of a user's as the baseline has it.</summary>
    private static string UnitOf(string metric, Baseline? baseline) => metric switch
    {
        MetricNames.WallTime or MetricNames.CpuTime or MetricNames.UserTime or MetricNames.SystemTime
            or MetricNames.Latency => "s",
        MetricNames.PeakRss or MetricNames.IoRead or MetricNames.IoWrite => "B",
        MetricNames.RssGrowth => "B/s",
        MetricNames.Throughput => "1/s",
        _ => baseline?.Metrics.FirstOrDefault(m => m.Name == metric)?.Unit ?? "1",
    };

    private static string Samples(ProfileSummary profile)
    {
        var rate = profile.ReachedHz is { } reached
            ? $"{Quantities.Number(profile.RateHz)} Hz asked, {Quantities.Number(reached)} Hz reached"
            : $"{Quantities.Number(profile.RateHz)} Hz asked";
        var overhead = profile.Overhead is { } o ? $"; the profiler used {Quantities.Percent(o)} of a core" : "";
        return $"The profile holds {Plural(profile.Samples, "sample")}, {Quantities.Count(profile.LostSamples)} lost "
            + $"({rate}{overhead}).";
    }
}
