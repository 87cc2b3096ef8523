namespace PerfOpt.Cli.Parsing;

/// <summary>Finds what a mistyped word was meant to be.</summary>
public static class NearestWord
{
    /// <summary>
    /// The candidate with the smallest distance, or null where none is near: more than a third of the letters differ.
    /// </summary>
    public static string? Find(string word, IEnumerable<string> candidates)
    {
        string stem = word.Split('=', ':')[0];
        return candidates
            .Select(candidate => (candidate, distance: Distance(stem, candidate)))
            .Where(pair => pair.distance * 3 <= Math.Max(stem.Length, pair.candidate.Length))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>
    /// Edits between two words: insertions, deletions, substitutions and swaps of neighbours (Damerau 1964, in the
    /// restricted form that edits no letter twice).
    /// </summary>
    public static int Distance(string left, string right)
    {
        int[,] cost = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
            cost[i, 0] = i;
        for (int j = 0; j <= right.Length; j++)
            cost[0, j] = j;
        for (int i = 1; i <= left.Length; i++)
        {
            for (int j = 1; j <= right.Length; j++)
            {
                int change = left[i - 1] == right[j - 1] ? 0 : 1;
                int best = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    best = Math.Min(best, cost[i - 2, j - 2] + 1);
                cost[i, j] = best;
            }
        }

        return cost[left.Length, right.Length];
    }
}
