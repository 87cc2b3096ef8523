namespace PerfOpt.Core.Measurement;

/// <summary>What one run wrote to the file named by <c>PERFOPT_OPERATIONS</c>.</summary>
public sealed record OperationReadings
{
    /// <summary>A run that wrote nothing.</summary>
    public static OperationReadings Empty { get; } = new() { Samples = [] };

    /// <summary>The values that were kept, in the order of the file.</summary>
    public required IReadOnlyList<OperationSample> Samples { get; init; }

    /// <summary>
    /// Completed calls of each operation, those beyond the bound of <see cref="Samples"/> counted too.
    /// </summary>
    public IReadOnlyDictionary<string, long> Completed { get; init; } = new Dictionary<string, long>();

    /// <summary>Failed calls of each operation.</summary>
    public IReadOnlyDictionary<string, long> Failed { get; init; } = new Dictionary<string, long>();

    /// <summary>Lines that could not be read.</summary>
    public long Malformed { get; init; }

    /// <summary>Number, from 1, of the first of them; 0 where there is none.</summary>
    public long FirstMalformedLine { get; init; }

    /// <summary>Values that were read but not kept because a bound was hit.</summary>
    public long Dropped { get; init; }

    /// <summary>Whether the file was longer than what is read.</summary>
    public bool Truncated { get; init; }

    /// <summary>The metric that stands for a failed call where samples alone are at hand.</summary>
    public const string ErrorMetric = "error";

    /// <summary>
    /// Readings from samples alone: each <see cref="Model.MetricNames.Latency"/> is a completed call, each
    /// <see cref="ErrorMetric"/> a failed one.
    /// </summary>
    /// <param name="samples">Of one run.</param>
    public static OperationReadings FromSamples(IReadOnlyList<OperationSample> samples) => new()
    {
        Samples = [.. samples.Where(s => s.Metric != ErrorMetric)],
        Completed = Count(samples, Model.MetricNames.Latency),
        Failed = Count(samples, ErrorMetric),
    };

    private static Dictionary<string, long> Count(IReadOnlyList<OperationSample> samples, string metric) =>
        samples.Where(s => s.Metric == metric).GroupBy(s => s.Operation, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (long)g.Count(), StringComparer.Ordinal);
}
