using PerfOpt.Core.Model;

namespace PerfOpt.Core.Measurement;

/// <summary>The metrics of the user's own operations, from what the runs wrote.</summary>
internal static class OperationSeries
{
    /// <summary>Series by operation and metric, names in order of the alphabet.</summary>
    /// <param name="logs">One for each run.</param>
    /// <param name="wallSeconds">The runs' durations.</param>
    /// <param name="conflicts">Gets a sentence for each metric that was written with several units.</param>
    public static IReadOnlyList<MetricSeries> From(
        IReadOnlyList<OperationReadings> logs, IReadOnlyList<double> wallSeconds, List<string> conflicts)
    {
        List<MetricSeries> series = [];
        IEnumerable<string> operations = logs
            .SelectMany(l => l.Samples.Select(s => s.Operation).Concat(l.Completed.Keys).Concat(l.Failed.Keys))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        ILookup<string, (int Run, OperationSample Sample)> samples = logs
            .SelectMany((l, run) => l.Samples.Select(s => (run, s)))
            .ToLookup(x => x.s.Operation, StringComparer.Ordinal);
        foreach (string operation in operations)
        {
            series.AddRange(Written(operation, samples[operation], conflicts));
            if (Throughput(operation, logs, wallSeconds) is { } throughput) series.Add(throughput);
            if (ErrorRate(operation, logs) is { } errorRate) series.Add(errorRate);
        }
        return series;
    }

    private static IEnumerable<MetricSeries> Written(
        string operation, IEnumerable<(int Run, OperationSample Sample)> samples, List<string> conflicts)
    {
        foreach (var metric in samples.GroupBy(s => s.Sample.Metric, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            string unit = metric.First().Sample.Unit;
            int others = metric.Count(s => s.Sample.Unit != unit);
            if (others > 0)
                conflicts.Add($"{operation} {metric.Key} was written in {unit} and in another unit: {others} values in"
                    + " the other are not counted; write one unit.");
            yield return new MetricSeries
            {
                Name = metric.Key,
                Operation = operation,
                Unit = unit,
                ByRun = [.. metric.Where(s => s.Sample.Unit == unit).GroupBy(s => s.Run)
                    .Select(r => (IReadOnlyList<double>)[.. r.Select(s => s.Sample.Value)])],
            };
        }
    }

    private static MetricSeries? Throughput(
        string operation, IReadOnlyList<OperationReadings> logs, IReadOnlyList<double> wallSeconds)
    {
        List<IReadOnlyList<double>> rates = [];
        for (int run = 0; run < logs.Count; run++)
            if (wallSeconds[run] > 0 && logs[run].Completed.TryGetValue(operation, out long completed))
                rates.Add([completed / wallSeconds[run]]);
        return rates.Count == 0
            ? null
            : new MetricSeries { Name = MetricNames.Throughput, Operation = operation, Unit = "1/s", ByRun = rates };
    }

    private static MetricSeries? ErrorRate(string operation, IReadOnlyList<OperationReadings> logs)
    {
        long failed = logs.Sum(l => l.Failed.GetValueOrDefault(operation));
        if (failed == 0) return null;
        long trials = failed + logs.Sum(l => l.Completed.GetValueOrDefault(operation));
        return new MetricSeries
        {
            Name = MetricNames.ErrorRate,
            Operation = operation,
            Unit = "1",
            ByRun = [],
            Share = (failed, trials),
        };
    }
}
