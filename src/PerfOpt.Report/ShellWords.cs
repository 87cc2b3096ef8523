using System.Globalization;
using System.Text;

namespace PerfOpt.Report;

/// <summary>A command as a line that a POSIX shell reads back as the same words.</summary>
public static class ShellWords
{
    private const string PlainCharacters = "_-./=:,+@%^";

    /// <summary>Quotes where needed; words with control characters in the <c>$'…'</c> form.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    private static string Quote(string word)
    {
        if (word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || PlainCharacters.Contains(c)))
            return word;
        if (!word.Any(char.IsControl))
            return "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
        var quoted = new StringBuilder("$'");
        foreach (var c in word)
            quoted.Append(c switch
            {
                '\'' => @"\'",
                '\\' => @"\\",
                '\n' => @"\n",
                '\t' => @"\t",
                _ when char.IsControl(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        return quoted.Append('\'').ToString();
    }
}
