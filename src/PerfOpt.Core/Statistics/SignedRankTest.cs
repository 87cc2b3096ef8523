namespace PerfOpt.Core.Statistics;

/// <summary>
/// The two-sided signed-rank test that the differences of pairs lie symmetrically about 0 (Wilcoxon 1945). Zeros are
/// dropped, ties get midranks, and the p value is exact given the ties: the distribution over all signs is found by
/// dynamic programming on doubled ranks (Pratt and Gibbons, "Concepts of Nonparametric Theory", 1981, chapter 3).
/// </summary>
public static class SignedRankTest
{
    private const int ExactLimit = 200;

    /// <summary>The p value, min(1, 2·min(P(T ≤ t), P(T ≥ t))); 1 where every difference is 0.</summary>
    /// <param name="differences">One for each pair.</param>
    public static double PValue(IEnumerable<double> differences)
    {
        double[] nonZero = [.. differences.Where(d => d != 0).OrderBy(Math.Abs)];
        if (nonZero.Length == 0) return 1;
        int[] doubledRanks = DoubledMidranks(nonZero);
        long positive = 0;
        for (int i = 0; i < nonZero.Length; i++)
            if (nonZero[i] > 0) positive += doubledRanks[i];
        // The distribution is symmetric about half of the sum: the smaller tail is the one to compute.
        long total = doubledRanks.Sum(r => (long)r);
        long smaller = Math.Min(positive, total - positive);
        double tail = nonZero.Length <= ExactLimit
            ? ExactTail(doubledRanks, smaller)
            : NormalTail(doubledRanks, smaller, total);
        return Math.Min(1, 2 * tail);
    }

    private static double ExactTail(int[] doubledRanks, long bound)
    {
        double[] probabilities = SignedRankDistribution.SumProbabilities(doubledRanks);
        double tail = 0;
        for (long i = 0; i <= bound; i++) tail += probabilities[i];
        return tail;
    }

    private static double NormalTail(int[] doubledRanks, long bound, long total)
    {
        double variance = doubledRanks.Sum(r => (double)r * r) / 4;
        // Doubled ranks move in steps of 2 where there are no ties: half a step is 1.
        return StandardNormal.Cdf((bound + 1 - total / 2.0) / Math.Sqrt(variance));
    }

    private static int[] DoubledMidranks(double[] byMagnitude)
    {
        int[] ranks = new int[byMagnitude.Length];
        for (int start = 0; start < ranks.Length;)
        {
            int end = start;
            while (end < ranks.Length && Math.Abs(byMagnitude[end]) == Math.Abs(byMagnitude[start])) end++;
            // Ranks start+1 … end; twice their mean is whole.
            for (int i = start; i < end; i++) ranks[i] = start + 1 + end;
            start = end;
        }
        return ranks;
    }
}
