using System.Globalization;
using System.Text;

namespace PerfOpt.Core.Text;

/// <summary>A command as a line that a POSIX shell reads back as the same words.</summary>
public static class ShellWords
{
    private const string PlainCharacters = "_-./=:,+@%^";

    /// <summary>Quotes where needed; words with characters that are not shown in the <c>$'…'</c> form.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    private static string Quote(string word)
    {
        if (word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || PlainCharacters.Contains(c)))
            return word;
        if (!word.EnumerateRunes().Any(SafeText.IsHidden))
            return "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
        var quoted = new StringBuilder("$'");
        foreach (var rune in word.EnumerateRunes())
            quoted.Append(rune.Value switch
            {
                '\'' => @"\'",
                '\\' => @"\\",
                '\n' => @"\n",
                '\t' => @"\t",
                _ when SafeText.IsHidden(rune) => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => rune.ToString(),
            });
        return quoted.Append('\'').ToString();
    }
}
