namespace PerfOpt.Core.Statistics;

/// <summary>
/// The test for a monotone trend over an order (Mann, "Nonparametric tests against trend", Econometrica 13, 1945;
/// Kendall 1975). It assumes that the values do not depend on each other apart from the trend.
/// </summary>
/// <param name="S">Rising pairs less falling ones.</param>
/// <param name="PValue">Two-sided; exact to 60 values without ties, else normal with the correction for ties.</param>
public readonly record struct MannKendall(long S, double PValue)
{
    /// <summary>Tests values in the order in which they came.</summary>
    /// <param name="values">Any number; under three the p value is 1.</param>
    public static MannKendall Of(IReadOnlyList<double> values)
    {
        int count = values.Count;
        long s = 0;
        for (int i = 0; i < count; i++)
            for (int j = i + 1; j < count; j++) s += Math.Sign(values[j] - values[i]);
        if (count < 3) return new MannKendall(s, 1);
        double[] ties = [.. values.GroupBy(v => v).Select(g => (double)g.Count()).Where(c => c > 1)];
        if (ties.Length == 0 && count <= KendallDistribution.ExactLimit)
        {
            long pairs = (long)count * (count - 1) / 2;
            long fewer = (pairs - Math.Abs(s)) / 2;
            return new MannKendall(s, Math.Min(1, 2 * KendallDistribution.Cdf(count, fewer)));
        }
        double n = count;
        double variance = (n * (n - 1) * (2 * n + 5) - ties.Sum(t => t * (t - 1) * (2 * t + 5))) / 18;
        if (variance <= 0 || s == 0) return new MannKendall(s, 1);
        return new MannKendall(s, Math.Min(1, 2 * StandardNormal.Cdf(-(Math.Abs(s) - 1) / Math.Sqrt(variance))));
    }
}
