using Perfolizer;
using Perfolizer.Mathematics.Common;
using Perfolizer.Mathematics.QuantileEstimators;

namespace PerfOpt.Core.Statistics;

/// <summary>Point estimates of quantiles.</summary>
public static class Quantile
{
    // Beyond this the two estimators differ by less than the spacing of neighbouring values, and one is far cheaper.
    private const int HarrellDavisLimit = 2000;

    /// <summary>The middle value, or the mean of the two middle ones.</summary>
    /// <param name="values">At least one, in any order.</param>
    public static double Median(IEnumerable<double> values) => MedianOfSorted(Sorted(values));

    /// <summary>
    /// The Harrell-Davis estimate Σ w_i x_(i), w_i = I_{i/n}(a, b) − I_{(i−1)/n}(a, b), a = (n+1)p, b = (n+1)(1−p)
    /// (Harrell and Davis, "A new distribution-free quantile estimator", Biometrika 69, 1982). For more than 2,000
    /// values it gives the interpolated sample quantile instead (<see cref="Interpolated"/>).
    /// </summary>
    /// <param name="values">At least one, in any order.</param>
    /// <param name="probability">In (0, 1).</param>
    public static double HarrellDavis(IEnumerable<double> values, double probability)
    {
        RequireProbability(probability);
        double[] sorted = Sorted(values);
        if (sorted.Length == 1) return sorted[0];
        if (sorted.Length > HarrellDavisLimit) return InterpolatedOfSorted(sorted, probability);
        return HarrellDavisQuantileEstimator.Instance.Quantile(new Sample(sorted), Probability.Of(probability));
    }

    /// <summary>Linear interpolation at rank (n−1)p + 1 (Hyndman and Fan 1996, definition 7).</summary>
    /// <param name="values">At least one, in any order.</param>
    /// <param name="probability">In (0, 1).</param>
    public static double Interpolated(IEnumerable<double> values, double probability)
    {
        RequireProbability(probability);
        return InterpolatedOfSorted(Sorted(values), probability);
    }

    internal static double[] Sorted(IEnumerable<double> values)
    {
        double[] sorted = [.. values];
        if (sorted.Length == 0) throw new ArgumentException("A quantile needs at least one value.", nameof(values));
        Array.Sort(sorted);
        return sorted;
    }

    internal static double MedianOfSorted(double[] sorted)
    {
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }

    internal static void RequireProbability(double probability)
    {
        if (!(probability > 0 && probability < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in (0, 1).");
    }

    private static double InterpolatedOfSorted(double[] sorted, double probability)
    {
        double rank = (sorted.Length - 1) * probability;
        int below = (int)Math.Floor(rank);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
