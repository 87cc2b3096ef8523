using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using PerfOpt.Tests.Statistics;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Measurement;

public sealed class BaselineBuilderTests
{
    private static readonly double[] Steady = [1.23, 1.24, 1.22, 1.23, 1.25, 1.21, 1.23, 1.24, 1.22, 1.23];

    [Fact]
    public void Metrics_of_the_run_have_their_figures()
    {
        Baseline baseline = Build(Steady).Baseline;
        baseline.Runs.ShouldBe(10);
        baseline.Warmups.ShouldBe(1);
        Metric wall = baseline.Find(MetricNames.WallTime)!;
        wall.Median!.Value.ShouldBe(1.23, 1e-12);
        wall.Ci95.ShouldBe([1.22, 1.24]);
        wall.Min.ShouldBe(1.21);
        wall.Max.ShouldBe(1.25);
        wall.P50!.Value.ShouldBe(1.23, 0.005);
        wall.P90.ShouldBeNull("ten values give no interval of the 90th percentile");
        baseline.Find(MetricNames.CpuTime)!.Median!.Value.ShouldBe(0.615, 1e-9);
        baseline.Find(MetricNames.UserTime)!.Median!.Value.ShouldBe(0.492, 1e-9);
        baseline.Find(MetricNames.SystemTime)!.Median!.Value.ShouldBe(0.123, 1e-9);
        baseline.Find(MetricNames.CpuUtilization)!.Median!.Value.ShouldBe(0.5, 1e-12);
        baseline.Find(MetricNames.PeakRss)!.Unit.ShouldBe("B");
        baseline.Find(MetricNames.ContextSwitches)!.Median.ShouldBe(7);
        baseline.Find(MetricNames.IoRead)!.Median.ShouldBe(4096);
        baseline.Issues.ShouldBeEmpty();
    }

    [Fact]
    public void What_the_kernel_does_not_account_is_absent()
    {
        Baseline baseline = BaselineBuilder.Build(new BaselineInput
        {
            Warmups = 0,
            Runs =
            [
                Run(1) with { Usage = Run(1).Usage with { StorageReadBytes = null, StorageWriteBytes = null } },
                Run(1),
            ],
        }).Baseline;
        baseline.Find(MetricNames.IoRead).ShouldBeNull();
        baseline.Find(MetricNames.IoWrite).ShouldBeNull();
        baseline.Find(MetricNames.WallTime)!.Ci95.ShouldBeNull();
    }

    [Fact]
    public void A_missed_target_is_an_issue_as_the_contract_shows_it()
    {
        BaselineResult result = Build(Steady, Target(MetricNames.WallTime, 1.0, "s"));
        Metric wall = result.Baseline.Find(MetricNames.WallTime)!;
        wall.Verdict.ShouldBe(TargetVerdict.Missed);
        wall.Target.ShouldBe(1.0);
        wall.TargetSource.ShouldBe("perfopt.yaml");
        result.Baseline.Issues.ShouldBe(["wall_time is 23 % over its target (1.23 s > 1 s)"]);
    }

    [Fact]
    public void A_target_beyond_the_interval_is_met_without_a_word()
    {
        BaselineResult result = Build(Steady, Target(MetricNames.WallTime, 1.5, "s"));
        result.Baseline.Find(MetricNames.WallTime)!.Verdict.ShouldBe(TargetVerdict.Met);
        result.Baseline.Issues.ShouldBeEmpty();
    }

    [Fact]
    public void A_target_inside_the_interval_is_undecided_and_says_how_many_runs_would_decide()
    {
        BaselineResult result = Build(Steady, Target(MetricNames.WallTime, 1.235, "s"));
        result.Baseline.Find(MetricNames.WallTime)!.Verdict.ShouldBe(TargetVerdict.None);
        result.Baseline.Issues.ShouldHaveSingleItem().ShouldBe(
            "wall_time against its target of 1.24 s is undecided: its 95 % interval, 1.22 s to 1.24 s, holds the limit;"
            + " about 40 runs would decide (`--runs 40`)");
    }

