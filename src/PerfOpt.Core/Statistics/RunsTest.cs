using MathNet.Numerics;

namespace PerfOpt.Core.Statistics;

/// <summary>
/// Whether signs come in random order (Wald and Wolfowitz, "On a test whether two samples are from the same
/// population", Ann. Math. Stat. 11, 1940), exact.
/// </summary>
public static class RunsTest
{
    /// <summary>
    /// P(at most as many runs of one sign as were seen), which is small when neighbours hang together. Zeros are left
    /// out; 1 where all signs are equal, since then nothing is left to order.
    /// </summary>
    /// <param name="values">In order.</param>
    public static double PValueOfTooFew(IEnumerable<double> values)
    {
        int[] signs = [.. values.Where(v => v != 0).Select(Math.Sign)];
        int positive = signs.Count(s => s > 0);
        int negative = signs.Length - positive;
        if (positive == 0 || negative == 0) return 1;
        int seen = 1 + Enumerable.Range(1, signs.Length - 1).Count(i => signs[i] != signs[i - 1]);
        double total = 0;
        for (int runs = 2; runs <= seen; runs++) total += Probability(positive, negative, runs);
        return Math.Min(1, total);
    }

    private static double Probability(int n, int m, int runs)
    {
        int half = runs / 2;
        double all = Combinatorics.Combinations(n + m, n);
        double ways = runs % 2 == 0
            ? 2 * Combinatorics.Combinations(n - 1, half - 1) * Combinatorics.Combinations(m - 1, half - 1)
            : Combinatorics.Combinations(n - 1, half) * Combinatorics.Combinations(m - 1, half - 1)
              + Combinatorics.Combinations(n - 1, half - 1) * Combinatorics.Combinations(m - 1, half);
        return ways / all;
    }
}
