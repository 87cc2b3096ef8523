using System.Numerics;

namespace PerfOpt.Core.Statistics;

/// <summary>
/// The null distribution of U, the number of pairs (x, y) with x &gt; y. Exact by Löffler's recurrence
/// p(c) = (1/c) Σ p(i)·σ(c−i), σ(d) = Σ_{k|d} ε_k·k with ε_k = 1 for k ≤ n and −1 for m &lt; k ≤ m+n
/// (Löffler, "Über eine Partition der nat. Zahlen und ihre Anwendung beim U-Test", 1982) in whole numbers of any
/// size; beyond <see cref="ExactLimit"/> by the Edgeworth series (Fix and Hodges, "Significance probabilities of the
/// Wilcoxon test", Ann. Math. Stat. 26, 1955).
/// </summary>
public static class MannWhitneyDistribution
{
    /// <summary>The largest n·m for which the distribution is computed exactly.</summary>
    public const int ExactLimit = 1600;

    /// <summary>P(U ≤ u).</summary>
    /// <param name="n">Values on one side, at least 1.</param>
    /// <param name="m">Values on the other, at least 1.</param>
    /// <param name="u">Any integer.</param>
    public static double Cdf(int n, int m, long u)
    {
        RequireSizes(n, m);
        long largest = (long)n * m;
        if (u < 0) return 0;
        if (u >= largest) return 1;
        if (largest > ExactLimit) return ApproximateCdf(n, m, u);
        if (u > (largest - 1) / 2) return 1 - Cdf(n, m, largest - u - 1);
        BigInteger total = BigInteger.Zero;
        foreach (BigInteger count in Counts(n, m).Take((int)u + 1)) total += count;
        return Ratio(total, Arrangements(n, m));
    }

    /// <summary>The largest k with P(U ≤ k) ≤ <paramref name="bound"/>; −1 where there is none.</summary>
    /// <param name="n">Values on one side, at least 1.</param>
    /// <param name="m">Values on the other, at least 1.</param>
    /// <param name="bound">In (0, ½].</param>
    public static long LargestWithCdfAtMost(int n, int m, double bound)
    {
        RequireSizes(n, m);
        long largest = (long)n * m;
        if (largest <= ExactLimit)
        {
            BigInteger arrangements = Arrangements(n, m);
            BigInteger total = BigInteger.Zero;
            long k = -1;
            foreach (BigInteger count in Counts(n, m))
            {
                total += count;
                if (Ratio(total, arrangements) > bound) break;
                k++;
            }
            return k;
        }
        long below = -1;
        long above = largest;
        while (above - below > 1)
        {
            long middle = below + (above - below) / 2;
            if (ApproximateCdf(n, m, middle) <= bound) below = middle;
            else above = middle;
        }
        return below;
    }

    /// <summary>How many of the arrangements have U = 0, 1, 2 …, produced as they are asked for.</summary>
    private static IEnumerable<BigInteger> Counts(int n, int m)
    {
        int size = n * m + 1;
        long[] sigma = new long[size];
        for (int k = 1; k <= Math.Min(n + m, size - 1); k++)
        {
            int sign = (k <= n ? 1 : 0) - (k > m ? 1 : 0);
            if (sign == 0) continue;
            for (int multiple = k; multiple < size; multiple += k) sigma[multiple] += sign * k;
        }
        BigInteger[] counts = new BigInteger[size];
        counts[0] = BigInteger.One;
        yield return counts[0];
        for (int c = 1; c < size; c++)
        {
            BigInteger sum = BigInteger.Zero;
            for (int i = 0; i < c; i++) sum += counts[i] * sigma[c - i];
            counts[c] = sum / c;
            yield return counts[c];
        }
    }

    private static BigInteger Arrangements(int n, int m)
    {
        BigInteger result = BigInteger.One;
        for (int i = 1; i <= n; i++) result = result * (m + i) / i;
        return result;
    }

    private static double Ratio(BigInteger part, BigInteger whole) =>
        Math.Exp(BigInteger.Log(part) - BigInteger.Log(whole));

    private static double ApproximateCdf(int n, int m, long u)
    {
        double x = n;
        double y = m;
        double mean = x * y / 2;
        double variance = x * y * (x + y + 1) / 12;
        double fourthCumulant = -x * y * (x + y + 1) * (x * x + y * y + x * y + x + y) / 120;
        return StandardNormal.EdgeworthCdf(u - mean, variance, fourthCumulant);
    }

    private static void RequireSizes(int n, int m)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(m, 1);
    }
}
