using System.CommandLine;
using System.Globalization;
using System.Text;
using PerfOpt.Cli.Commands;

namespace PerfOpt.Cli.Help;

/// <summary>Writes help that fits 80 columns: use, what it does, options by section, examples, exit codes.</summary>
public static class HelpPage
{
    /// <summary>
    /// The widest line; examples, which are to be pasted, may be wider only where they cannot be broken.
    /// </summary>
    public const int Width = 80;

    /// <summary>The help of perfopt itself.</summary>
    public static string OfRoot(IReadOnlyList<CommandPage> pages)
    {
        var text = new StringBuilder();
        text.AppendLine("perfopt: finds out why a program is slow, and what to do about it");
        text.AppendLine().AppendLine("Usage:").AppendLine("  perfopt COMMAND [options]");
        text.AppendLine().AppendLine("Commands:");
        Rows(text, [.. pages.Select(page => (page.Command.Name, page.Command.Description ?? ""))]);
        text.AppendLine().AppendLine("Options:");
        Rows(text,
        [
            ("-h, --help", "Show this help, or a command's: perfopt COMMAND --help"),
            ("--version", "Show the version"),
        ]);
        if (pages is [var first, ..])
        {
            var more = new UsageExample("What a command can do", $"perfopt {first.Command.Name} --help");
            Examples(text, [first.Examples[0], more]);
        }

        return text.ToString();
    }

    /// <summary>The help of a command.</summary>
    public static string Of(CommandPage page)
    {
        var text = new StringBuilder();
        Wrap(text, $"perfopt {page.Command.Name}: {Lower(page.Command.Description ?? "")}", "");
        text.AppendLine().AppendLine("Usage:");
        foreach (string line in page.Usage)
            text.Append("  perfopt ").AppendLine(line);
        text.AppendLine();
        Wrap(text, page.About, "");
        foreach (OptionGroup group in page.Groups)
        {
            text.AppendLine().Append(group.Title).AppendLine(":");
            Rows(text, [.. group.Options.Select(option => (Label(option), option.Description ?? ""))]);
        }

        Examples(text, page.Examples);
        text.AppendLine().AppendLine("Exit codes:");
        Rows(text, [.. page.ExitCodes.Select(code => (code.Code.ToString(CultureInfo.InvariantCulture), code.Text))]);
        return text.ToString();
    }

    private static string Label(Option option) =>
        option.HelpName is { } value ? $"{option.Name} {value}" : option.Name;

    private static string Lower(string sentence) =>
        sentence.Length > 0 ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : "";

    private static void Examples(StringBuilder text, IReadOnlyList<UsageExample> examples)
    {
        text.AppendLine().AppendLine("Examples:");
        foreach (UsageExample example in examples)
        {
            text.Append("  # ").AppendLine(example.Text);
            text.Append("  ").AppendLine(example.Line);
        }
    }

    private static void Rows(StringBuilder text, IReadOnlyList<(string Label, string Text)> rows)
    {
        int column = Math.Min(rows.Max(row => row.Label.Length), 24) + 4;
        foreach ((string label, string description) in rows)
        {
            string indent = new(' ', column);
            // A label too long for its column stands on a line of its own.
            bool alone = label.Length + 4 > column;
            if (alone)
                text.Append("  ").AppendLine(label);
            Wrap(text, description, indent, alone ? indent : $"  {label}".PadRight(column));
        }
    }

    private static void Wrap(StringBuilder text, string words, string indent, string? firstIndent = null)
    {
        var line = new StringBuilder(firstIndent ?? indent);
        bool empty = true;
        foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && line.Length + 1 + word.Length > Width)
            {
                text.AppendLine(line.ToString());
                line.Clear().Append(indent);
                empty = true;
            }

            line.Append(empty ? "" : " ").Append(word);
            empty = false;
        }

        text.AppendLine(line.ToString());
    }
}
