namespace PerfOpt.Core.Statistics;

/// <summary>
/// What speeding up a share of the time can bring at most (Amdahl, "Validity of the single processor approach",
/// AFIPS 1967): S = 1/((1 − f) + f/s).
/// </summary>
public static class Amdahl
{
    /// <summary>Time left, as a share of the time before: 1 − f + f/s.</summary>
    /// <param name="share">f in [0, 1].</param>
    /// <param name="speedup">s &gt; 0; infinity where the share vanishes.</param>
    public static double Remaining(double share, double speedup)
    {
        RequireShare(share);
        if (!(speedup > 0)) throw new ArgumentOutOfRangeException(nameof(speedup), speedup, "A speed-up is above 0.");
        return 1 - share + share / speedup;
    }

    /// <summary>The whole's speed-up; infinity where nothing is left.</summary>
    /// <param name="share">f in [0, 1].</param>
    /// <param name="speedup">s &gt; 0.</param>
    public static double Speedup(double share, double speedup) => 1 / Remaining(share, speedup);

    /// <summary>The ceiling 1/(1 − f) that no change of the share alone can pass.</summary>
    /// <param name="share">f in [0, 1].</param>
    public static double Ceiling(double share) => Speedup(share, double.PositiveInfinity);

    /// <summary>
    /// Time left when several disjoint shares are each sped up: 1 − Σf + Σf/s. Savings measured separately are never
    /// added as percentages of what the other has already taken.
    /// </summary>
    /// <param name="parts">Shares that sum to at most 1, each with its speed-up.</param>
    public static double Remaining(IEnumerable<(double Share, double Speedup)> parts)
    {
        double remaining = 1;
        double total = 0;
        foreach ((double share, double speedup) in parts)
        {
            remaining -= 1 - Remaining(share, speedup);
            total += share;
        }
        RequireShare(Math.Abs(total - 1) < 1e-9 ? 1 : total);
        return Math.Max(0, remaining);
    }

    /// <summary>
    /// The interval of the time left where the share is known from samples only: Wilson's interval of the share
    /// through <see cref="Remaining(double, double)"/>. Low is the better case when <paramref name="speedup"/> exceeds
    /// 1.
    /// </summary>
    /// <param name="hits">Samples that fell on the share.</param>
    /// <param name="samples">Samples in all, at least 1.</param>
    /// <param name="speedup">s &gt; 0.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static Interval RemainingInterval(long hits, long samples, double speedup, double level = 0.95)
    {
        Interval share = WilsonInterval.Of(hits, samples, level);
        double atHigh = Remaining(share.High, speedup);
        double atLow = Remaining(share.Low, speedup);
        return new Interval(Math.Min(atHigh, atLow), Math.Max(atHigh, atLow));
    }

    private static void RequireShare(double share)
    {
        if (!(share >= 0 && share <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies in [0, 1].");
    }
}
