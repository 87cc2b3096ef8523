namespace PerfOpt.Core.Statistics;

/// <summary>
/// How large an effect can be seen with so many pairs, and how many pairs an effect needs. The signed-rank test has
/// the asymptotic efficiency 3/π against the t test under normal noise (Hodges and Lehmann 1956), hence √(π/3).
/// </summary>
public static class Replication
{
    private static readonly double Efficiency = Math.Sqrt(Math.PI / 3);

    /// <summary>
    /// The smallest effect on log-ratios that is found with the power asked: (z_{1−α/2} + z_{power})·s·√(π/3)/√n.
    /// </summary>
    /// <param name="scale">Robust scale s of the log-ratios of pairs.</param>
    /// <param name="pairs">n, at least 1.</param>
    /// <param name="alpha">Two-sided, in (0, 1).</param>
    /// <param name="power">In (0, 1).</param>
    public static double MinimumEffect(double scale, int pairs, double alpha = 0.05, double power = 0.8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 1);
        return Quantiles(alpha, power) * scale * Efficiency / Math.Sqrt(pairs);
    }

    /// <summary>
    /// Pairs with which an effect is found with the power asked, never below the fewest for which the test can reach
    /// α at all.
    /// </summary>
    /// <param name="scale">Robust scale s of the log-ratios of pairs.</param>
    /// <param name="effect">On the scale of log-ratios, above 0.</param>
    /// <param name="alpha">Two-sided, in (0, 1).</param>
    /// <param name="power">In (0, 1).</param>
    public static int PairsNeeded(double scale, double effect, double alpha = 0.05, double power = 0.8)
    {
        if (!(effect > 0)) throw new ArgumentOutOfRangeException(nameof(effect), effect, "An effect is above 0.");
        double root = Quantiles(alpha, power) * scale * Efficiency / effect;
        double pairs = Math.Min(Math.Ceiling(root * root), int.MaxValue);
        return Math.Max((int)pairs, SignedRankDistribution.MinimumPairs(alpha));
    }

    private static double Quantiles(double alpha, double power) =>
        StandardNormal.Quantile(1 - alpha / 2) + StandardNormal.Quantile(power);
}
