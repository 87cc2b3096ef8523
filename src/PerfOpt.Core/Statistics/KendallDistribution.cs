namespace PerfOpt.Core.Statistics;

/// <summary>
/// The null distribution of the number of inversions of n values in random order, which is that of Kendall's
/// discordant pairs (Kendall, "A new measure of rank correlation", Biometrika 30, 1938). Exact to
/// <see cref="ExactLimit"/> values, then normal with variance n(n−1)(2n+5)/72.
/// </summary>
public static class KendallDistribution
{
    /// <summary>The largest number of values for which the distribution is computed exactly.</summary>
    public const int ExactLimit = 60;

    /// <summary>P(inversions ≤ k).</summary>
    /// <param name="count">n, at least 2.</param>
    /// <param name="inversions">k, any integer.</param>
    public static double Cdf(int count, long inversions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        long largest = (long)count * (count - 1) / 2;
        if (inversions < 0) return 0;
        if (inversions >= largest) return 1;
        if (count > ExactLimit) return NormalCdf(count, inversions);
        double[] probabilities = Probabilities(count);
        double total = 0;
        for (long i = 0; i <= inversions; i++) total += probabilities[i];
        return Math.Min(1, total);
    }

    /// <summary>The largest k with P(inversions ≤ k) ≤ <paramref name="bound"/>; −1 where there is none.</summary>
    /// <param name="count">n, at least 2.</param>
    /// <param name="bound">In (0, ½].</param>
    public static long LargestWithCdfAtMost(int count, double bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (count > ExactLimit)
        {
            double n = count;
            double spread = Math.Sqrt(n * (n - 1) * (2 * n + 5) / 72);
            double edge = n * (n - 1) / 4 + StandardNormal.Quantile(bound) * spread - 0.5;
            return Math.Max(-1, (long)Math.Floor(edge));
        }
        double[] probabilities = Probabilities(count);
        double total = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            total += probabilities[k];
            if (total > bound) return k - 1;
        }
        return probabilities.Length - 1;
    }

    /// <summary>Inserting the i-th value adds 0 … i−1 inversions, each as likely as the other.</summary>
    private static double[] Probabilities(int count)
    {
        double[] probabilities = [1];
        for (int size = 2; size <= count; size++)
        {
            double[] next = new double[probabilities.Length + size - 1];
            for (int i = 0; i < probabilities.Length; i++)
                for (int added = 0; added < size; added++) next[i + added] += probabilities[i] / size;
            probabilities = next;
        }
        return probabilities;
    }

    private static double NormalCdf(int count, long inversions)
    {
        double n = count;
        double variance = n * (n - 1) * (2 * n + 5) / 72;
        return StandardNormal.Cdf((inversions + 0.5 - n * (n - 1) / 4) / Math.Sqrt(variance));
    }
}
