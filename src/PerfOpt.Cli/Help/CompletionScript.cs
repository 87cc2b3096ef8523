using System.CommandLine;
using System.CommandLine.Completions;
using System.Text;
using PerfOpt.Cli.Commands;

namespace PerfOpt.Cli.Help;

/// <summary>
/// Scripts that complete the command line. They are written from the command tree, so that they know what this version
/// knows, and start no process while the user types.
/// </summary>
public static class CompletionScript
{
    private static readonly string[] RootOptions = ["--help", "--version"];

    /// <summary>For bash 4 and later.</summary>
    public static string Bash(IReadOnlyList<CommandPage> pages)
    {
        var text = new StringBuilder("""
            # Completion of perfopt for bash: source <(perfopt completion bash)
            _perfopt() {
                local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words= i
                COMPREPLY=()
                # After -- stands the user's own command: its name first, then its files.
                for ((i = 1; i < COMP_CWORD; i++)); do
                    if [[ ${COMP_WORDS[i]} == -- ]]; then
                        compopt -o filenames 2>/dev/null
                        if ((i + 1 == COMP_CWORD)); then
                            mapfile -t COMPREPLY < <(compgen -c -- "$cur")
                        else
                            mapfile -t COMPREPLY < <(compgen -f -- "$cur")
                        fi
                        return
                    fi
                done
                if ((COMP_CWORD == 1)); then

            """);
        text.Append("        mapfile -t COMPREPLY < <(compgen -W '").Append(Join(RootWords(pages)))
            .AppendLine("' -- \"$cur\")");
        text.AppendLine("        return\n    fi\n    case \"${COMP_WORDS[1]} $prev\" in");
        foreach ((string key, string words) in pages.SelectMany(ValueRules))
            text.Append("        '").Append(key).Append("') ").Append(BashValues(words)).AppendLine(" ;;");
        text.AppendLine("    esac\n    case \"${COMP_WORDS[1]}\" in");
        foreach (CommandPage page in pages)
        {
            text.Append("        ").Append(page.Command.Name).Append(") words='")
                .Append(Join([.. page.ArgumentWords, .. OptionNames(page)])).AppendLine("' ;;");
        }

        text.Append("""
                esac
                mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
                if [[ $cur != -* && ${COMP_WORDS[1]} == report ]]; then
                    compopt -o filenames 2>/dev/null
                    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
                fi
            }
            complete -F _perfopt perfopt

            """);
        return text.ToString();
    }

    /// <summary>For zsh.</summary>
    public static string Zsh(IReadOnlyList<CommandPage> pages)
    {
        var text = new StringBuilder("""
            #compdef perfopt
            # Completion of perfopt for zsh: source <(perfopt completion zsh)
            _perfopt() {
                local -i dashes=${words[(I)--]}
                if (( dashes > 0 && dashes < CURRENT )); then
                    if (( CURRENT == dashes + 1 )); then _command_names -e; else _files; fi
                    return
                fi
                if (( CURRENT == 2 )); then
                    local -a commands=(

            """);
        foreach (CommandPage page in pages)
            text.Append("            ").AppendLine(Quote($"{page.Command.Name}:{page.Command.Description}"));
        text.AppendLine("        )\n        _describe command commands");
        text.Append("        compadd -- ").AppendLine(Join(RootOptions));
        text.AppendLine("        return\n    fi\n    case \"${words[2]} ${words[CURRENT-1]}\" in");
        foreach ((string key, string words) in pages.SelectMany(ValueRules))
        {
            string values = words switch
            {
                "FILE" => "_files",
                "DIR" => "_files -/",
                "" => "true",
                _ => $"compadd -- {words}",
            };
            text.Append("        ").Append(Quote(key)).Append(") ").Append(values).AppendLine("; return ;;");
        }

        text.AppendLine("    esac\n    local -a options\n    case \"${words[2]}\" in");
        foreach (CommandPage page in pages)
        {
            text.Append("        ").Append(page.Command.Name).AppendLine(") options=(");
            foreach (Option option in page.Options)
                text.Append("            ").AppendLine(Quote($"{option.Name}:{option.Description}"));
            text.Append("            ").AppendLine(Quote("--help:Show the help"));
            text.Append("            )");
            if (page.ArgumentWords.Count > 0)
                text.Append("; compadd -- ").Append(Join(page.ArgumentWords));
            text.AppendLine(" ;;");
        }

        text.Append("""
                esac
                _describe option options
                [[ ${words[2]} == report ]] && _files
                return 0
            }
            compdef _perfopt perfopt

            """);
        return text.ToString();
    }

    /// <summary>For fish.</summary>
    public static string Fish(IReadOnlyList<CommandPage> pages)
    {
        var text = new StringBuilder("# Completion of perfopt for fish\ncomplete -c perfopt -f\n");
        foreach (CommandPage page in pages)
        {
            text.Append("complete -c perfopt -n __fish_use_subcommand -a ").Append(page.Command.Name)
                .Append(" -d ").AppendLine(Quote(page.Command.Description ?? ""));
            string seen = Quote($"__fish_seen_subcommand_from {page.Command.Name}");
            foreach (Option option in page.Options)
            {
                text.Append("complete -c perfopt -n ").Append(seen).Append(" -l ").Append(option.Name[2..])
                    .Append(FishValue(option)).Append(" -d ").AppendLine(Quote(option.Description ?? ""));
            }

            if (page.ArgumentWords.Count > 0)
                text.Append("complete -c perfopt -n ").Append(seen).Append(" -a ")
                    .AppendLine(Quote(Join(page.ArgumentWords)));
            if (page.TakesTargetCommand || page.Command.Arguments.Count > page.ArgumentWords.Count)
                text.Append("complete -c perfopt -n ").Append(seen).AppendLine(" -F");
        }

        return text.ToString();
    }

    private static string FishValue(Option option) => Values(option) switch
    {
        null => "",
        "FILE" or "DIR" => " -r -F",
        "" => " -x",
        var words => $" -x -a {Quote(words)}",
    };

    private static string BashValues(string words) => words switch
    {
        "FILE" => "compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); return",
        "DIR" => "compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\"); return",
        "" => "return",
        _ => $"mapfile -t COMPREPLY < <(compgen -W '{words}' -- \"$cur\"); return",
    };

    private static IEnumerable<(string Key, string Words)> ValueRules(CommandPage page) =>
        from option in page.Options
        let values = Values(option)
        where values is not null
        select ($"{page.Command.Name} {option.Name}", values);

    /// <summary>
    /// Null for a flag, FILE or DIR for a path, the words of a choice, empty for a value that cannot be listed.
    /// </summary>
    private static string? Values(Option option) => option switch
    {
        { HelpName: null } => null,
        { HelpName: "FILE" or "DIR" } => option.HelpName,
        _ when option.HelpName.Contains('|', StringComparison.Ordinal) =>
            Join(option.GetCompletions(CompletionContext.Empty).Select(item => item.Label)),
        _ => "",
    };

    private static IEnumerable<string> RootWords(IReadOnlyList<CommandPage> pages) =>
        [.. pages.Select(page => page.Command.Name), .. RootOptions];

    private static IEnumerable<string> OptionNames(CommandPage page) =>
        [.. page.Options.Select(option => option.Name), "--help"];

    private static string Join(IEnumerable<string> words) => string.Join(' ', words);

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
