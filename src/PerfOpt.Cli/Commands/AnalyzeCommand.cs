using System.CommandLine;
using PerfOpt.Cli.Parsing;
using PerfOpt.Cli.Terminal;
using PerfOpt.Core;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Commands;

/// <summary><c>perfopt analyze</c>: the five steps on a command.</summary>
public sealed class AnalyzeCommand
{
    private readonly CommandContext _context;
    private readonly CommonOptions _common = new();

    private readonly Option<string?> _out = OptionFactory.Text("--out", "DIR",
        "Where the report goes (default: .perfopt/reports/<time>)");
    private readonly Option<ReportFormat> _format = OptionFactory.Choice("--format",
        "What goes to standard output (default: text)",
        ("text", ReportFormat.Text), ("json", ReportFormat.Json), ("markdown", ReportFormat.Markdown));
    private readonly Option<int?> _runs = OptionFactory.Whole("--runs",
        "Measured runs (default: as many as the budget and the noise ask for)", 1, 10_000);
    private readonly Option<int?> _warmups = OptionFactory.Whole("--warmups",
        "Runs before them that are not counted (default: 1)", 0, 1_000);
    private readonly Option<TimeSpan?> _budget = OptionFactory.Duration("--budget",
        "About how long the measured runs may take (default: 30s)");
    private readonly Option<TimeSpan?> _timeout = OptionFactory.Duration("--timeout",
        "The longest that one run may take (default: 10m)");
    private readonly Option<double?> _rate = OptionFactory.Rate("--rate",
        "Stack samples a second (default: by the length of a run)");
    private readonly Option<bool> _exact = OptionFactory.Flag("--exact",
        "Stop the threads for each sample: exact stacks, more cost");
    private readonly Option<string?> _stdin = OptionFactory.Text("--stdin", "FILE",
        "Give the target this file as standard input (default: empty)");
    private readonly Option<string?> _config = OptionFactory.Text("--config", "FILE",
        "Targets and settings (default: perfopt.yaml, where there is one)");
    private readonly Option<IReadOnlySet<int>?> _allowExit = OptionFactory.ExitCodes("--allow-exit",
        "Exit codes of the target that also count as success, such as 1,3-5");
    private readonly Option<bool> _check = OptionFactory.Flag("--check",
        "Gate: exit 1 when a target was missed, 5 when undecided");

    private AnalyzeCommand(CommandContext context) => _context = context;

    /// <summary>The command, ready to be added to the tree.</summary>
    public static CommandPage Create(CommandContext context)
    {
        var analyze = new AnalyzeCommand(context);
        var command = new Command("analyze", "Measure, profile, diagnose and plan: the five steps on a program");
        command.SetAction(analyze.RunAsync);
        return analyze.Describe(command).Build();
    }

