using System.Globalization;
using PerfOpt.Core.Model;
using PerfOpt.Core.Statistics;

namespace PerfOpt.Core.Measurement;

/// <summary>
/// A metric against a limit. Three answers: met when the interval of the quantile lies wholly on the good side, missed
/// when wholly on the bad side, else undecided. Without an interval the point estimate answers, which is said.
/// </summary>
internal static class TargetCheck
{
    // A promise of more runs than this would be no help.
    private const int MostRunsPromised = 1000;

    /// <summary>The verdict, and a sentence where something is to be said.</summary>
    public static (TargetVerdict Verdict, string? Sentence) Judge(MetricSeries series, MetricTarget target)
    {
        double estimate = series.Estimate(target.Probability);
        bool pointGood = target.IsFloor ? estimate >= target.Limit : estimate <= target.Limit;
        if (series.IntervalOf(target.Probability) is not { } interval)
        {
            int needed = QuantileInterval.MinimumSamples(target.Probability);
            string few =
                $"; judged by the point estimate of {Count(series)}, too few for an interval ({needed} give one)";
            return pointGood
                ? (TargetVerdict.Met,
                    $"{Label(series, target)} meets its target{Figures(series, target, estimate)}{few}")
                : (TargetVerdict.Missed, Missed(series, target, estimate) + few);
        }
        bool good = target.IsFloor ? interval.Low >= target.Limit : interval.High <= target.Limit;
        bool bad = target.IsFloor ? interval.High < target.Limit : interval.Low > target.Limit;
        if (good) return (TargetVerdict.Met, null);
        if (bad) return (TargetVerdict.Missed, Missed(series, target, estimate));
        return (TargetVerdict.None, Undecided(series, target, estimate, interval));
    }

    private static string Missed(MetricSeries series, MetricTarget target, double estimate)
    {
        string by = target.Limit == 0 ? "" : QuantityText.Percent(estimate / target.Limit - 1) + " ";
        string side = target.IsFloor ? "under" : "over";
        return $"{Label(series, target)} is {by}{side} its target{Figures(series, target, estimate)}";
    }

    private static string Figures(MetricSeries series, MetricTarget target, double estimate)
    {
        string sign = estimate == target.Limit ? "=" : estimate > target.Limit ? ">" : "<";
        string limit = QuantityText.Format(target.Limit, target.Unit);
        return $" ({QuantityText.Format(estimate, series.Unit)} {sign} {limit})";
    }

    private static string Undecided(MetricSeries series, MetricTarget target, double estimate, Interval interval)
    {
        string range =
            $"{QuantityText.Format(interval.Low, series.Unit)} to {QuantityText.Format(interval.High, series.Unit)}";
        string limit = QuantityText.Format(target.Limit, target.Unit);
        int? runs = RunsNeeded(series, Math.Abs(estimate - target.Limit), interval.HalfWidth);
        string mend = runs is { } needed
            ? string.Create(CultureInfo.InvariantCulture, $"about {needed} runs would decide (`--runs {needed}`)")
            : "the two are too close for more runs to decide";
        return $"{Label(series, target)} against its target of {limit} is undecided: its 95 % interval, {range},"
            + $" holds the limit; {mend}";
    }

    /// <summary>An interval narrows with the root of the number of runs.</summary>
    private static int? RunsNeeded(MetricSeries series, double distance, double halfWidth)
    {
        if (distance <= 0) return null;
        int runs = Math.Max(1, series.ByRun.Count);
        double needed = Math.Ceiling(runs * Math.Pow(halfWidth / distance, 2));
        return needed > MostRunsPromised ? null : Math.Max(runs + 1, (int)needed);
    }

    private static string Label(MetricSeries series, MetricTarget target) =>
        target.Percentile is { } percentile && percentile != 50
        ? string.Create(CultureInfo.InvariantCulture, $"{series.Label} p{percentile:0.###}")
        : series.Label;

    private static string Count(MetricSeries series) => series.Samples == 1 ? "1 value" : $"{series.Samples} values";
}