    [Fact]
    public void Few_runs_are_judged_by_the_point_and_it_is_said()
    {
        BaselineResult missed = Build([1.2, 1.3, 1.25], Target(MetricNames.WallTime, 1.0, "s"));
        missed.Baseline.Find(MetricNames.WallTime)!.Verdict.ShouldBe(TargetVerdict.Missed);
        missed.Baseline.Issues.ShouldBe([
            "wall_time is 25 % over its target (1.25 s > 1 s); judged by the point estimate of 3 values, too few for"
            + " an interval (6 give one)"]);
        Build([0.5, 0.6, 0.7], Target(MetricNames.WallTime, 1.0, "s")).Baseline
            .Find(MetricNames.WallTime)!.Verdict.ShouldBe(TargetVerdict.Met);
    }

    [Fact]
    public void A_percentile_without_enough_values_is_judged_by_the_point()
    {
        MetricTarget target = Target(MetricNames.WallTime, 1.0, "s") with { Percentile = 95 };
        BaselineResult result = Build(Steady, target);
        Metric wall = result.Baseline.Find(MetricNames.WallTime)!;
        wall.Verdict.ShouldBe(TargetVerdict.Missed);
        wall.TargetPercentile.ShouldBe(95);
        result.Baseline.Issues.ShouldHaveSingleItem().ShouldStartWith("wall_time p95 is 24.8 % over its target");
    }

    [Fact]
    public void Of_two_targets_on_a_metric_the_missed_one_is_shown()
    {
        BaselineResult result =
            Build(Steady, Target(MetricNames.WallTime, 2, "s"), Target(MetricNames.WallTime, 1, "s"));
        result.Baseline.Find(MetricNames.WallTime)!.Target.ShouldBe(1);
    }

    [Fact]
    public void Operations_give_latency_throughput_and_errors()
    {
        BaselineResult result = WithOperations(
            Target("throughput", 100, "1/s") with { Operation = "checkout" },
            Target("error_rate", 0.5, "1") with { Operation = "checkout" },
            Target("rows", 100, "1") with { Operation = "checkout" });
        Metric latency = Operation(result, "latency");
        latency.Samples.ShouldBe(24);
        latency.Median!.Value.ShouldBe(0.0115, 1e-9);
        latency.Ci95.ShouldNotBeNull();
        Metric throughput = Operation(result, "throughput");
        throughput.Median!.Value.ShouldBe(2);
        throughput.Verdict.ShouldBe(TargetVerdict.Missed);
        Metric errors = Operation(result, "error_rate");
        errors.Median!.Value.ShouldBe(0.2, 1e-12);
        errors.Samples.ShouldBe(30);
        errors.Verdict.ShouldBe(TargetVerdict.Met);
        Operation(result, "rows").Verdict.ShouldBe(TargetVerdict.Missed);
        result.Baseline.Issues.ShouldContain("checkout throughput is 98 % under its target (2/s < 100/s)");
        result.Baseline.Issues.ShouldContain("checkout rows is 20 % over its target (120 > 100)");
    }

    [Fact]
    public void Samples_alone_give_counts()
    {
        OperationReadings readings = OperationReadings.FromSamples([
            new OperationSample("pay", "latency", 0.1, "s"), new OperationSample("pay", "error", 1, "1"),
            new OperationSample("pay", "rows", 3, "1")]);
        readings.Samples.Count.ShouldBe(2);
        readings.Completed["pay"].ShouldBe(1);
        readings.Failed["pay"].ShouldBe(1);
    }

    [Fact]
    public void Targets_that_cannot_be_checked_are_said()
    {
        BaselineResult result = WithOperations(
            Target("latency", 1, "s") with { Operation = "login" },
            Target("rows", 1, "B") with { Operation = "checkout" });
        result.Baseline.Issues.ShouldContain(i =>
            i.StartsWith("the target of login latency was not checked", StringComparison.Ordinal));
        result.Baseline.Issues.ShouldContain(i =>
            i.Contains("its limit is in B, the metric in 1", StringComparison.Ordinal));
    }

