using System.Globalization;

namespace PerfOpt.Cli.Parsing;

/// <summary>Exit codes as a user lists them: <c>1,3-5</c>.</summary>
public static class ExitCodeList
{
    /// <summary>Reads codes and ranges of codes between 0 and 255. Zero is always among them.</summary>
    public static bool TryParse(string text, out IReadOnlySet<int> codes)
    {
        var found = new HashSet<int> { 0 };
        codes = found;
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] ends = part.Split('-', 2);
            if (!TryCode(ends[0], out int first) || !TryCode(ends[^1], out int last) || last < first)
                return false;
            found.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        return true;
    }

    private static bool TryCode(string text, out int code) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out code) && code <= 255;
}
