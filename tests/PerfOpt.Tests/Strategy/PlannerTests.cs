using PerfOpt.Core.Diagnosis;
using PerfOpt.Core.Model;
using PerfOpt.Core.Strategy;
using Shouldly;
using Xunit;
using static PerfOpt.Tests.Diagnosis.Scene;

namespace PerfOpt.Tests.Strategy;

public sealed class PlannerTests
{
    private static readonly EnvironmentInfo Machine = new()
    {
        Os = "Linux", Cpu = "test", Cores = 4, MemoryBytes = 8_000_000_000, Noise = new NoiseInfo(),
    };

    private static readonly Baseline TenSeconds = new()
    {
        Runs = 10,
        Warmups = 1,
        Metrics =
        [
            new Metric { Name = MetricNames.WallTime, Unit = "s", Samples = 10, Median = 10 },
            new Metric { Name = MetricNames.CpuTime, Unit = "s", Samples = 10, Median = 8 },
            new Metric { Name = MetricNames.PeakRss, Unit = "B", Samples = 10, Median = 100_000_000 },
        ],
    };

    private static Finding Finding(
        double seconds, double gain, int line, double hours = 1, Tier tier = Tier.QuickWin) => new()
    {
        Cause = RootCause.NPlusOneQuery, Title = "t", Status = BottleneckStatus.Confirmed,
        Location = new Location("app.py", line), Seconds = seconds, Explanation = "e", Impact = "i",
        Evidence = [new Evidence(EvidenceKind.Counter, "c", 1, "1")],
        Gain = new Gain
        {
            Seconds = gain, Low = gain * 0.8, High = gain * 1.1, CpuSeconds = gain,
            Basis = Basis.Modelled, Method = "m",
        },
        Remedy = new Remedy
        {
            Title = $"fix {line}", Implementation = new(ImplementationLanguage.Text, "x"), Tier = tier,
            HoursLow = hours,
            HoursHigh = hours, Risk = Level.Low, SideEffects = [], Rollback = "git revert",
        },
        Lines = [new LineKey(Key("f"), line)],
    };

    [Theory]
    [InlineData(0.6, Severity.Critical)]
    [InlineData(0.3, Severity.High)]
    [InlineData(0.1, Severity.Medium)]
    [InlineData(0.02, Severity.Low)]
    public void Severity_follows_the_share(double share, Severity expected) =>
        Planner.Severity(share).ShouldBe(expected);

    [Fact]
    public void Gains_on_one_line_are_not_added_and_on_two_lines_they_are()
    {
        Planner.Make([Finding(4, 4, 1), Finding(4, 3, 1), Finding(2, 2, 2)], TenSeconds, Machine)
            .SavedSeconds.ShouldBe(6);
    }

    [Fact]
    public void A_large_gain_comes_before_a_small_one_that_is_a_little_cheaper()
    {
        var plan = Planner.Make([Finding(5, 5, 1, hours: 2), Finding(1, 1, 2, hours: 1)], TenSeconds, Machine);
        plan.Recommendations[0].Bottleneck.ShouldBe("B1");
        plan.Recommendations[0].Priority.ShouldBe(1);
        plan.Recommendations[0].Estimate!.Change.ShouldBe(-0.5, 1e-9);
        plan.Recommendations[0].Estimate!.After.ShouldBe(5, 1e-9);
        plan.Recommendations[0].Estimate!.Low.ShouldBeLessThanOrEqualTo(plan.Recommendations[0].Estimate!.High);
    }

    [Fact]
    public void The_roadmap_holds_every_recommendation_once_by_tier()
    {
        var plan = Planner.Make([Finding(5, 5, 1), Finding(3, 3, 2, 5, Tier.MediumEffort)], TenSeconds, Machine);
        plan.Roadmap.Select(p => p.Phase).ShouldBe(["Phase 1 (quick wins)", "Phase 2 (medium effort)"]);
        plan.Roadmap.SelectMany(p => p.Items).Select(i => i.Recommendation).ShouldBe(["R1", "R2"], ignoreOrder: true);
    }

    [Fact]
    public void Projections_say_capacity_now_after_the_first_and_after_all()
    {
        var plan = Planner.Make([Finding(5, 5, 1), Finding(3, 3, 2)], TenSeconds, Machine);
        plan.Projections.Select(p => p.Scenario).ShouldBe(["current", "after R1", "after all"]);
        plan.Projections[0].Capacity.ShouldBe(8640);
        plan.Projections[2].Capacity.ShouldBe(43200);
    }
}
