namespace PerfOpt.Core.Statistics;

/// <summary>
/// Estimates and intervals of location by order statistics of pairwise means or differences (Hodges and Lehmann,
/// "Estimates of location based on rank tests", Ann. Math. Stat. 34, 1963; the intervals: Hollander, Wolfe, Chicken,
/// "Nonparametric Statistical Methods", 3rd edition 2014, sections 3.3 and 4.3).
/// </summary>
/// <remarks>
/// No list of the pairs is built: the k-th of them is found by halving the space of doubles, each step counting in
/// linear time, so memory stays linear for samples of any size.
/// </remarks>
public static class HodgesLehmann
{
    /// <summary>The pseudomedian: the median of the n(n+1)/2 Walsh averages (d_i + d_j)/2, i ≤ j.</summary>
    /// <param name="differences">At least one.</param>
    public static double Pseudomedian(IEnumerable<double> differences)
    {
        double[] sorted = Quantile.Sorted(differences);
        return Middle(WalshAverages(sorted.Length), k => WalshAverage(sorted, k));
    }

    /// <summary>
    /// The interval of the pseudomedian that inverts the signed-rank test: Walsh averages k+1 and N−k, with k the
    /// largest for which P(T⁺ ≤ k) ≤ α/2. Null where so few pairs cannot give one (under 6 at 95 %).
    /// </summary>
    /// <param name="differences">Any number.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static Interval? PseudomedianInterval(IReadOnlyCollection<double> differences, double level = 0.95)
    {
        Quantile.RequireProbability(level);
        if (differences.Count == 0) return null;
        long k = SignedRankDistribution.LargestWithCdfAtMost(differences.Count, (1 - level) / 2);
        if (k < 0) return null;
        double[] sorted = Quantile.Sorted(differences);
        long count = WalshAverages(sorted.Length);
        return new Interval(WalshAverage(sorted, k + 1), WalshAverage(sorted, count - k));
    }

    /// <summary>The shift from <paramref name="x"/> to <paramref name="y"/>: the median of all y_j − x_i.</summary>
    /// <param name="x">At least one.</param>
    /// <param name="y">At least one.</param>
    public static double Shift(IEnumerable<double> x, IEnumerable<double> y)
    {
        double[] from = Quantile.Sorted(x);
        double[] to = Quantile.Sorted(y);
        return Middle((long)from.Length * to.Length, k => Difference(from, to, k));
    }

    /// <summary>
    /// The interval of the shift that inverts the Mann-Whitney test: differences k+1 and nm−k, with k the largest for
    /// which P(U ≤ k) ≤ α/2. Null where so few values cannot give one (under 4 a side at 95 %).
    /// </summary>
    /// <param name="x">Any number.</param>
    /// <param name="y">Any number.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static Interval? ShiftInterval(
        IReadOnlyCollection<double> x, IReadOnlyCollection<double> y, double level = 0.95)
    {
        Quantile.RequireProbability(level);
        if (x.Count == 0 || y.Count == 0) return null;
        long k = MannWhitneyDistribution.LargestWithCdfAtMost(x.Count, y.Count, (1 - level) / 2);
        if (k < 0) return null;
        double[] from = Quantile.Sorted(x);
        double[] to = Quantile.Sorted(y);
        long count = (long)from.Length * to.Length;
        return new Interval(Difference(from, to, k + 1), Difference(from, to, count - k));
    }

    /// <summary>
    /// Relative change from <paramref name="before"/> to <paramref name="after"/>, unpaired:
    /// exp(shift of the logarithms) − 1.
    /// </summary>
    /// <param name="before">Positive values, at least one.</param>
    /// <param name="after">Positive values, at least one.</param>
    public static double RelativeChange(IEnumerable<double> before, IEnumerable<double> after) =>
        double.ExpM1(Shift(Logarithms(before), Logarithms(after)));

    /// <summary>The interval of <see cref="RelativeChange"/>, or null.</summary>
    /// <param name="before">Positive values.</param>
    /// <param name="after">Positive values.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static Interval? RelativeChangeInterval(
        IEnumerable<double> before, IEnumerable<double> after, double level = 0.95) =>
        ShiftInterval(Logarithms(before), Logarithms(after), level)?.Map(double.ExpM1);

    private static double[] Logarithms(IEnumerable<double> values) =>
        [.. values.Select(v => v > 0 ? Math.Log(v) : throw new ArgumentOutOfRangeException(
            nameof(values), v, "A relative change needs values above 0."))];

    private static long WalshAverages(int count) => (long)count * (count + 1) / 2;

    private static double Middle(long count, Func<long, double> ordered) =>
        count % 2 == 1 ? ordered(count / 2 + 1) : ordered(count / 2) / 2 + ordered(count / 2 + 1) / 2;

    private static double WalshAverage(double[] sorted, long rank) =>
        OrderedDoubles.SmallestWith(sorted[0], sorted[^1], bound => CountWalsh(sorted, bound) >= rank);

    private static double Difference(double[] from, double[] to, long rank) =>
        OrderedDoubles.SmallestWith(
            to[0] - from[^1], to[^1] - from[0], bound => CountDifferences(from, to, bound) >= rank);

    private static long CountWalsh(double[] sorted, double bound)
    {
        long count = 0;
        int high = sorted.Length - 1;
        for (int low = 0; low < sorted.Length; low++)
        {
            while (high >= low && sorted[low] / 2 + sorted[high] / 2 > bound) high--;
            if (high < low) break;
            count += high - low + 1;
        }
        return count;
    }

    private static long CountDifferences(double[] from, double[] to, double bound)
    {
        long count = 0;
        int reached = 0;
        foreach (double start in from)
        {
            while (reached < to.Length && to[reached] - start <= bound) reached++;
            count += reached;
        }
        return count;
    }
}
