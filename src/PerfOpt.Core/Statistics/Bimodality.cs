namespace PerfOpt.Core.Statistics;

/// <summary>
/// A hint that values fall into two groups, as when a cache is warm in some runs and cold in others. It is a hint for
/// a reader, no test: the split that explains most of the variance (Fisher 1958; Otsu 1979) is taken, and the groups
/// must lie far apart in terms of their own spread (Ashman, Bird, Zepf, "Detecting bimodality in astronomical
/// datasets", AJ 108, 1994: D = √2·|μ₁ − μ₂|/√(σ₁² + σ₂²)) and leave a gap between them.
/// </summary>
/// <param name="LowCount">Values in the lower group.</param>
/// <param name="LowMedian">Its median.</param>
/// <param name="HighCount">Values in the upper group.</param>
/// <param name="HighMedian">Its median.</param>
public readonly record struct Bimodality(int LowCount, double LowMedian, int HighCount, double HighMedian)
{
    /// <summary>The fewest values that are looked at.</summary>
    public const int MinimumSamples = 8;

    // Chosen by simulation so that normal, log-normal and exponential samples of 8 to 100 are rarely called bimodal.
    private const double SeparationNeeded = 6;
    private const double GapNeeded = 0.5;

    /// <summary>The two groups, or null where there is no hint of them.</summary>
    /// <param name="values">Any number; each group needs three and a fifth of them.</param>
    public static Bimodality? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count < MinimumSamples) return null;
        double[] sorted = Quantile.Sorted(values);
        int smallest = Math.Max(3, (int)Math.Ceiling(sorted.Length / 5.0));
        int split = BestSplit(sorted);
        if (split < smallest || sorted.Length - split < smallest) return null;
        double[] low = sorted[..split];
        double[] high = sorted[split..];
        double apart = high.Average() - low.Average();
        double spread = Math.Sqrt(Variance(low) + Variance(high));
        double gap = high[0] - low[^1];
        if (gap < GapNeeded * apart || Math.Sqrt(2) * apart < SeparationNeeded * spread) return null;
        return new Bimodality(low.Length, Quantile.MedianOfSorted(low), high.Length, Quantile.MedianOfSorted(high));
    }

    /// <summary>The size of the lower group for which the variance between the groups is largest.</summary>
    private static int BestSplit(double[] sorted)
    {
        double total = sorted.Sum();
        double lower = 0;
        int best = 1;
        double bestBetween = -1;
        for (int size = 1; size < sorted.Length; size++)
        {
            lower += sorted[size - 1];
            double apart = (total - lower) / (sorted.Length - size) - lower / size;
            double between = (double)size * (sorted.Length - size) * apart * apart;
            if (between <= bestBetween) continue;
            bestBetween = between;
            best = size;
        }
        return best;
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }
}
