namespace PerfOpt.Core.Text;

/// <summary>The word that was probably meant.</summary>
public static class Spelling
{
    private const int LongestCompared = 64;

    /// <summary>The nearest candidate with at most one slip for four letters, and two at most; else null.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(candidates);
        int most = Math.Min(2, Math.Max(1, word.Length / 4));
        return candidates
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= most)
            .Select(candidate => (Candidate: candidate, Slips: Distance(word, candidate)))
            .Where(pair => pair.Slips > 0 && pair.Slips <= most)
            .OrderBy(pair => pair.Slips).ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .Select(pair => pair.Candidate)
            .FirstOrDefault();
    }

    /// <summary>The nearest candidate where no more than a third of the letters differ; else null.</summary>
    public static string? Near(string word, IEnumerable<string> candidates) => candidates
        .Select(candidate => (Candidate: candidate, Slips: Distance(word, candidate)))
        .Where(pair => pair.Slips * 3 <= Math.Max(word.Length, pair.Candidate.Length))
        .OrderBy(pair => pair.Slips).ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
        .Select(pair => pair.Candidate)
        .FirstOrDefault();

    /// <summary>The nearest of a few candidates, however far, in any case of letters; the first of equals.</summary>
    public static string Closest(string word, IEnumerable<string> candidates)
    {
        string compared = (word.Length > LongestCompared ? word[..LongestCompared] : word).ToLowerInvariant();
        return candidates.MinBy(candidate => Distance(compared, candidate))!;
    }

    /// <summary>Letters to add, drop, change or swap with their neighbour (optimal string alignment).</summary>
    public static int Distance(string a, string b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            cost[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            cost[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int change = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(change, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }
        return cost[a.Length, b.Length];
    }
}
