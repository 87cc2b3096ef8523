namespace PerfOpt.Core.Measurement;

/// <summary>A limit that the user set on a metric.</summary>
public sealed record MetricTarget
{
    /// <summary>One of <see cref="Model.MetricNames"/>, or the user's own.</summary>
    public required string Metric { get; init; }

    /// <summary>The operation; null for the whole run.</summary>
    public string? Operation { get; init; }

    /// <summary>Above 0 and below 100; null is the median.</summary>
    public double? Percentile { get; init; }

    /// <summary>In <see cref="Unit"/>.</summary>
    public required double Limit { get; init; }

    /// <summary>A unit of the report: <c>s</c>, <c>B</c>, <c>1</c>, <c>1/s</c> or <c>B/s</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Where it was set, such as <c>perfopt.yaml</c>.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// Whether the limit is the least that is wanted: so for rates (<c>1/s</c>, <c>B/s</c>); everything else is wanted
    /// below its limit.
    /// </summary>
    public bool IsFloor => Unit is "1/s" or "B/s";

    /// <summary>The quantile as a probability in (0, 1).</summary>
    public double Probability => (Percentile ?? 50) / 100;
}
