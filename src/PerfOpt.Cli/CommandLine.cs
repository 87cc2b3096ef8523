using System.CommandLine;
using System.CommandLine.Parsing;
using PerfOpt.Cli.Commands;
using PerfOpt.Cli.Help;
using PerfOpt.Core.Model;
using PerfOpt.Core.Text;

namespace PerfOpt.Cli;

/// <summary>
/// The command tree: reads the words, says what is wrong with them, and runs the command that they name.
/// </summary>
public sealed class CommandLine
{
    private readonly CommandContext _context;
    private readonly RootCommand _root = new("perfopt: finds out why a program is slow, and what to do about it");
    private readonly Option<bool> _help = new("--help", "-h") { Recursive = true, Arity = ArgumentArity.Zero };
    private readonly Option<bool> _version = new("--version") { Arity = ArgumentArity.Zero };
    private readonly List<CommandPage> _pages;

    /// <summary>Builds the tree of the commands whose operations are there.</summary>
    public CommandLine(CommandContext context)
    {
        _context = context;
        _pages = [.. Build(context)];
        // The library's own help and version options give way to ours, which keep to 80 columns and one wording.
        _root.Options.Clear();
        _root.Options.Add(_help);
        _root.Options.Add(_version);
        foreach (CommandPage page in _pages)
            _root.Subcommands.Add(page.Command);
    }

    /// <summary>The commands that are offered, in the order of the help.</summary>
    public IReadOnlyList<CommandPage> Pages => _pages;

    /// <summary>Splits off the target's command, parses and runs.</summary>
    /// <param name="args">The words after <c>perfopt</c>.</param>
    /// <param name="context">What is around.</param>
    /// <param name="cancellationToken">Stops the work; what was measured is kept.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    /// <exception cref="PerfOptException">Something that the user can mend.</exception>
    public static Task<int> RunAsync(
        IReadOnlyList<string> args, CommandContext context, CancellationToken cancellationToken)
    {
        int dashes = args.ToList().IndexOf("--");
        CommandContext whole = context with
        {
            TargetCommand = dashes < 0 ? null : [.. args.Skip(dashes + 1)],
            Invocation = "perfopt " + ShellWords.Join(args),
        };
        string[] own = dashes < 0 ? [.. args] : [.. args.Take(dashes)];
        return new CommandLine(whole).RunAsync(own, cancellationToken);
    }

    private async Task<int> RunAsync(string[] own, CancellationToken cancellationToken)
    {
        if (own.Length == 0 && _context.TargetCommand is { } target)
        {
            throw new PerfOptException("no command of perfopt stands before '--'",
                $"perfopt analyze -- {ShellWords.Join(target)}", ExitCodes.Usage);
        }

        if (own.Length == 0)
        {
            await _context.Error.WriteAsync(HelpPage.OfRoot(_pages)).ConfigureAwait(false);
            return ExitCodes.Usage;
        }

        ParseResult result = _root.Parse(own, new ParserConfiguration
        {
            EnablePosixBundling = false,
            ResponseFileTokenReplacer = null,
        });
        CommandPage? page = _pages.Find(candidate => candidate.Command == result.CommandResult.Command);
        bool suggesting = own[0].StartsWith("[suggest", StringComparison.Ordinal);
        if (!suggesting)
        {
            if (result.GetValue(_help))
            {
                await _context.Out.WriteAsync(page is null ? HelpPage.OfRoot(_pages) : HelpPage.Of(page))
                    .ConfigureAwait(false);
                return ExitCodes.Done;
            }

            Refuse(result, page);
            if (page is null || result.GetValue(_version))
            {
                await _context.Out.WriteLineAsync(Program.VersionLine).ConfigureAwait(false);
                return ExitCodes.Done;
            }
        }

        // Signals are handled once, in the entry point; failures go through to its one catch.
        var invocation = new InvocationConfiguration
        {
            Output = _context.Out,
            Error = _context.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await result.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false);
    }

    private void Refuse(ParseResult result, CommandPage? page)
    {
        string help = page is null ? "perfopt --help" : $"perfopt {page.Command.Name} --help";
        if (result.UnmatchedTokens is [var word, ..])
            throw Unmatched(word, result, page);
        // A missing value and a wrong one are the only errors left; the first is said in our words.
        foreach (ParseError error in result.Errors)
        {
            if (page is null && error.SymbolResult is CommandResult && result.GetValue(_version))
                continue;
            string text = error.SymbolResult is OptionResult { Tokens.Count: 0 } option
                ? $"{option.Option.Name} needs a value ({option.Option.HelpName})"
                : error.Message.TrimEnd('.');
            throw new PerfOptException(text, $"see {help}", ExitCodes.Usage);
        }

        if (page is { TakesTargetCommand: false } && _context.TargetCommand is not null)
        {
            throw new PerfOptException(
                $"{page.Command.Name} takes no command after '--'", $"see {help}", ExitCodes.Usage);
        }

    }

    private PerfOptException Unmatched(string word, ParseResult result, CommandPage? page)
    {
        bool option = word.StartsWith('-');
        IEnumerable<string> options = page is null
            ? [_help.Name, _version.Name]
            : page.Command.Options.Select(known => known.Name).Append(_help.Name);
        IEnumerable<string> commands = page is null ? _pages.Select(known => known.Command.Name) : [];
        string? near = Spelling.Near(word.Split('=', ':')[0], option ? options : commands);
        string what = option ? "unknown option" : page is null ? "unknown command" : "unexpected word";
        string help = page is null ? "perfopt --help" : $"perfopt {page.Command.Name} --help";
        string mend = near is not null ? $"did you mean '{near}'?"
            : !option && page is { TakesTargetCommand: true } ? TargetMend(word, result, page)
            : $"see {help}";
        return new PerfOptException($"{what} '{word}'", mend, ExitCodes.Usage);
    }

    private string TargetMend(string word, ParseResult result, CommandPage page)
    {
        if (_context.TargetCommand is not null)
            return "options stand before '--', the command after it";
        IEnumerable<string> target = result.UnmatchedTokens.SkipWhile(token => token != word);
        return $"put '--' before the command: perfopt {page.Command.Name} -- {ShellWords.Join(target)}";
    }

    private IEnumerable<CommandPage> Build(CommandContext context)
    {
        Operations operations = context.Operations;
        bool rendered = operations.Renderers.Count > 0;
        if (operations.Analyze is not null && operations.WriteReport is not null && rendered)
            yield return AnalyzeCommand.Create(context);
        if (operations.Profile is not null)
            yield return ProfileCommand.Create(context);
        if (operations.Verify is not null)
            yield return VerifyCommand.Create(context);
        if (operations.ReadReport is not null && rendered)
            yield return ReportCommand.Create(context);
        if (operations.Doctor is not null)
            yield return DoctorCommand.Create(context);
        yield return CompletionCommand.Create(context, () => Pages);
    }
}
