using PerfOpt.Core.Statistics;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Statistics;

public sealed class ComplexityFitTests
{
    public static TheoryData<ComplexityClass> Classes => [.. Enum.GetValues<ComplexityClass>()];

    [Theory]
    [MemberData(nameof(Classes))]
    public void Each_class_is_found_under_noise_of_two_percent(ComplexityClass truth)
    {
        NoiseSource noise = new((ulong)truth + 20);
        int right = 0;
        int listed = 0;
        for (int trial = 0; trial < 60; trial++)
        {
            ComplexityFit fit = ComplexityFit.Of(Points(noise, truth, 0.02, 1e-7, 64));
            if (fit.Class == truth) right++;
            if (fit.Candidates.Contains(truth)) listed++;
        }
        listed.ShouldBeGreaterThanOrEqualTo(58);
        // The runs test and the wide slope interval refuse about one in a hundred.
        right.ShouldBeGreaterThanOrEqualTo(55);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1.0)]
    [InlineData(1e6)]
    public void The_unit_of_cost_does_not_matter(double unit)
    {
        ComplexityFit fit = ComplexityFit.Of(Points(new NoiseSource(2), ComplexityClass.Quadratic, 0.02, unit, 10));
        fit.Class.ShouldBe(ComplexityClass.Quadratic);
        fit.Exponent!.Value.ShouldBe(2, 0.05);
        fit.ExponentInterval!.Value.Contains(2).ShouldBeTrue();
    }

    [Fact]
    public void A_large_constant_is_taken_away_from_the_exponent()
    {
        (double, double)[] points = [.. Sizes(100, 8).Select(n => (n, 5.0 + 1e-4 * n * n))];
        ComplexityFit fit = ComplexityFit.Of(points);
        fit.Class.ShouldBe(ComplexityClass.Quadratic);
        fit.Constant.ShouldBe(5, 1e-6);
        fit.Exponent!.Value.ShouldBe(2, 1e-6);
    }

    [Fact]
    public void Few_sizes_are_refused()
    {
        ComplexityFit fit = ComplexityFit.Of([(1, 1), (2, 2), (4, 4), (8, 8), (8, 8.1)]);
        fit.Class.ShouldBeNull();
        fit.Refusal.ShouldBe("4 sizes were seen, and at least 6 are needed.");
    }

    [Fact]
    public void Growth_under_a_dominating_constant_is_refused()
    {
        ComplexityFit fit = ComplexityFit.Of(Sizes(100, 8).Select(n => (n, 1 + 1e-5 * n)));
        fit.Class.ShouldBeNull();
        fit.Refusal!.ShouldContain("constant cost dominates");
    }

    [Fact]
    public void A_cliff_is_refused()
    {
        // Linear, but three times as dear for each element beyond a size, as when a cache is left.
        ComplexityFit fit =
            ComplexityFit.Of(Sizes(64, 14).Select(n => (n, n < 5_000 ? n : n * Math.Pow(n / 5_000, 0.5))));
        fit.Class.ShouldBeNull();
        fit.Refusal.ShouldNotBeNull();
    }

    [Fact]
    public void Exponential_growth_fits_no_class()
    {
        ComplexityFit fit = ComplexityFit.Of(Enumerable.Range(4, 14).Select(n => ((double)n, Math.Pow(2, n))));
        fit.Class.ShouldBeNull();
    }

    [Fact]
    public void Log_log_slope_equals_lm_of_R()
    {
        double[] x = [1, 2, 4, 8, 16, 32];
        double[] y = [1.1, 2.3, 4.1, 8.4, 15.7, 33];
        Slope slope = Slope.LogLog(x, y)!.Value;
        slope.Value.ShouldBe(0.968068422134489, 1e-12);
        slope.Intercept.ShouldBe(0.108732965874194, 1e-12);
        slope.Interval!.Value.Low.ShouldBe(0.9273581986584790, 1e-9);
        slope.Interval!.Value.High.ShouldBe(1.008778645610499, 1e-9);
    }

    [Fact]
    public void Theil_Sen_equals_the_slopes_sorted_in_R()
    {
        double[] x = [.. Enumerable.Range(1, 10).Select(i => (double)i)];
        double[] y = [4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69];
        Slope slope = Slope.TheilSen(x, y)!.Value;
        slope.Value.ShouldBe(0.04, 1e-12);
        slope.Interval!.Value.Low.ShouldBe(-0.236, 1e-12);
        slope.Interval!.Value.High.ShouldBe(0.240, 1e-12);
        Slope.TheilSen([1, 1, 1], [1, 2, 3]).ShouldBeNull();
    }

    [Fact]
    public void Theil_Sen_is_not_moved_by_a_wild_point()
    {
        double[] x = [.. Enumerable.Range(0, 20).Select(i => (double)i)];
        double[] y = [.. x.Select(v => 2 * v + 1)];
        y[19] = 1e6;
        Slope slope = Slope.TheilSen(x, y)!.Value;
        slope.Value.ShouldBe(2, 1e-9);
        slope.Intercept.ShouldBe(1, 1e-9);
    }

    private static IEnumerable<double> Sizes(double first, int count) =>
        Enumerable.Range(0, count).Select(i => first * Math.Pow(2, i));

    private static IEnumerable<(double, double)> Points(
        NoiseSource noise, ComplexityClass truth, double deviation, double unit, double first) =>
        Sizes(first, 12).Select(n => (n, unit * truth.Term(n) * Math.Exp(deviation * noise.Normal())));
}
