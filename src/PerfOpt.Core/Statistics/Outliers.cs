namespace PerfOpt.Core.Statistics;

/// <summary>Values far from the rest.</summary>
public static class Outliers
{
    /// <summary>The modified z score beyond which a value is labelled (Iglewicz and Hoaglin 1993, page 11).</summary>
    public const double Threshold = 3.5;

    /// <summary>
    /// Modified z scores 0.6745·(x − median)/MAD (Iglewicz and Hoaglin, "How to Detect and Handle Outliers", 1993).
    /// Where more than half of the values are equal, so that MAD is 0, the mean absolute deviation times 1.2533 takes
    /// its place; where all are equal, every score is 0.
    /// </summary>
    /// <param name="values">At least one.</param>
    public static IReadOnlyList<double> ModifiedZScores(IReadOnlyCollection<double> values)
    {
        double median = Quantile.Median(values);
        double[] deviations = [.. values.Select(v => Math.Abs(v - median))];
        double scale = Quantile.Median(deviations) / 0.6745;
        if (scale == 0) scale = 1.2533 * deviations.Average();
        return [.. values.Select(v => scale == 0 ? 0 : (v - median) / scale)];
    }

    /// <summary>Indices of the values whose score exceeds <see cref="Threshold"/> in size.</summary>
    /// <param name="values">At least one.</param>
    public static IReadOnlyList<int> Indices(IReadOnlyCollection<double> values)
    {
        IReadOnlyList<double> scores = ModifiedZScores(values);
        return [.. Enumerable.Range(0, scores.Count).Where(i => Math.Abs(scores[i]) > Threshold)];
    }
}
