namespace PerfOpt.Core.Statistics;

/// <summary>
/// The score interval of a share (Wilson, "Probable inference, the law of succession, and statistical inference",
/// JASA 22, 1927; Brown, Cai, DasGupta 2001, section 3.1.1).
/// </summary>
public static class WilsonInterval
{
    /// <summary>
    /// The interval of a share of which <paramref name="hits"/> of <paramref name="trials"/> were seen.
    /// </summary>
    /// <param name="hits">0 … <paramref name="trials"/>.</param>
    /// <param name="trials">At least 1.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static Interval Of(long hits, long trials, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, trials);
        double z = StandardNormal.Quantile(1 - (1 - level) / 2);
        double n = trials;
        double share = hits / n;
        double centre = (share + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.Sqrt(share * (1 - share) / n + z * z / (4 * n * n));
        // Rounding must not push the ends past a share that was seen exactly.
        double low = hits == 0 ? 0 : Math.Max(0, centre - half);
        double high = hits == trials ? 1 : Math.Min(1, centre + half);
        return new Interval(low, high);
    }
}
