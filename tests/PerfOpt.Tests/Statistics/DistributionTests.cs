using PerfOpt.Core.Statistics;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Statistics;

/// <summary>Known answers: R 4.2.2, psignrank, pwilcox, and cor.test(method = "kendall", exact = TRUE).</summary>
public sealed class DistributionTests
{
    [Theory]
    [InlineData(6, 0, 0.015625)]
    [InlineData(6, 2, 0.046875)]
    [InlineData(10, 8, 0.0244140625)]
    [InlineData(20, 52, 0.0242204666137695)]
    [InlineData(70, 900, 0.0224350127753194)]
    [InlineData(70, 1100, 0.2041494036077979)]
    public void Signed_rank_probabilities_equal_those_of_R(int pairs, long sum, double expected) =>
        SignedRankDistribution.Cdf(pairs, sum).ShouldBe(expected, 1e-13);

    [Theory]
    [InlineData(200, 8000, 0.00608911485207468)]
    [InlineData(200, 9000, 0.10040315872716399)]
    [InlineData(200, 10100, 0.52451165489978591)]
    public void Signed_rank_series_is_close_to_the_exact_value(int pairs, long sum, double expected) =>
        SignedRankDistribution.Cdf(pairs, sum).ShouldBe(expected, expected * 1e-3);

    [Theory]
    [InlineData(3, 5, 5, 0.02777777777777778)]
    [InlineData(23, 10, 10, 0.02162852627248912)]
    [InlineData(276, 30, 30, 0.00480184329606357)]
    [InlineData(390, 30, 30, 0.19086794883720132)]
    [InlineData(464, 30, 30, 0.58424975856375461)]
    [InlineData(300, 20, 50, 0.00436079589155022)]
    public void Mann_Whitney_probabilities_equal_those_of_R(long u, int n, int m, double expected) =>
        MannWhitneyDistribution.Cdf(n, m, u).ShouldBe(expected, 1e-12);

    [Theory]
    [InlineData(2400, 0.00307107563088683)]
    [InlineData(2800, 0.08661988107811630)]
    public void Mann_Whitney_series_is_close_to_the_exact_value(long u, double expected) =>
        MannWhitneyDistribution.Cdf(80, 80, u).ShouldBe(expected, expected * 1e-3);

    [Theory]
    [InlineData(0.05, 6)]
    [InlineData(0.01, 8)]
    [InlineData(0.001, 11)]
    [InlineData(1e-5, 18)]
    public void So_many_pairs_are_needed_to_reach_alpha_at_all(double alpha, int pairs) =>
        SignedRankDistribution.MinimumPairs(alpha).ShouldBe(pairs);

    [Fact]
    public void Tails_are_symmetric_and_inverted_exactly()
    {
        for (int n = 1; n <= 40; n++)
        {
            long largest = n * (n + 1) / 2;
            long k = SignedRankDistribution.LargestWithCdfAtMost(n, 0.025);
            SignedRankDistribution.Cdf(n, k).ShouldBeLessThanOrEqualTo(0.025);
            SignedRankDistribution.Cdf(n, k + 1).ShouldBeGreaterThan(0.025);
            SignedRankDistribution.Cdf(n, largest - 1).ShouldBe(1 - Math.ScaleB(1, -n), 1e-14);
        }
    }

    [Fact]
    public void Mann_Whitney_inversion_agrees_across_the_exact_limit()
    {
        long exact = MannWhitneyDistribution.LargestWithCdfAtMost(40, 40, 0.025);
        MannWhitneyDistribution.Cdf(40, 40, exact).ShouldBeLessThanOrEqualTo(0.025);
        MannWhitneyDistribution.Cdf(40, 40, exact + 1).ShouldBeGreaterThan(0.025);
        MannWhitneyDistribution.LargestWithCdfAtMost(40, 41, 0.025).ShouldBeInRange(exact, exact + 25);
    }

    [Fact]
    public void Large_samples_do_not_overflow()
    {
        // The products of the moments exceed 32 bits from 599 values a side on.
        double below = MannWhitneyDistribution.Cdf(2000, 2000, 1_900_000);
        below.ShouldBeInRange(0.0030, 0.0032);
        MannWhitneyDistribution.Cdf(2000, 2000, 2_000_000).ShouldBe(0.5, 1e-3);
    }

    [Fact]
    public void Kendall_trend_equals_R()
    {
        double[] values = [4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69];
        MannKendall.Of(values).PValue.ShouldBe(0.727489528218695, 1e-12);
        MannKendall.Of(values).S.ShouldBe(5);
        MannKendall.Of([1, 2, 4, 3, 5, 7, 6, 8]).PValue.ShouldBe(0.00173611111111116, 1e-12);
    }

    [Fact]
    public void Trend_of_constant_values_is_none()
    {
        MannKendall.Of([3, 3, 3, 3, 3, 3]).PValue.ShouldBe(1);
        MannKendall.Of([]).PValue.ShouldBe(1);
    }

    [Fact]
    public void Too_few_runs_of_signs_are_rare_by_chance()
    {
        // Six of each sign in two runs: 2 of C(12, 6) = 924 orders.
        RunsTest.PValueOfTooFew([1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1]).ShouldBe(2.0 / 924, 1e-12);
        RunsTest.PValueOfTooFew([1, -1, 1, -1]).ShouldBe(1, 1e-12);
    }

    [Fact]
    public void SplitMix64_gives_the_published_sequence()
    {
        // Reference output of the generator with seed 1234567, as in the Rosetta Code and Java test suites.
        SplitMix64 bits = new(1234567);
        bits.NextBits().ShouldBe(6457827717110365317UL);
        bits.NextBits().ShouldBe(3203168211198807973UL);
        bits.NextBits().ShouldBe(9817491932198370423UL);
    }

    [Fact]
    public void NextBelow_is_uniform()
    {
        SplitMix64 bits = new(7);
        int[] counts = new int[3];
        for (int i = 0; i < 30_000; i++) counts[bits.NextBelow(3)]++;
        foreach (int count in counts) count.ShouldBeInRange(9_600, 10_400);
    }
}
