namespace PerfOpt.Core.Verification;

/// <summary>
/// When a running comparison may be looked at. The numbers of pairs are fixed beforehand, and α is split evenly over
/// the looks (Bonferroni), which holds whatever the dependence between them; so the intervals of all looks together
/// miss the truth with a chance of at most α. Pocock's boundary would be a little sharper (0.0221 instead of 0.0167
/// for three looks), but rests on normal increments.
/// </summary>
public sealed record LookSchedule
{
    private const double Total = 0.05;
    private static readonly int[] EarlyLooks = [8, 16];

    /// <summary>Pairs at each look, rising; the last is the most pairs that are made.</summary>
    public required IReadOnlyList<int> Looks { get; init; }

    /// <summary>The chance of an interval that misses, at each look.</summary>
    public double AlphaPerLook => Total / Looks.Count;

    /// <summary>
    /// The looks for a number of pairs: after 8 and 16, and at the end; fewer where the end comes sooner.
    /// </summary>
    /// <param name="maximumPairs">At least 1.</param>
    public static LookSchedule For(int maximumPairs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumPairs, 1);
        // A look so close before the last one would cost α and save little.
        int[] early = [.. EarlyLooks.Where(l => l * 4 <= maximumPairs * 3)];
        return new LookSchedule { Looks = [.. early, maximumPairs] };
    }

    /// <summary>
    /// α for the look at so many pairs. At the last look, or where a limit on time ends the comparison early, all that
    /// is unspent may be used: the sum over the looks made stays at the total.
    /// </summary>
    /// <param name="pairs">Pairs made.</param>
    /// <param name="last">Whether no other look follows.</param>
    public double AlphaAt(int pairs, bool last)
    {
        int spent = Looks.Count(l => l < pairs);
        return last ? Total - spent * AlphaPerLook : AlphaPerLook;
    }
}
