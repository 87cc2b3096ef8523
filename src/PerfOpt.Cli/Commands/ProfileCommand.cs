using System.CommandLine;
using PerfOpt.Cli.Parsing;
using PerfOpt.Cli.Terminal;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Commands;

/// <summary><c>perfopt profile</c>: step 2 by itself.</summary>
public sealed class ProfileCommand
{
    private readonly CommandContext _context;
    private readonly CommonOptions _common = new();

    private readonly Option<int?> _pid = OptionFactory.Whole("--pid",
        "Sample this running process instead of starting a command", 1, 4_194_304);
    private readonly Option<double?> _rate = OptionFactory.Rate("--rate", "Stack samples a second (default: 100)");
    private readonly Option<bool> _exact = OptionFactory.Flag("--exact",
        "Stop the threads for each sample: exact stacks, more cost");
    private readonly Option<TimeSpan?> _duration = OptionFactory.Duration("--duration",
        "How long to sample (default: until the target ends)");
    private readonly Option<string?> _out = OptionFactory.Text("--out", "DIR",
        "Where the files go (default: .perfopt/profiles/<time>)");
    private readonly Option<ProfileFormats> _format = OptionFactory.Choice("--format",
        "Which files to write (default: all)",
        ("all", ProfileFormats.All), ("speedscope", ProfileFormats.Speedscope),
        ("collapsed", ProfileFormats.Collapsed), ("pprof", ProfileFormats.Pprof));

    private ProfileCommand(CommandContext context) => _context = context;

    /// <summary>The command, ready to be added to the tree.</summary>
    public static CommandPage Create(CommandContext context)
    {
        var profile = new ProfileCommand(context);
        var command = new Command("profile", "See where a program spends its time, on the processor and waiting");
        command.SetAction(profile.RunAsync);
        return profile.Describe(command).Build();
    }

    private CommandPage Describe(Command command) => new()
    {
        Command = command,
        Usage = ["profile [options] -- COMMAND...", "profile [options] --pid N"],
        About = "Samples the stacks of all threads of a Python program and its child processes from outside. What "
            + "the program prints passes through unchanged; the summary goes to standard error.",
        TakesTargetCommand = true,
        Groups =
        [
            new("Target", [_pid, _duration]),
            new("Sampling", [_rate, _exact]),
            new("Files", [_out, _format]),
            _common.Group,
        ],
        Examples =
        [
            new("Profile a program from its start to its end", "perfopt profile -- python3 app.py"),
            new("Watch a running process for ten seconds", "perfopt profile --pid 4321 --duration 10s"),
            new("A file for https://speedscope.app, at a fine grain",
                "perfopt profile --rate 1000 --format speedscope -- python3 app.py"),
        ],
        ExitCodes =
        [
            new(ExitCodes.Done, "done"),
            new(ExitCodes.Usage, "the command line is wrong"),
            new(ExitCodes.TargetFailed, "the target failed or could not be sampled"),
            new(ExitCodes.EnvironmentNotReady, "access was refused; see perfopt doctor"),
            new(ExitCodes.Interrupted, "interrupted; what was sampled is written"),
        ],
    };

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        ConsoleStyle style = _common.StyleOf(result, _context.Terminal);
        ProfileRequest request = ReadRequest(result);
        try
        {
            ProfileOutcome? outcome = null;
            await OutputFolder.GuardAsync(request.OutputDirectory, async () =>
                outcome = await _context.Operations.Profile!(request, cancellationToken).ConfigureAwait(false))
                .ConfigureAwait(false);
            if (!style.Quiet && outcome!.Profile is { } profile)
                await PrintAsync(profile, outcome.Warnings, request).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return outcome!.Failure is { } failure ? throw failure : ExitCodes.Done;
        }
        finally
        {
            OutputFolder.RemoveIfEmpty(request.OutputDirectory);
        }
    }

    private ProfileRequest ReadRequest(ParseResult result)
    {
        int? pid = result.GetValue(_pid);
        if (pid is not null && _context.TargetCommand is not null)
        {
            throw new PerfOptException("profile takes either --pid or a command after '--', not both",
                "leave one of them out", ExitCodes.Usage);
        }

        return new ProfileRequest
        {
            Command = pid is null ? TargetWords.Require(_context, "profile") : null,
            ProcessId = pid,
            WorkingDirectory = _context.WorkingDirectory,
            RateHz = result.GetValue(_rate),
            Exact = result.GetValue(_exact),
            Duration = result.GetValue(_duration),
            Formats = result.GetValue(_format),
            OutputDirectory = OutputFolder.Prepare(result.GetValue(_out), "profiles", _context),
        };
    }

    private async Task PrintAsync(ProfileSummary profile, IReadOnlyList<string> warnings, ProfileRequest request)
    {
        string folder = Path.GetRelativePath(_context.WorkingDirectory, request.OutputDirectory);
        foreach (string line in ProfileText.Lines(profile, folder))
            await _context.Error.WriteLineAsync(line).ConfigureAwait(false);
        foreach (string warning in warnings)
            await _context.Error.WriteLineAsync($"note: {warning}").ConfigureAwait(false);
    }
}
