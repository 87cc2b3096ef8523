namespace PerfOpt.Core.Statistics;

/// <summary>Spread that a few wild values do not move.</summary>
public static class RobustScale
{
    /// <summary>Makes the median absolute deviation of a normal distribution its standard deviation.</summary>
    public const double NormalConsistency = 1.4826;

    /// <summary>1.4826 times the median absolute deviation from the median (Hampel 1974).</summary>
    /// <param name="values">At least one.</param>
    public static double OfMedianDeviation(IReadOnlyCollection<double> values)
    {
        double median = Quantile.Median(values);
        return NormalConsistency * Quantile.Median(values.Select(v => Math.Abs(v - median)));
    }

    /// <summary>
    /// The robust coefficient of variation, 1.4826·MAD / |median|; null under three values or with a median of 0.
    /// </summary>
    /// <param name="values">Any number.</param>
    public static double? CoefficientOfVariation(IReadOnlyCollection<double> values)
    {
        if (values.Count < 3) return null;
        double median = Quantile.Median(values);
        return median == 0 ? null : OfMedianDeviation(values) / Math.Abs(median);
    }
}
