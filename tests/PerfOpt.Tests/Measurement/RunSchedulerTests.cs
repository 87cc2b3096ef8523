using PerfOpt.Core.Measurement;
using PerfOpt.Core.Statistics;
using PerfOpt.Tests.Statistics;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Measurement;

public sealed class RunSchedulerTests
{
    [Fact]
    public void A_steady_program_gets_one_warm_up_and_six_runs()
    {
        (RunScheduler scheduler, int warmups) = Drive(new SamplingPolicy(), _ => 0.5);
        warmups.ShouldBe(1);
        scheduler.WallSeconds.Count.ShouldBe(6);
        scheduler.Stopped.ShouldBe(StopReason.Precise);
        scheduler.Notes.ShouldBeEmpty();
        scheduler.Fraction.ShouldBe(1);
    }

    [Fact]
    public void A_noisy_short_program_gets_the_most_runs()
    {
        NoiseSource noise = new(1);
        (RunScheduler scheduler, _) = Drive(new SamplingPolicy(), _ => 0.1 * Math.Exp(0.3 * noise.Normal()));
        scheduler.WallSeconds.Count.ShouldBe(30);
        scheduler.Stopped.ShouldBe(StopReason.Maximum);
    }

    [Fact]
    public void A_moderately_noisy_program_runs_until_its_median_is_known()
    {
        NoiseSource noise = new(2);
        (RunScheduler scheduler, _) = Drive(new SamplingPolicy(), _ => 0.1 * Math.Exp(0.03 * noise.Normal()));
        scheduler.Stopped.ShouldBe(StopReason.Precise);
        Interval interval = QuantileInterval.Of(scheduler.WallSeconds.ToArray(), 0.5)!.Value;
        interval.HalfWidth.ShouldBeLessThanOrEqualTo(0.02 * Quantile.Median(scheduler.WallSeconds));
    }

    [Fact]
    public void A_run_longer_than_the_budget_is_made_three_times_and_said()
    {
        (RunScheduler scheduler, _) = Drive(new SamplingPolicy(), _ => 45);
        scheduler.WallSeconds.Count.ShouldBe(3);
        scheduler.Stopped.ShouldBe(StopReason.Budget);
        scheduler.Notes.ShouldHaveSingleItem().ShouldBe(
            "One run takes longer than the budget of 30 s, so only 3 were measured: too few for an interval of the"
            + " median; `--runs 6` gives one.");
    }

    [Fact]
    public void The_budget_counts_warm_ups()
    {
        (RunScheduler scheduler, _) = Drive(new SamplingPolicy(), i => 4 + 0.5 * (i % 3));
        scheduler.Stopped.ShouldBe(StopReason.Budget);
        scheduler.WallSeconds.Count.ShouldBe(6);
        scheduler.Notes.ShouldHaveSingleItem().ShouldContain("after 6 runs, before the median was known to 2 %");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(50)]
    public void Asked_for_a_number_it_makes_just_that(int runs)
    {
        (RunScheduler scheduler, int warmups) = Drive(new SamplingPolicy { Runs = runs, Warmups = 0 }, _ => 100);
        warmups.ShouldBe(0);
        scheduler.WallSeconds.Count.ShouldBe(runs);
        scheduler.Stopped.ShouldBe(StopReason.Count);
    }

    [Fact]
    public void Nothing_is_recorded_after_the_end()
    {
        (RunScheduler scheduler, _) = Drive(new SamplingPolicy { Runs = 1 }, _ => 1);
        Should.Throw<InvalidOperationException>(() => scheduler.Record(1));
    }

    private static (RunScheduler Scheduler, int Warmups) Drive(SamplingPolicy policy, Func<int, double> duration)
    {
        ManualClock clock = new();
        RunScheduler scheduler = new(policy, clock);
        int warmups = 0;
        int run = 0;
        for (RunStep step = scheduler.Next(); step != RunStep.Done; step = scheduler.Next())
        {
            if (step == RunStep.Warmup) warmups++;
            double seconds = duration(run++);
            clock.Advance(seconds);
            scheduler.Record(seconds);
        }
        return (scheduler, warmups);
    }
}
