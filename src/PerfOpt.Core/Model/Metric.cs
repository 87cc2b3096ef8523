namespace PerfOpt.Core.Model;

/// <summary>The distribution of one metric, of the whole run or of one named operation.</summary>
public sealed record Metric
{
    /// <summary>One of <see cref="MetricNames"/>, or the user's own.</summary>
    public required string Name { get; init; }

    /// <summary>The operation; absent for the whole run.</summary>
    public string? Operation { get; init; }

    /// <summary><c>s</c>, <c>B</c>, <c>1</c>, <c>1/s</c> or <c>B/s</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Values that the figures rest on.</summary>
    public required int Samples { get; init; }

    /// <summary>Sample median.</summary>
    public double? Median { get; init; }

    /// <summary>Arithmetic mean.</summary>
    public double? Mean { get; init; }

    /// <summary>Smallest value.</summary>
    public double? Min { get; init; }

    /// <summary>Largest value.</summary>
    public double? Max { get; init; }

    /// <summary>Harrell-Davis estimate of the 50th percentile.</summary>
    public double? P50 { get; init; }

    /// <summary>90th percentile; absent when the sample is too small for an interval of it.</summary>
    public double? P90 { get; init; }

    /// <summary>95th percentile, likewise.</summary>
    public double? P95 { get; init; }

    /// <summary>99th percentile, likewise.</summary>
    public double? P99 { get; init; }

    /// <summary>95 % interval of the median, low and high; absent under six values.</summary>
    public IReadOnlyList<double>? Ci95 { get; init; }

    /// <summary>The limit that the user set.</summary>
    public double? Target { get; init; }

    /// <summary>The percentile that the limit is set on; absent for the median.</summary>
    public double? TargetPercentile { get; init; }

    /// <summary>Where it was set, such as <c>perfopt.yaml</c>.</summary>
    public string? TargetSource { get; init; }

    /// <summary>Whether the target was met.</summary>
    public TargetVerdict Verdict { get; init; } = TargetVerdict.None;
}
