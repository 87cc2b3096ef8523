namespace PerfOpt.Core.Statistics;

/// <summary>
/// The null distribution of T⁺, the sum of the ranks 1 … n each of which counts with probability ½ (Wilcoxon 1945).
/// Exact by dynamic programming to <see cref="ExactLimit"/> pairs, then by the Edgeworth series to the fourth cumulant.
/// </summary>
public static class SignedRankDistribution
{
    /// <summary>The largest number of pairs for which the distribution is computed exactly.</summary>
    public const int ExactLimit = 100;

    /// <summary>P(T⁺ ≤ k).</summary>
    /// <param name="pairs">n, at least 1.</param>
    /// <param name="sum">k, any integer.</param>
    public static double Cdf(int pairs, long sum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 1);
        long largest = (long)pairs * (pairs + 1) / 2;
        if (sum < 0) return 0;
        if (sum >= largest) return 1;
        if (pairs > ExactLimit) return ApproximateCdf(pairs, sum);
        // The upper half by symmetry, so that a small tail is summed and not subtracted from 1.
        if (sum > largest / 2) return 1 - Cdf(pairs, largest - sum - 1);
        double[] probabilities = SumProbabilities([.. Enumerable.Range(1, pairs)]);
        double total = 0;
        for (long i = 0; i <= sum; i++) total += probabilities[i];
        return total;
    }

    /// <summary>The largest k with P(T⁺ ≤ k) ≤ <paramref name="bound"/>; −1 where there is none.</summary>
    /// <param name="pairs">n, at least 1.</param>
    /// <param name="bound">In (0, ½].</param>
    public static long LargestWithCdfAtMost(int pairs, double bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 1);
        if (pairs <= ExactLimit)
        {
            double[] probabilities = SumProbabilities([.. Enumerable.Range(1, pairs)]);
            double total = 0;
            for (int k = 0; k < probabilities.Length; k++)
            {
                total += probabilities[k];
                if (total > bound) return k - 1;
            }
            return probabilities.Length - 1;
        }
        long below = -1;
        long above = (long)pairs * (pairs + 1) / 2;
        while (above - below > 1)
        {
            long middle = below + (above - below) / 2;
            if (ApproximateCdf(pairs, middle) <= bound) below = middle;
            else above = middle;
        }
        return below;
    }

    /// <summary>
    /// The fewest pairs with which a two-sided test can reach <paramref name="alpha"/> at all: 2·2⁻ⁿ ≤ α; 6 at 0.05.
    /// </summary>
    /// <param name="alpha">In (0, 1).</param>
    public static int MinimumPairs(double alpha)
    {
        int pairs = 1;
        while (Math.ScaleB(1, 1 - pairs) > alpha) pairs++;
        return pairs;
    }

    /// <summary>
    /// Probabilities of 0, 1, 2 … for the sum of given whole weights, each of which counts with probability ½.
    /// Only sums of positive terms, so no digit is lost.
    /// </summary>
    internal static double[] SumProbabilities(IReadOnlyList<int> weights)
    {
        double[] probabilities = new double[weights.Sum() + 1];
        probabilities[0] = 1;
        int reached = 0;
        foreach (int weight in weights)
        {
            reached += weight;
            for (int sum = reached; sum >= 0; sum--)
            {
                double counted = sum >= weight ? probabilities[sum - weight] : 0;
                probabilities[sum] = (probabilities[sum] + counted) / 2;
            }
        }
        return probabilities;
    }

    private static double ApproximateCdf(int pairs, long sum)
    {
        double n = pairs;
        double mean = n * (n + 1) / 4;
        double variance = n * (n + 1) * (2 * n + 1) / 24;
        // The fourth cumulant of a fair coin worth r is −r⁴/8; Σ r⁴ is Faulhaber's.
        double fourthPowers = n * (n + 1) * (2 * n + 1) * (3 * n * n + 3 * n - 1) / 30;
        return StandardNormal.EdgeworthCdf(sum - mean, variance, -fourthPowers / 8);
    }
}
