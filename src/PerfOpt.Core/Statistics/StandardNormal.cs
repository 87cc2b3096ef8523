using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace PerfOpt.Core.Statistics;

/// <summary>The normal distribution with mean 0 and variance 1.</summary>
public static class StandardNormal
{
    /// <summary>P(Z ≤ z), with full relative accuracy in the lower tail.</summary>
    public static double Cdf(double z) => 0.5 * SpecialFunctions.Erfc(-z / Math.Sqrt(2));

    /// <summary>The density at z.</summary>
    public static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>The value that Z does not exceed with probability <paramref name="probability"/>.</summary>
    /// <param name="probability">In (0, 1).</param>
    public static double Quantile(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(probability, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        return Normal.InvCDF(0, 1, probability);
    }

    /// <summary>
    /// P(X ≤ x) of a symmetric lattice variable by its Edgeworth series to the fourth cumulant, with half a step
    /// as continuity correction (Fix and Hodges 1955, section 3).
    /// </summary>
    /// <param name="distance">x − mean, in steps of the lattice.</param>
    /// <param name="variance">Of X.</param>
    /// <param name="fourthCumulant">Of X.</param>
    internal static double EdgeworthCdf(double distance, double variance, double fourthCumulant)
    {
        double z = (distance + 0.5) / Math.Sqrt(variance);
        double excess = fourthCumulant / (variance * variance);
        double value = Cdf(z) - Density(z) * excess / 24 * (z * z * z - 3 * z);
        return Math.Clamp(value, 0, 1);
    }
}
