using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PerfOpt.Cli.Parsing;

/// <summary>
/// Makes the options of the command line, each with its value's name and a message for a wrong value.
/// </summary>
public static class OptionFactory
{
    private delegate bool Reader<T>(string text, out T value);

    /// <summary>An option without a value.</summary>
    public static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>An option that takes any text.</summary>
    public static Option<string?> Text(string name, string valueName, string description) =>
        new(name) { Description = description, HelpName = valueName };

    /// <summary>A whole number between two bounds.</summary>
    public static Option<int?> Whole(string name, string description, int smallest, int largest) =>
        Make<int>(name, "N", description,
            $"a whole number from {smallest} to {largest}",
            (string text, out int value) =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
                && value >= smallest && value <= largest);

    /// <summary>Samples a second, 1 to 10 000.</summary>
    public static Option<double?> Rate(string name, string description) =>
        Make<double>(name, "HZ", description, "a rate from 1 to 10000 samples a second",
            (string text, out double value) =>
                double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
                && value is >= 1 and <= 10_000);

    /// <summary>A length of time.</summary>
    public static Option<TimeSpan?> Duration(string name, string description) =>
        Make<TimeSpan>(name, "DURATION", description, "a duration such as 500ms, 30s, 2m or 1h", DurationText.TryParse);

    /// <summary>A share.</summary>
    public static Option<double?> Share(string name, string description) =>
        Make<double>(name, "SHARE", description, "a share such as 2% or 0.02", Fraction.TryParse);

    /// <summary>Exit codes.</summary>
    public static Option<IReadOnlySet<int>?> ExitCodes(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "CODES",
        CustomParser = result => ExitCodeList.TryParse(Word(result), out IReadOnlySet<int> codes)
            ? codes
            : Refuse<IReadOnlySet<int>>(result, name, "a list of exit codes such as 1,3-5"),
    };

    /// <summary>One of a few words, each standing for a value; the first is the default.</summary>
    public static Option<T> Choice<T>(string name, string description, params (string Word, T Value)[] choices)
    {
        string[] words = [.. choices.Select(choice => choice.Word)];
        var option = new Option<T>(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => choices[0].Value,
            CustomParser = result =>
            {
                string word = Word(result);
                int index = Array.IndexOf(words, word);
                return index >= 0
                    ? choices[index].Value
                    : Refuse<T>(result, name, $"one of {string.Join(", ", words)}");
            },
        };
        // The library offers an enum's names by itself; only the words that are accepted may be offered.
        option.CompletionSources.Clear();
        option.CompletionSources.Add(words);
        return option;
    }

    private static Option<T?> Make<T>(
        string name, string valueName, string description, string expected, Reader<T> read)
        where T : struct => new(name)
    {
        Description = description,
        HelpName = valueName,
        CustomParser = result => read(Word(result), out T value) ? value : Refuse<T?>(result, name, expected),
    };

    private static string Word(ArgumentResult result) => result.Tokens.Count > 0 ? result.Tokens[0].Value : "";

    private static T? Refuse<T>(ArgumentResult result, string name, string expected)
    {
        result.AddError($"{name}: '{Word(result)}' is not {expected}");
        return default;
    }
}