    private CommandPage Describe(Command command) => new()
    {
        Command = command,
        Usage = ["analyze [options] -- COMMAND..."],
        About = "Runs COMMAND several times to measure it, looks into it to find where the time goes and why, and "
            + "writes a report with recommendations, each with the gain to expect. Nothing of yours is changed.",
        TakesTargetCommand = true,
        Groups =
        [
            new("Measuring", [_runs, _warmups, _budget, _timeout]),
            new("Profiling", [_rate, _exact]),
            new("Target", [_stdin, _allowExit, _config]),
            new("Report", [_out, _format, _check]),
            _common.Group,
        ],
        Examples =
        [
            new("Analyze a program and read the summary", "perfopt analyze -- python3 app.py"),
            new("Spend two minutes on measuring, feed it a file",
                "perfopt analyze --budget 2m --stdin orders.csv -- python3 app.py"),
            new("Gate a build on the targets in perfopt.yaml", "perfopt analyze --check --quiet -- python3 app.py"),
            new("Hand the report to another tool", "perfopt analyze --format json -- python3 app.py | jq .summary"),
        ],
        ExitCodes =
        [
            new(ExitCodes.Done, "done; with --check every target was met"),
            new(ExitCodes.GateFailed, "with --check: a target was missed"),
            new(ExitCodes.Usage, "the command line or the configuration is wrong"),
            new(ExitCodes.TargetFailed, "the target failed or timed out"),
            new(ExitCodes.EnvironmentNotReady, "something needed is missing; see perfopt doctor"),
            new(ExitCodes.Undecided, "with --check: too noisy or too few runs to decide"),
            new(ExitCodes.Interrupted, "interrupted; what was measured is written"),
        ],
    };

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        ConsoleStyle style = _common.StyleOf(result, _context.Terminal);
        AnalyzeRequest request = ReadRequest(result);
        try
        {
            AnalysisOutcome outcome = await AnalyzeAsync(request, style, cancellationToken).ConfigureAwait(false);
            if (outcome.Report is { } report)
                await DeliverAsync(report, request, result.GetValue(_format), style).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (outcome.Failure is { } failure)
                throw failure;
            return result.GetValue(_check) ? TargetGate.ExitCodeOf(outcome.Report) : ExitCodes.Done;
        }
        finally
        {
            OutputFolder.RemoveIfEmpty(request.OutputDirectory);
        }
    }

    private AnalyzeRequest ReadRequest(ParseResult result)
    {
        var defaults = new AnalysisOptions
        {
            Command = TargetWords.Require(_context, "analyze"),
            WorkingDirectory = _context.WorkingDirectory,
        };
        return new AnalyzeRequest
        {
            Options = defaults with
            {
                Runs = result.GetValue(_runs),
                Warmups = result.GetValue(_warmups) ?? defaults.Warmups,
                Budget = result.GetValue(_budget) ?? defaults.Budget,
                Timeout = result.GetValue(_timeout) ?? defaults.Timeout,
                RateHz = result.GetValue(_rate),
                Exact = result.GetValue(_exact),
                StandardInput = InputFile.Require("--stdin", result.GetValue(_stdin), _context),
                AllowedExitCodes = result.GetValue(_allowExit) ?? defaults.AllowedExitCodes,
            },
            WarmupsGiven = result.GetValue(_warmups) is not null,
            TimeoutGiven = result.GetValue(_timeout) is not null,
            ConfigFile = InputFile.Require("--config", result.GetValue(_config), _context),
            OutputDirectory = OutputFolder.Prepare(result.GetValue(_out), "reports", _context),
            Invocation = _context.Invocation,
        };
    }

    private async Task<AnalysisOutcome> AnalyzeAsync(
        AnalyzeRequest request, ConsoleStyle style, CancellationToken cancellationToken)
    {
        ProgressDisplay display = ProgressDisplay.Begin(style, _context.Error, _context.Time);
        await using (display.ConfigureAwait(false))
            return await _context.Operations.Analyze!(request, display, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes and prints what was measured, also after an interruption: it is short, so it is not cancelled.
    /// </summary>
    private async Task DeliverAsync(
        ReportDocument report, AnalyzeRequest request, ReportFormat format, ConsoleStyle style)
    {
        string folder = request.OutputDirectory;
        await OutputFolder.GuardAsync(folder,
            () => _context.Operations.WriteReport!(report, folder, CancellationToken.None)).ConfigureAwait(false);
        string page = Path.Combine(Path.GetRelativePath(_context.WorkingDirectory, folder), "report.html");
        var settings = new RenderSettings(style.Width, style.OutColour, page);
        string text = await _context.Operations.Renderers[format](report, settings, CancellationToken.None)
            .ConfigureAwait(false);
        await _context.Out.WriteLineAsync(text.TrimEnd('\n')).ConfigureAwait(false);
        // The summary names the page itself; the other formats are for tools.
        if (!style.Quiet && format != ReportFormat.Text)
            await _context.Error.WriteLineAsync($"report: {page}").ConfigureAwait(false);
    }
}
