using PerfOpt.Core.Model;

namespace PerfOpt.Core.Measurement;

/// <summary>Step 1 from measured runs: distributions, targets, noise. Pure.</summary>
public static class BaselineBuilder
{
    /// <summary>Builds the baseline.</summary>
    /// <param name="input">Runs, operations and targets.</param>
    public static BaselineResult Build(BaselineInput input)
    {
        List<string> issues = [.. input.Notes];
        int[] whole = [.. Enumerable.Range(0, input.Runs.Count).Where(i => IsWhole(input.Runs[i]))];
        NoteCutShort(input.Runs, issues);
        ResourceUsage[] usage = [.. whole.Select(i => input.Runs[i].Usage)];
        double[] wall = [.. usage.Select(u => u.WallSeconds)];
        List<MetricSeries> series = [.. OfRuns(usage)];
        if (input.Operations.Count > 0)
        {
            if (input.Operations.Count != input.Runs.Count)
                throw new ArgumentException("Operations are given for each run or not at all.", nameof(input));
            OperationReadings[] logs = [.. whole.Select(i => input.Operations[i])];
            series.AddRange(OperationSeries.From(logs, wall, issues));
            NoteLost(logs, issues);
        }
        NoteMissingTargets(series, input.Targets, issues);
        Metric[] metrics = [.. series.Select(s => WithTargets(s, input.Targets, issues))];
        Baseline baseline = new()
        {
            Runs = whole.Length,
            Warmups = input.Warmups,
            Metrics = metrics,
            Issues = issues,
        };
        return new BaselineResult(baseline, NoiseReview.Of(wall, input.Warmups));
    }

    private static bool IsWhole(RunResult run) => !run.TimedOut && !run.Interrupted;

    private static IEnumerable<MetricSeries> OfRuns(ResourceUsage[] usage)
    {
        if (usage.Length == 0) yield break;
        yield return OfRun(MetricNames.WallTime, "s", usage.Select(u => u.WallSeconds));
        yield return OfRun(MetricNames.CpuTime, "s", usage.Select(u => u.CpuSeconds));
        yield return OfRun(MetricNames.UserTime, "s", usage.Select(u => u.UserSeconds));
        yield return OfRun(MetricNames.SystemTime, "s", usage.Select(u => u.SystemSeconds));
        ResourceUsage[] timed = [.. usage.Where(u => u.WallSeconds > 0)];
        if (timed.Length > 0)
            yield return OfRun(MetricNames.CpuUtilization, "1", timed.Select(u => u.CpuSeconds / u.WallSeconds));
        yield return OfRun(MetricNames.PeakRss, "B", usage.Select(u => (double)u.PeakRssBytes));
        // A figure of some runs only would rest on other runs than its neighbours: all or none.
        if (usage.All(u => u.StorageReadBytes is not null))
            yield return OfRun(MetricNames.IoRead, "B", usage.Select(u => (double)u.StorageReadBytes!.Value));
        if (usage.All(u => u.StorageWriteBytes is not null))
            yield return OfRun(MetricNames.IoWrite, "B", usage.Select(u => (double)u.StorageWriteBytes!.Value));
        yield return OfRun(MetricNames.ContextSwitches, "1", usage.Select(u => (double)u.ContextSwitches));
    }

    private static MetricSeries OfRun(string name, string unit, IEnumerable<double> values) =>
        new() { Name = name, Unit = unit, ByRun = [.. values.Select(v => (IReadOnlyList<double>)[v])] };

    private static Metric WithTargets(MetricSeries series, IReadOnlyList<MetricTarget> targets, List<string> issues)
    {
        Metric metric = series.ToMetric();
        List<(MetricTarget Target, TargetVerdict Verdict)> judged = [];
        foreach (MetricTarget target in targets.Where(t => Concerns(t, series)))
        {
            if (target.Unit != series.Unit)
            {
                issues.Add($"the target of {series.Label} was not checked: its limit is in {target.Unit}, the metric in"
                    + $" {series.Unit}; change the unit in {target.Source}");
                continue;
            }
            (TargetVerdict verdict, string? sentence) = TargetCheck.Judge(series, target);
            if (sentence is not null) issues.Add(sentence);
            judged.Add((target, verdict));
        }
        if (judged.Count == 0) return metric;
        // One metric shows one target: the one that most needs a look.
        (MetricTarget shown, TargetVerdict worst) = judged.MaxBy(j => Weight(j.Verdict));
        return metric with
        {
            Target = shown.Limit,
            TargetPercentile = shown.Percentile,
            TargetSource = shown.Source,
            Verdict = worst,
        };
    }

    private static int Weight(TargetVerdict verdict) => verdict switch
    {
        TargetVerdict.Missed => 2,
        TargetVerdict.None => 1,
        _ => 0,
    };

    private static bool Concerns(MetricTarget target, MetricSeries series) =>
        target.Metric == series.Name && target.Operation == series.Operation;

    private static void NoteMissingTargets(
        List<MetricSeries> series, IReadOnlyList<MetricTarget> targets, List<string> issues)
    {
        foreach (MetricTarget target in targets)
        {
            if (series.Any(s => Concerns(target, s))) continue;
            // No failure was written: all calls that were counted succeeded.
            if (target.Metric == MetricNames.ErrorRate && AddErrorFree(series, target)) continue;
            string what = target.Operation is null ? target.Metric : $"{target.Operation} {target.Metric}";
            issues.Add($"the target of {what} was not checked: no such metric was measured; see the names under metrics"
                + $" and correct {target.Source}");
        }
    }

    private static bool AddErrorFree(List<MetricSeries> series, MetricTarget target)
    {
        MetricSeries? latency = series.Find(s => s.Name == MetricNames.Latency && s.Operation == target.Operation);
        if (latency is null || target.Operation is null) return false;
        series.Add(new MetricSeries
        {
            Name = MetricNames.ErrorRate,
            Operation = target.Operation,
            Unit = "1",
            ByRun = [],
            Share = (0, latency.Values.Count),
        });
        return true;
    }

    private static void NoteCutShort(IReadOnlyList<RunResult> runs, List<string> issues)
    {
        int timedOut = runs.Count(r => r.TimedOut);
        int interrupted = runs.Count(r => r.Interrupted && !r.TimedOut);
        if (timedOut > 0) issues.Add($"{Runs(timedOut)} ended by the limit on time and not counted; raise `--timeout`");
        if (interrupted > 0) issues.Add($"{Runs(interrupted)} interrupted and not counted");
    }

    private static string Runs(int count) => count == 1 ? "1 run was" : $"{count} runs were";

    private static void NoteLost(OperationReadings[] logs, List<string> issues)
    {
        long malformed = logs.Sum(l => l.Malformed);
        if (malformed > 0)
        {
            long line = logs.First(l => l.Malformed > 0).FirstMalformedLine;
            issues.Add(
                $"{malformed} lines of operations could not be read (the first is line {line}); write `name seconds`,"
                + " `name error` or `name metric value unit`");
        }
        long dropped = logs.Sum(l => l.Dropped);
        if (dropped > 0)
            issues.Add(
                $"{dropped} values of operations were not kept, beyond the bound for one run; distributions rest on"
                + " those before");
        if (logs.Any(l => l.Truncated))
            issues.Add(
                "the file of operations was longer than is read; counts and rates are too low: write fewer lines");
    }
}
