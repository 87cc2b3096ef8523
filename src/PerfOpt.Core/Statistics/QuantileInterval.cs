using MathNet.Numerics.Distributions;

namespace PerfOpt.Core.Statistics;

/// <summary>
/// The interval of a quantile between two order statistics, which assumes nothing of the distribution's shape:
/// x_(l) … x_(u) covers the p-quantile with probability P(l ≤ Bin(n, p) &lt; u) at least
/// (David and Nagaraja, "Order Statistics", 3rd edition 2003, section 7.1).
/// </summary>
public static class QuantileInterval
{
    /// <summary>
    /// The interval, or null where so few values cannot give one. Equal tails where both can be had; else (high or low
    /// quantiles of small samples) the extreme value is one end and the other tail takes what is left.
    /// </summary>
    /// <param name="values">In any order.</param>
    /// <param name="probability">The quantile, in (0, 1).</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static Interval? Of(IReadOnlyCollection<double> values, double probability, double level = 0.95)
    {
        (int Low, int High)? ranks = Ranks(values.Count, probability, level);
        if (ranks is not var (low, high)) return null;
        double[] sorted = Quantile.Sorted(values);
        return new Interval(sorted[low - 1], sorted[high - 1]);
    }

    /// <summary>Ranks from 1 of the two order statistics, or null.</summary>
    /// <param name="count">The sample's size.</param>
    /// <param name="probability">The quantile, in (0, 1).</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static (int Low, int High)? Ranks(int count, double probability, double level = 0.95)
    {
        Quantile.RequireProbability(probability);
        Quantile.RequireProbability(level);
        if (count < MinimumSamples(probability, level)) return null;
        double tail = (1 - level) / 2;
        int low = LargestWithCdfAtMost(count, probability, tail) + 1;
        // The upper end is the lower end of the mirrored problem, which keeps the interval of the median symmetric.
        int high = count - LargestWithCdfAtMost(count, 1 - probability, tail);
        if (low >= 1 && high <= count) return (low, high);
        if (high > count)
        {
            double left = 1 - level - Math.Pow(probability, count);
            return (Math.Max(1, LargestWithCdfAtMost(count, probability, left) + 1), count);
        }
        double right = 1 - level - Math.Pow(1 - probability, count);
        return (1, Math.Min(count, count - LargestWithCdfAtMost(count, 1 - probability, right)));
    }

    /// <summary>
    /// The smallest sample for which any two-sided interval exists: 1 − pⁿ − (1−p)ⁿ ≥ level. At 95 %: 6 for the
    /// median, 29 for the 90th percentile, 59 for the 95th, 299 for the 99th.
    /// </summary>
    /// <param name="probability">The quantile, in (0, 1).</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static int MinimumSamples(double probability, double level = 0.95)
    {
        Quantile.RequireProbability(probability);
        Quantile.RequireProbability(level);
        double extreme = Math.Max(probability, 1 - probability);
        int count = Math.Max(2, (int)Math.Floor(Math.Log(1 - level) / Math.Log(extreme)) - 1);
        while (1 - Math.Pow(probability, count) - Math.Pow(1 - probability, count) < level) count++;
        return count;
    }

    /// <summary>The largest k with P(Bin(n, p) ≤ k) ≤ bound; −1 where there is none.</summary>
    private static int LargestWithCdfAtMost(int count, double probability, double bound)
    {
        int below = -1;
        int above = count;
        while (above - below > 1)
        {
            int middle = below + (above - below) / 2;
            if (Binomial.CDF(probability, count, middle) <= bound) below = middle;
            else above = middle;
        }
        return below;
    }
}
