using PerfOpt.Core.Statistics;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Statistics;

/// <summary>Known answers: R 4.2.2 (pbeta for Harrell-Davis weights, pbinom, mad, prop.test, p.adjust).</summary>
public sealed class QuantileTests
{
    [Fact]
    public void Harrell_Davis_equals_its_definition_in_R()
    {
        Quantile.HarrellDavis([.. Enumerable.Range(1, 10).Select(i => (double)i)], 0.5).ShouldBe(5.5, 1e-9);
        Quantile.HarrellDavis([2, 3, 5, 7, 11, 13, 17, 19, 23, 29], 0.9).ShouldBe(26.0282062398463, 1e-6);
        Quantile.HarrellDavis([1.2, 1.25, 1.22, 1.4, 1.21], 0.5).ShouldBe(1.2344576, 1e-7);
        Quantile.HarrellDavis([4], 0.99).ShouldBe(4);
    }

    [Fact]
    public void Large_samples_use_the_interpolated_quantile()
    {
        double[] values = [.. Enumerable.Range(0, 10_001).Select(i => (double)i)];
        Quantile.HarrellDavis(values, 0.95).ShouldBe(9_500, 1e-9);
    }

    [Theory]
    [InlineData(0.5, 6)]
    [InlineData(0.9, 29)]
    [InlineData(0.95, 59)]
    [InlineData(0.99, 299)]
    [InlineData(0.999, 2995)]
    [InlineData(0.1, 29)]
    public void An_interval_needs_so_many_values(double probability, int count)
    {
        QuantileInterval.MinimumSamples(probability).ShouldBe(count);
        QuantileInterval.Ranks(count - 1, probability).ShouldBeNull();
        QuantileInterval.Ranks(count, probability).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(6, 1, 6)]
    [InlineData(9, 2, 8)]
    [InlineData(10, 2, 9)]
    [InlineData(20, 6, 15)]
    [InlineData(30, 10, 21)]
    public void Ranks_of_the_median_equal_those_by_pbinom(int count, int low, int high) =>
        QuantileInterval.Ranks(count, 0.5).ShouldBe((low, high));

    [Fact]
    public void Every_interval_covers_at_the_level()
    {
        foreach (double p in new[] { 0.05, 0.5, 0.9, 0.95 })
            for (int n = QuantileInterval.MinimumSamples(p); n < 200; n++)
            {
                (int low, int high) = QuantileInterval.Ranks(n, p)!.Value;
                double coverage = MathNet.Numerics.Distributions.Binomial.CDF(p, n, high - 1)
                    - MathNet.Numerics.Distributions.Binomial.CDF(p, n, low - 1);
                coverage.ShouldBeGreaterThanOrEqualTo(0.95 - 1e-12, $"n = {n}, p = {p}");
                low.ShouldBeInRange(1, high);
                high.ShouldBeInRange(low, n);
            }
    }

    [Fact]
    public void Robust_spread_equals_that_of_R()
    {
        double[] values = [1.0, 1.1, 0.9, 1.05, 0.95, 1.02, 3];
        RobustScale.OfMedianDeviation(values).ShouldBe(0.103782, 1e-12);
        RobustScale.CoefficientOfVariation(values)!.Value.ShouldBe(0.101747058823529, 1e-12);
        RobustScale.CoefficientOfVariation([1, 2]).ShouldBeNull();
        RobustScale.CoefficientOfVariation([0, 0, 0]).ShouldBeNull();
    }

    [Fact]
    public void Outliers_are_found_even_where_most_values_are_equal()
    {
        Outliers.Indices([1.0, 1.1, 0.9, 1.05, 0.95, 1.02, 3]).ShouldBe([6]);
        Outliers.Indices([5, 5, 5, 5, 5, 5, 5, 5, 9]).ShouldBe([8]);
        Outliers.Indices([5, 5, 5]).ShouldBeEmpty();
    }

    [Fact]
    public void Wilson_interval_equals_that_of_R()
    {
        Interval some = WilsonInterval.Of(12, 40);
        some.Low.ShouldBe(0.180748452297465, 1e-10);
        some.High.ShouldBe(0.454300188181449, 1e-10);
        WilsonInterval.Of(0, 20).ShouldSatisfyAllConditions(
            i => i.Low.ShouldBe(0), i => i.High.ShouldBe(0.161125158052819, 1e-10));
        WilsonInterval.Of(20, 20).High.ShouldBe(1);
    }

    [Fact]
    public void Holm_equals_that_of_R()
    {
        IReadOnlyList<double> adjusted = Holm.Adjust([0.01, 0.04, 0.03, 0.005]);
        double[] expected = [0.03, 0.06, 0.06, 0.02];
        for (int i = 0; i < 4; i++) adjusted[i].ShouldBe(expected[i], 1e-12);
    }

    [Fact]
    public void Amdahls_law()
    {
        Amdahl.Speedup(0.95, 8).ShouldBe(1 / (0.05 + 0.95 / 8), 1e-12);
        Amdahl.Ceiling(0.75).ShouldBe(4);
        Amdahl.Ceiling(1).ShouldBe(double.PositiveInfinity);
        Amdahl.Remaining([(0.5, 2), (0.25, double.PositiveInfinity)]).ShouldBe(0.5, 1e-12);
        Interval left = Amdahl.RemainingInterval(12, 40, double.PositiveInfinity);
        left.Low.ShouldBe(1 - 0.454300188181449, 1e-9);
        left.High.ShouldBe(1 - 0.180748452297465, 1e-9);
        Should.Throw<ArgumentOutOfRangeException>(() => Amdahl.Remaining([(0.7, 2), (0.6, 2)]));
    }

    [Fact]
    public void Replication_follows_its_formula()
    {
        // (1.959964 + 0.841621)·0.02·√(π/3)/√15
        Replication.MinimumEffect(0.02, 15).ShouldBe(0.014804, 1e-5);
        Replication.PairsNeeded(0.02, 0.014804).ShouldBeInRange(15, 16);
        Replication.PairsNeeded(0, 0.01).ShouldBe(6);
    }

    [Fact]
    public void Two_groups_are_hinted_at()
    {
        NoiseSource noise = new(3);
        double[] values = [.. noise.Normals(9, 1, 0.01), .. noise.Normals(6, 1.2, 0.01)];
        Bimodality hint = Bimodality.Of(values)!.Value;
        hint.LowCount.ShouldBe(9);
        hint.HighCount.ShouldBe(6);
        hint.HighMedian.ShouldBe(1.2, 0.02);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(100)]
    public void One_group_is_rarely_called_two(int count)
    {
        NoiseSource noise = new((ulong)count);
        int hints = 0;
        for (int trial = 0; trial < 300; trial++)
        {
            if (Bimodality.Of(noise.Normals(count)) is not null) hints++;
            if (Bimodality.Of([.. noise.Normals(count).Select(x => Math.Exp(0.5 * x))]) is not null) hints++;
            if (Bimodality.Of([.. noise.Normals(count).Select(_ => noise.Exponential())]) is not null) hints++;
        }
        hints.ShouldBeLessThanOrEqualTo(27, "3 % of 900 samples");
    }
}
