using PerfOpt.Core.Model;
using PerfOpt.Core.Statistics;

namespace PerfOpt.Core.Measurement;

/// <summary>The values of one metric, kept by run, since runs and not calls are what repeats independently.</summary>
internal sealed record MetricSeries
{
    public required string Name { get; init; }

    public string? Operation { get; init; }

    public required string Unit { get; init; }

    /// <summary>Values of each run that has any, runs in order.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> ByRun { get; init; }

    /// <summary>For a share of counted events: its hits and trials; null for all else.</summary>
    public (long Hits, long Trials)? Share { get; init; }

    /// <summary>All values.</summary>
    public IReadOnlyList<double> Values => field ??= [.. ByRun.SelectMany(r => r)];

    /// <summary>What the figures rest on: values, or for a share its trials.</summary>
    public long Samples => Share?.Trials ?? Values.Count;

    /// <summary>The name in a sentence.</summary>
    public string Label => Operation is null ? Name : $"{Operation} {Name}";

    /// <summary>The point estimate of a quantile; the median is the sample's own.</summary>
    public double Estimate(double probability)
    {
        if (Share is var (hits, trials)) return (double)hits / trials;
        return probability == 0.5 ? Quantile.Median(Values) : Quantile.HarrellDavis(Values, probability);
    }

    /// <summary>
    /// The 95 % interval of a quantile, or null where there are too few values. Calls within one run hang together, so
    /// with enough runs the interval is that of the median over the runs' own quantiles; else that of all values.
    /// </summary>
    public Interval? IntervalOf(double probability)
    {
        if (Share is var (hits, trials)) return WilsonInterval.Of(hits, trials);
        int perRun = probability == 0.5 ? 1 : QuantileInterval.MinimumSamples(probability);
        bool several = ByRun.Any(r => r.Count > 1);
        if (several && ByRun.Count >= QuantileInterval.MinimumSamples(0.5) && ByRun.All(r => r.Count >= perRun))
            return QuantileInterval.Of([.. ByRun.Select(r => Quantile.Interpolated(r, probability))], 0.5);
        return QuantileInterval.Of(Values, probability);
    }

    /// <summary>The report's record, without a target.</summary>
    public Metric ToMetric()
    {
        bool share = Share is not null;
        return new Metric
        {
            Name = Name,
            Operation = Operation,
            Unit = Unit,
            Samples = (int)Math.Min(Samples, int.MaxValue),
            Median = Estimate(0.5),
            Mean = share ? Estimate(0.5) : Values.Average(),
            Min = share ? null : Values.Min(),
            Max = share ? null : Values.Max(),
            P50 = share ? null : Quantile.HarrellDavis(Values, 0.5),
            P90 = PercentileOrNull(0.9),
            P95 = PercentileOrNull(0.95),
            P99 = PercentileOrNull(0.99),
            Ci95 = IntervalOf(0.5)?.ToList(),
        };
    }

    private double? PercentileOrNull(double probability) =>
        Share is null && Values.Count >= QuantileInterval.MinimumSamples(probability)
            ? Quantile.HarrellDavis(Values, probability)
            : null;
}
