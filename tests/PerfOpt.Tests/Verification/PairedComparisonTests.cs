using PerfOpt.Core.Model;
using PerfOpt.Core.Statistics;
using PerfOpt.Core.Verification;
using PerfOpt.Tests.Statistics;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Verification;

public sealed class PairedComparisonTests
{
    [Fact]
    public void An_improvement_has_its_interval_and_p_value()
    {
        double[] before = [3.00, 3.05, 2.98, 3.10, 3.02, 2.97, 3.04, 3.01];
        double[] after = [.. before.Select((v, i) => v * (0.4 + 0.001 * i))];
        VerificationResult result = Compare(before, after);
        result.Verdict.ShouldBe(ComparisonVerdict.Improved);
        result.Change.ShouldBe(-0.5965, 0.001);
        result.ChangeCi95![0].ShouldBeLessThan(result.Change);
        result.ChangeCi95![1].ShouldBeGreaterThan(result.Change);
        result.PValue.ShouldBe(2.0 / 256);
        result.Before.Median.ShouldBe(3.015, 1e-12);
        result.Before.Runs.ShouldBe(8);
        result.PairsNeeded.ShouldBeNull();
        result.Threshold.ShouldBe(0.02);
    }

    [Fact]
    public void Under_six_pairs_nothing_is_decided()
    {
        VerificationResult result = Compare([1, 1, 1, 1, 1], [2, 2, 2, 2, 2]);
        result.Verdict.ShouldBe(ComparisonVerdict.Inconclusive);
        result.ChangeCi95.ShouldBeNull();
        result.PValue.ShouldBeNull();
        result.PairsNeeded.ShouldBe(6);
        result.Change.ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Equal_values_are_equivalent()
    {
        VerificationResult result = Compare([.. Enumerable.Repeat(5.0, 6)], [.. Enumerable.Repeat(5.0, 6)]);
        result.Verdict.ShouldBe(ComparisonVerdict.Equivalent);
        result.PValue.ShouldBe(1);
        result.Change.ShouldBe(0);
    }

    [Fact]
    public void A_change_below_the_noise_floor_is_not_claimed()
    {
        NoiseSource noise = new(4);
        (double[] before, double[] after) = Pairs(noise, 20, 1.05, 0.005);
        Compare(before, after).Verdict.ShouldBe(ComparisonVerdict.Regressed);
        ComparisonSettings floor = new() { NoiseFloor = 0.08 };
        VerificationResult result = PairedComparison.Compare("wall_time", before, after, floor);
        result.Verdict.ShouldBe(ComparisonVerdict.Equivalent);
        result.Threshold.ShouldBe(0.08);
    }

    [Fact]
    public void A_noisy_comparison_says_how_many_pairs_would_decide()
    {
        NoiseSource noise = new(8);
        (double[] before, double[] after) = Pairs(noise, 10, 1.0, 0.10);
        VerificationResult result = Compare(before, after);
        result.Verdict.ShouldBe(ComparisonVerdict.Inconclusive);
        result.PairsNeeded!.Value.ShouldBeInRange(50, 10_000);
    }

    [Fact]
    public void A_program_against_itself_is_rarely_called_different()
    {
        NoiseSource noise = new(1);
        int false_ = 0;
        int missed = 0;
        for (int trial = 0; trial < 400; trial++)
        {
            (double[] before, double[] after) = Pairs(noise, 12, 1, 0.05);
            VerificationResult result = PairedComparison.Compare(
                "wall_time", before, after, new ComparisonSettings { Threshold = 0 });
            if (result.Verdict is ComparisonVerdict.Improved or ComparisonVerdict.Regressed) false_++;
            if (result.ChangeCi95![0] > 0 || result.ChangeCi95[1] < 0) missed++;
        }
        // At most 5 % of 400 are expected even with a threshold of 0: above 36 has a chance under one in 5,000.
        false_.ShouldBeLessThanOrEqualTo(36);
        missed.ShouldBe(false_);
    }

    [Fact]
    public void Ten_percent_at_a_variation_of_two_is_nearly_always_found_with_fifteen_pairs()
    {
        NoiseSource noise = new(2);
        int found = 0;
        for (int trial = 0; trial < 200; trial++)
        {
            (double[] before, double[] after) = Pairs(noise, 15, 0.9, 0.02);
            if (Compare(before, after).Verdict == ComparisonVerdict.Improved) found++;
        }
        found.ShouldBeGreaterThanOrEqualTo(198);
    }

    [Fact]
    public void A_drift_of_the_machine_makes_no_false_alarm()
    {
        NoiseSource noise = new(6);
        int alarms = 0;
        for (ulong trial = 0; trial < 200; trial++)
        {
            PairOrder order = new(trial);
            double[] before = new double[16];
            double[] after = new double[16];
            for (int i = 0; i < 16; i++)
            {
                // The machine slows down by a tenth over the session.
                double first = (1 + 0.1 * (2 * i) / 32) * Math.Exp(0.02 * noise.Normal());
                double second = (1 + 0.1 * (2 * i + 1) / 32) * Math.Exp(0.02 * noise.Normal());
                (before[i], after[i]) = order.NextBeforeFirst() ? (first, second) : (second, first);
            }
            if (SignedRankTest.PValue(before.Zip(after, (b, a) => Math.Log(a / b))) <= 0.05) alarms++;
        }
        // 10 of 200 are expected; above 24 has a chance under one in 10,000.
        alarms.ShouldBeLessThanOrEqualTo(24);
    }

    [Fact]
    public void Swapping_the_sides_negates()
    {
        NoiseSource noise = new(3);
        for (int trial = 0; trial < 50; trial++)
        {
            (double[] before, double[] after) = Pairs(noise, 6 + trial % 20, Math.Exp(0.3 * noise.Normal()), 0.02);
            VerificationResult one = Compare(before, after);
            VerificationResult other = Compare(after, before);
            ((1 + one.Change) * (1 + other.Change)).ShouldBe(1, 1e-9);
            ((1 + one.ChangeCi95![0]) * (1 + other.ChangeCi95![1])).ShouldBe(1, 1e-9);
            one.PValue!.Value.ShouldBe(other.PValue!.Value, 1e-12);
            if (Math.Abs(one.Change) < 0.06) continue;
            bool worse = one.Verdict == ComparisonVerdict.Regressed;
            if (worse) other.Verdict.ShouldBe(ComparisonVerdict.Improved);
        }
    }

    [Fact]
    public void The_unit_does_not_matter()
    {
        NoiseSource noise = new(5);
        (double[] before, double[] after) = Pairs(noise, 20, 1.03, 0.02);
        VerificationResult seconds = Compare(before, after);
        VerificationResult nanoseconds = Compare([.. before.Select(v => v * 1e9)], [.. after.Select(v => v * 1e9)]);
        nanoseconds.Change.ShouldBe(seconds.Change, 1e-9);
        nanoseconds.ChangeCi95![0].ShouldBe(seconds.ChangeCi95![0], 1e-9);
        nanoseconds.Verdict.ShouldBe(seconds.Verdict);
    }

    [Fact]
    public void The_noise_floor_is_the_far_end_of_the_interval()
    {
        NoiseSource noise = new(12);
        (double[] first, double[] second) = Pairs(noise, 20, 1, 0.02);
        double floor = PairedComparison.NoiseFloor(first, second)!.Value;
        floor.ShouldBeInRange(0.005, 0.04);
        PairedComparison.NoiseFloor([1, 2], [1, 2]).ShouldBeNull();
    }

    [Fact]
    public void What_is_no_pair_is_refused()
    {
        Should.Throw<ArgumentException>(() => Compare([1], [1, 2]));
        Should.Throw<ArgumentException>(() => Compare([], []));
        Should.Throw<ArgumentException>(() => Compare([0], [1]));
    }

    [Theory]
    [InlineData(30, new[] { 8, 16, 30 })]
    [InlineData(20, new[] { 8, 20 })]
    [InlineData(10, new[] { 10 })]
    [InlineData(6, new[] { 6 })]
    public void Alpha_over_the_looks_sums_to_five_percent(int most, int[] looks)
    {
        LookSchedule schedule = LookSchedule.For(most);
        schedule.Looks.ShouldBe(looks);
        looks.Select((l, i) => schedule.AlphaAt(l, i == looks.Length - 1)).Sum().ShouldBe(0.05, 1e-12);
        // Where time ends it at a number in between, what is unspent may be used at once.
        schedule.AlphaAt(most - 1, last: true)
            .ShouldBe(0.05 - looks.Count(l => l < most - 1) * schedule.AlphaPerLook, 1e-12);
    }

    private static VerificationResult Compare(double[] before, double[] after) =>
        PairedComparison.Compare("wall_time", before, after, new ComparisonSettings());

    private static (double[] Before, double[] After) Pairs(NoiseSource noise, int count, double ratio,
        double variation) =>
        ([.. noise.Normals(count).Select(x => Math.Exp(variation * x))],
         [.. noise.Normals(count).Select(x => ratio * Math.Exp(variation * x))]);
}