    [Fact]
    public void Runs_cut_short_are_not_counted()
    {
        BaselineResult result = BaselineBuilder.Build(new BaselineInput
        {
            Warmups = 1,
            Runs = [Run(1), Run(9) with { TimedOut = true }, Run(1), Run(0.2) with { Interrupted = true }],
        });
        result.Baseline.Runs.ShouldBe(2);
        result.Baseline.Find(MetricNames.WallTime)!.Max.ShouldBe(1);
        result.Baseline.Issues.ShouldBe(
            ["1 run was ended by the limit on time and not counted; raise `--timeout`",
                "1 run was interrupted and not counted"]);
        BaselineBuilder.Build(new BaselineInput { Warmups = 0, Runs = [] }).Baseline.Metrics.ShouldBeEmpty();
    }

    [Fact]
    public void A_slow_first_run_an_outlier_and_groups_are_seen()
    {
        Warnings([1.5, 1.0, 1.01, 0.99, 1.0, 1.01, 1.0]).ShouldHaveSingleItem().ShouldBe(
            "the first measured run took 50 % longer than the median of the others, as with cold caches; use more"
            + " warm-ups (`--warmups 3`).");
        Warnings([1.0, 1.01, 0.99, 1.4, 1.0, 1.01, 1.0]).ShouldHaveSingleItem().ShouldStartWith(
            "1 run lies far from the others (run 4 took 1.4 s, the median is 1 s)");
        Warnings([1.0, 1.3, 1.01, 1.31, 0.99, 1.3, 1.0, 1.31, 1.0, 1.3]).ShouldHaveSingleItem().ShouldStartWith(
            "runs fall into two groups (5 near 1 s, 5 near 1.3 s)");
    }

    [Fact]
    public void A_drift_is_seen()
    {
        double[] rising = [.. Enumerable.Range(0, 12).Select(i => 1 + 0.01 * i)];
        Warnings(rising).ShouldHaveSingleItem().ShouldStartWith("runs became 10.4 % slower from the first to the last");
        Warnings([.. rising.Reverse()]).ShouldContain(w => w.Contains("faster", StringComparison.Ordinal));
    }

    [Fact]
    public void Ordinary_noise_seldom_warns()
    {
        NoiseSource noise = new(9);
        int warned = 0;
        for (int trial = 0; trial < 200; trial++)
            if (Warnings(noise.Normals(10, 1, 0.01)).Count > 0) warned++;
        warned.ShouldBeLessThanOrEqualTo(10);
    }

    private static IReadOnlyList<string> Warnings(double[] wall) => Build(wall).Noise.Warnings;

    private static BaselineResult Build(double[] wall, params MetricTarget[] targets) => BaselineBuilder.Build(
        new BaselineInput { Runs = [.. wall.Select(Run)], Warmups = 1, Targets = targets });

    private static BaselineResult WithOperations(params MetricTarget[] targets)
    {
        OperationReadings[] logs = [.. Enumerable.Range(0, 6).Select(_ => new OperationReadings
        {
            Samples =
            [
                .. Enumerable.Range(10, 4).Select(ms => new OperationSample("checkout", "latency", ms / 1000.0, "s")),
                new OperationSample("checkout", "rows", 120, "1"),
            ],
            Completed = new Dictionary<string, long> { ["checkout"] = 4 },
            Failed = new Dictionary<string, long> { ["checkout"] = 1 },
        })];
        return BaselineBuilder.Build(new BaselineInput
        {
            Runs = [.. Enumerable.Range(0, 6).Select(_ => Run(2))], Warmups = 0, Operations = logs, Targets = targets,
        });
    }

    private static Metric Operation(BaselineResult result, string name) =>
        result.Baseline.Metrics.Single(m => m.Operation == "checkout" && m.Name == name);

    private static MetricTarget Target(string metric, double limit, string unit) =>
        new() { Metric = metric, Limit = limit, Unit = unit, Source = "perfopt.yaml" };

    private static RunResult Run(double wall) => new()
    {
        ExitCode = 0,
        Usage = new ResourceUsage
        {
            WallSeconds = wall, UserSeconds = wall * 0.4, SystemSeconds = wall * 0.1, PeakRssBytes = 10_000_000,
            StorageReadBytes = 4096, StorageWriteBytes = 0, ContextSwitches = 7,
        },
    };
}
