using MathNet.Numerics.Distributions;

namespace PerfOpt.Core.Statistics;

/// <summary>The slope of a straight line through points.</summary>
/// <param name="Value">Change of y for one unit of x.</param>
/// <param name="Intercept">y at x = 0.</param>
/// <param name="Interval">Of the slope; null where there are too few points for one.</param>
public readonly record struct Slope(double Value, double Intercept, Interval? Interval)
{
    /// <summary>
    /// The median of the slopes of all pairs of points (Theil 1950), with the interval of Sen ("Estimates of the
    /// regression coefficient based on Kendall's tau", JASA 63, 1968): slopes k+1 and N−k, with k the largest for
    /// which P(inversions ≤ k) ≤ α/2. Null where all x are equal. Uses at most the first 2,000 points.
    /// </summary>
    /// <param name="x">Any number.</param>
    /// <param name="y">As many.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static Slope? TheilSen(IReadOnlyList<double> x, IReadOnlyList<double> y, double level = 0.95)
    {
        RequireSameLength(x, y);
        int count = Math.Min(x.Count, 2000);
        List<double> slopes = [];
        for (int i = 0; i < count; i++)
            for (int j = i + 1; j < count; j++)
                if (x[i] != x[j]) slopes.Add((y[j] - y[i]) / (x[j] - x[i]));
        if (slopes.Count == 0) return null;
        double[] sorted = Quantile.Sorted(slopes);
        double slope = Quantile.MedianOfSorted(sorted);
        double intercept = Quantile.Median(Enumerable.Range(0, count).Select(i => y[i] - slope * x[i]));
        long k = SlopesOutside(x, count, sorted.Length, (1 - level) / 2);
        Interval? interval = k < 0 || k >= (sorted.Length + 1) / 2
            ? null
            : new Interval(sorted[k], sorted[sorted.Length - 1 - k]);
        return new Slope(slope, intercept, interval);
    }

    /// <summary>
    /// Ordinary least squares with Student's interval, n−2 degrees of freedom. Null where all x are equal.
    /// </summary>
    /// <param name="x">Any number.</param>
    /// <param name="y">As many.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static Slope? LeastSquares(IReadOnlyList<double> x, IReadOnlyList<double> y, double level = 0.95)
    {
        RequireSameLength(x, y);
        int count = x.Count;
        if (count < 2) return null;
        double meanX = x.Average();
        double meanY = y.Average();
        double sxx = 0;
        double sxy = 0;
        for (int i = 0; i < count; i++)
        {
            sxx += (x[i] - meanX) * (x[i] - meanX);
            sxy += (x[i] - meanX) * (y[i] - meanY);
        }
        if (sxx == 0) return null;
        double slope = sxy / sxx;
        double intercept = meanY - slope * meanX;
        if (count < 3) return new Slope(slope, intercept, null);
        double residuals = 0;
        for (int i = 0; i < count; i++)
        {
            double residual = y[i] - intercept - slope * x[i];
            residuals += residual * residual;
        }
        double error = Math.Sqrt(residuals / (count - 2) / sxx);
        double t = StudentT.InvCDF(0, 1, count - 2, 1 - (1 - level) / 2);
        return new Slope(slope, intercept, new Interval(slope - t * error, slope + t * error));
    }

    /// <summary>
    /// The exponent of a power law: the slope of ln y over ln x by least squares. Points that are not positive are
    /// left out. Null under two distinct sizes.
    /// </summary>
    /// <param name="x">Sizes.</param>
    /// <param name="y">Costs.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static Slope? LogLog(IReadOnlyList<double> x, IReadOnlyList<double> y, double level = 0.95)
    {
        (double[] logX, double[] logY) = Logarithms(x, y);
        return LeastSquares(logX, logY, level);
    }

    /// <summary>The same by <see cref="TheilSen"/>, which wild points do not move.</summary>
    /// <param name="x">Sizes.</param>
    /// <param name="y">Costs.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static Slope? LogLogTheilSen(IReadOnlyList<double> x, IReadOnlyList<double> y, double level = 0.95)
    {
        (double[] logX, double[] logY) = Logarithms(x, y);
        return TheilSen(logX, logY, level);
    }

    /// <summary>How many slopes lie outside of each end.</summary>
    private static long SlopesOutside(IReadOnlyList<double> x, int count, int slopes, double tail)
    {
        double[] ties = [.. x.Take(count).GroupBy(v => v).Select(g => (double)g.Count()).Where(c => c > 1)];
        if (ties.Length == 0) return KendallDistribution.LargestWithCdfAtMost(count, tail);
        double n = count;
        double variance = (n * (n - 1) * (2 * n + 5) - ties.Sum(t => t * (t - 1) * (2 * t + 5))) / 18;
        double edge = (slopes + StandardNormal.Quantile(tail) * Math.Sqrt(variance)) / 2;
        return (long)Math.Floor(edge) - 1;
    }

    private static (double[] X, double[] Y) Logarithms(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        RequireSameLength(x, y);
        int[] positive = [.. Enumerable.Range(0, x.Count).Where(i => x[i] > 0 && y[i] > 0)];
        return ([.. positive.Select(i => Math.Log(x[i]))], [.. positive.Select(i => Math.Log(y[i]))]);
    }

    private static void RequireSameLength(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count != y.Count) throw new ArgumentException($"{x.Count} values of x, but {y.Count} of y.", nameof(y));
    }
}
