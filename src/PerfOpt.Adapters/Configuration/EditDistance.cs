namespace PerfOpt.Adapters.Configuration;

/// <summary>
/// The number of insertions, deletions and replacements between two words (Wagner and Fischer, "The string-to-string
/// correction problem", JACM 21, 1974).
/// </summary>
internal static class EditDistance
{
    private const int LongestCompared = 64;

    /// <summary>The candidate nearest to a word; the first of equals.</summary>
    public static string Nearest(string word, IEnumerable<string> candidates)
    {
        string compared = word.Length > LongestCompared ? word[..LongestCompared] : word;
        return candidates.MinBy(c => Between(compared.ToLowerInvariant(), c))!;
    }

    /// <summary>The distance.</summary>
    public static int Between(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] current = new int[b.Length + 1];
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, 1 + Math.Min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.Length];
    }
}
