using System.CommandLine;
using System.Text.Json;
using PerfOpt.Cli.Parsing;
using PerfOpt.Cli.Terminal;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Commands;

/// <summary><c>perfopt verify</c>: step 5 by itself, on two commands.</summary>
public sealed class VerifyCommand
{
    private readonly CommandContext _context;
    private readonly CommonOptions _common = new();

    private readonly Option<string?> _before =
        OptionFactory.Text("--before", "CMD", "The old command, quoted as one word");
    private readonly Option<string?> _after = OptionFactory.Text("--after", "CMD", "The new command, likewise");
    private readonly Option<bool> _shell = OptionFactory.Flag("--shell",
        "Run both by /bin/sh, for pipes, variables and redirections");
    private readonly Option<int?> _pairs = OptionFactory.Whole("--pairs",
        "Pairs of runs (default: until decided or the budget is spent)", 2, 10_000);
    private readonly Option<double?> _threshold = OptionFactory.Share("--threshold",
        "The smallest change that matters (default: 2%)");
    private readonly Option<TimeSpan?> _budget = OptionFactory.Duration("--budget", "About how long all runs may take");
    private readonly Option<TimeSpan?> _timeout = OptionFactory.Duration("--timeout",
        "The longest that one run may take");
    private readonly Option<int?> _seed = OptionFactory.Whole("--seed",
        "Repeat the random order of an earlier comparison", 0, int.MaxValue);
    private readonly Option<ReportFormat> _format = OptionFactory.Choice("--format",
        "What goes to standard output (default: text)",
        ("text", ReportFormat.Text), ("json", ReportFormat.Json), ("markdown", ReportFormat.Markdown));

    private VerifyCommand(CommandContext context) => _context = context;

    /// <summary>The command, ready to be added to the tree.</summary>
    public static CommandPage Create(CommandContext context)
    {
        var verify = new VerifyCommand(context);
        var command = new Command("verify", "Compare two commands: is the new one faster, is its output the same?");
        command.SetAction(verify.RunAsync);
        return verify.Describe(command).Build();
    }

    private CommandPage Describe(Command command) => new()
    {
        Command = command,
        Usage = ["verify --before CMD --after CMD [options]"],
        About = "Runs both commands in pairs, in random order, and says with an interval whether the new one is "
            + "faster (improved), slower (regressed), the same within the threshold (equivalent), or whether the "
            + "runs cannot tell (inconclusive). CMD is split into words as a shell does; no shell is run.",
        Groups =
        [
            new("Commands", [_before, _after, _shell]),
            new("Measuring", [_pairs, _threshold, _budget, _timeout, _seed]),
            new("Report", [_format]),
            _common.Group,
        ],
        Examples =
        [
            new("Compare two versions of a program",
                "perfopt verify --before \"python3 old.py\" --after \"python3 new.py\""),
            new("Only a change of 5 % or more matters; decide within a minute",
                "perfopt verify --threshold 5% --budget 1m --before ./old --after ./new"),
            new("Compare two pipelines", "perfopt verify --shell --before \"./old | sort\" --after \"./new | sort\""),
        ],
        ExitCodes =
        [
            new(ExitCodes.Done, "improved, or equivalent within the threshold"),
            new(ExitCodes.GateFailed, "regressed, or the output differs"),
            new(ExitCodes.Usage, "the command line is wrong"),
            new(ExitCodes.TargetFailed, "a command failed or timed out"),
            new(ExitCodes.Undecided, "inconclusive; it says how many pairs would decide"),
            new(ExitCodes.Interrupted, "interrupted"),
        ],
    };

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        ConsoleStyle style = _common.StyleOf(result, _context.Terminal);
        VerifyOptions request = ReadRequest(result);
        ComparisonOutcome outcome;
        ProgressDisplay display = ProgressDisplay.Begin(style, _context.Error, _context.Time);
        await using (display.ConfigureAwait(false))
            outcome = await _context.Operations.Verify!(request, display, cancellationToken).ConfigureAwait(false);

        if (outcome.Verification.Results.Count > 0)
            await _context.Out.WriteLineAsync(Render(outcome.Verification, result.GetValue(_format)))
                .ConfigureAwait(false);
        if (!style.Quiet)
        {
            foreach (string note in outcome.Notes)
                await _context.Error.WriteLineAsync($"note: {note}").ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return outcome.Failure is { } failure ? throw failure : TargetGate.ExitCodeOf(outcome.Verification);
    }

    private VerifyOptions ReadRequest(ParseResult result)
    {
        bool shell = result.GetValue(_shell);
        return new VerifyOptions
        {
            Before = ReadCommand("--before", result.GetValue(_before), shell),
            After = ReadCommand("--after", result.GetValue(_after), shell),
            WorkingDirectory = _context.WorkingDirectory,
            Pairs = result.GetValue(_pairs),
            Threshold = result.GetValue(_threshold),
            Budget = result.GetValue(_budget),
            Timeout = result.GetValue(_timeout),
            Seed = result.GetValue(_seed),
        };
    }

    private static IReadOnlyList<string> ReadCommand(string option, string? text, bool shell) => text is null
        ? throw new PerfOptException($"verify needs {option} CMD",
            "perfopt verify --before \"python3 old.py\" --after \"python3 new.py\"", ExitCodes.Usage)
        : TargetWords.Split(text, option, shell);

    private static string Render(VerificationSection verification, ReportFormat format) => format switch
    {
        ReportFormat.Json => JsonSerializer.Serialize(verification, CliJson.Default.VerificationSection),
        ReportFormat.Markdown => VerifyText.Markdown(verification),
        _ => VerifyText.Plain(verification),
    };
}
