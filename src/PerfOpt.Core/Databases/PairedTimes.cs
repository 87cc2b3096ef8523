namespace PerfOpt.Core.Databases;

/// <summary>Seconds of the same work, done in turn without and with a change.</summary>
/// <param name="before">Without, by round.</param>
/// <param name="after">With, by round.</param>
public sealed class PairedTimes(IReadOnlyList<double> before, IReadOnlyList<double> after)
{
    /// <summary>The least saving that is worth an index, as a fraction.</summary>
    public const double LeastSaving = 0.20;

    private const double Risk = 0.05;

    /// <summary>Median seconds without.</summary>
    public double Before { get; } = Median(before);

    /// <summary>Median seconds with.</summary>
    public double After { get; } = Median(after);

    /// <summary>Whether further rounds would hardly change the answer: it takes half the time, or no less.</summary>
    public bool IsDecided => After >= Before || (After <= Before / 2 && IsClearlyFaster);

    /// <summary>
    /// Whether the medians differ by at least <see cref="LeastSaving"/> and the upper end of the order-statistic
    /// interval of the median ratio (at least 95 %; Conover, Practical Nonparametric Statistics, 3.2) lies below 1.
    /// With too few rounds for an interval every round must be faster.
    /// </summary>
    public bool IsClearlyFaster
    {
        get
        {
            var ratios = before.Zip(after, static (b, a) => b > 0 ? a / b : 1).Order().ToArray();
            return ratios.Length > 0 && After <= Before * (1 - LeastSaving) && ratios[UpperRank(ratios.Length)] < 1;
        }
    }

    private static int UpperRank(int rounds)
    {
        var probability = Math.Pow(0.5, rounds);
        var tail = 0.0;
        var rank = rounds - 1;
        for (var k = 0; k < rounds / 2; k++)
        {
            tail += probability;
            if (2 * tail > Risk)
                break;
            rank = rounds - 1 - k;
            probability *= (rounds - k) / (k + 1.0);
        }
        return rank;
    }

    private static double Median(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            return 0;
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
