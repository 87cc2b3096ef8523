using FsCheck;
using FsCheck.Fluent;
using PerfOpt.Core.Statistics;
using Shouldly;
using Xunit;
using Interval = PerfOpt.Core.Statistics.Interval;

namespace PerfOpt.Tests.Statistics;

/// <summary>Known answers: R 4.2.2, wilcox.test(conf.int = TRUE).</summary>
public sealed class HodgesLehmannTests
{
    // Hollander and Wolfe 1973, page 29: depression scale factors before and after, as in the example of wilcox.test.
    private static readonly double[] Depression =
        [1.83 - 0.878, 0.50 - 0.647, 1.62 - 0.598, 2.48 - 2.05, 1.68 - 1.06, 1.88 - 1.29, 1.55 - 1.06,
            3.06 - 3.14, 0.01];

    // R's airquality: ozone in May and in August.
    private static readonly double[] May =
        [41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37];
    private static readonly double[] August =
        [39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85];

    [Fact]
    public void Pseudomedian_of_the_depression_data()
    {
        HodgesLehmann.Pseudomedian(Depression).ShouldBe(0.46, 1e-12);
        Interval interval = HodgesLehmann.PseudomedianInterval(Depression)!.Value;
        interval.Low.ShouldBe(0.010, 1e-12);
        interval.High.ShouldBe(0.786, 1e-12);
        SignedRankTest.PValue(Depression).ShouldBe(0.0390625, 1e-15);
    }

    [Fact]
    public void Pseudomedian_of_small_log_ratios()
    {
        double[] d = [0.012, -0.003, 0.031, 0.018, 0.007, 0.025, -0.011, 0.022, 0.015, 0.028, 0.004, 0.019];
        HodgesLehmann.Pseudomedian(d).ShouldBe(0.01475, 1e-12);
        Interval interval = HodgesLehmann.PseudomedianInterval(d)!.Value;
        interval.Low.ShouldBe(0.0055, 1e-12);
        interval.High.ShouldBe(0.0230, 1e-12);
        SignedRankTest.PValue(d).ShouldBe(0.0048828125, 1e-15);
    }

    [Fact]
    public void Shift_of_the_ozone_data()
    {
        HodgesLehmann.Shift(August, May).ShouldBe(-32);
        Interval interval = HodgesLehmann.ShiftInterval(August, May)!.Value;
        interval.Low.ShouldBe(-53);
        interval.High.ShouldBe(-15);
    }

    [Fact]
    public void Too_few_values_give_no_interval()
    {
        HodgesLehmann.PseudomedianInterval([1, 2, 3, 4, 5]).ShouldBeNull();
        HodgesLehmann.PseudomedianInterval([1, 2, 3, 4, 5, 6]).ShouldBe(new Interval(1, 6));
        HodgesLehmann.ShiftInterval([1, 2, 3], [4, 5, 6]).ShouldBeNull();
        HodgesLehmann.ShiftInterval([1, 2, 3, 4], [5, 6, 7, 8]).ShouldBe(new Interval(1, 7));
    }

    [Fact]
    public void Order_statistics_equal_those_of_the_list_of_all_pairs()
    {
        Prop.ForAll(
            ArbMap.Default.ArbFor<NormalFloat[]>().Filter(v => v.Length is > 0 and < 40),
            values =>
            {
                double[] d = [.. values.Select(v => Math.Clamp(v.Get, -1e100, 1e100))];
                List<double> walsh = [];
                for (int i = 0; i < d.Length; i++)
                    for (int j = i; j < d.Length; j++) walsh.Add(d[i] / 2 + d[j] / 2);
                return HodgesLehmann.Pseudomedian(d) == Quantile.Median(walsh);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Large_samples_need_no_list_of_pairs()
    {
        NoiseSource noise = new(11);
        double[] x = noise.Normals(20_000);
        double[] y = noise.Normals(20_000, 0.5);
        HodgesLehmann.Shift(x, y).ShouldBe(0.5, 0.05);
        HodgesLehmann.ShiftInterval(x, y)!.Value.HalfWidth.ShouldBeInRange(0.015, 0.025);
        HodgesLehmann.Pseudomedian(y).ShouldBe(0.5, 0.05);
    }

    [Fact]
    public void Relative_change_is_that_of_the_ratio()
    {
        double[] before = [1.0, 1.1, 1.2, 1.3, 1.4];
        double[] after = [.. before.Select(v => v * 0.8)];
        HodgesLehmann.RelativeChange(before, after).ShouldBe(-0.2, 1e-12);
        HodgesLehmann.RelativeChangeInterval(before, after)!.Value.Contains(-0.2).ShouldBeTrue();
        Should.Throw<ArgumentOutOfRangeException>(() => HodgesLehmann.RelativeChange([0, 1], [1, 2]));
    }

    [Fact]
    public void Interval_covers_the_truth_as_often_as_it_says()
    {
        NoiseSource noise = new(5);
        int covered = 0;
        for (int trial = 0; trial < 400; trial++)
            if (HodgesLehmann.PseudomedianInterval(noise.Normals(12, 3, 2))!.Value.Contains(3)) covered++;
        // At n = 12 the exact level is 95.8 %: 400 trials stay above 370 but for one case in thousands.
        covered.ShouldBeGreaterThan(370);
        covered.ShouldBeLessThan(399);
    }

    [Fact]
    public void Ties_and_zeros_keep_the_test_exact()
    {
        // |d| = 1, 1, 2 with one negative 1: T⁺ of midranks 1.5, 1.5, 3 is 4.5 of 6; P(T ≤ 1.5) = 3/8.
        SignedRankTest.PValue([1, -1, 2, 0]).ShouldBe(0.75, 1e-15);
        SignedRankTest.PValue([0, 0]).ShouldBe(1);
        // Eight equal differences: only the two extreme sign patterns are as far out.
        SignedRankTest.PValue(Enumerable.Repeat(1.0, 8)).ShouldBe(2.0 / 256, 1e-15);
    }
}
