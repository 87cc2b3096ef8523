using System.CommandLine;
using System.Text.Json;
using PerfOpt.Cli.Doctor;
using PerfOpt.Cli.Parsing;
using PerfOpt.Cli.Terminal;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Commands;

/// <summary><c>perfopt doctor</c>: whether the machine is ready, and how to make it so.</summary>
public sealed class DoctorCommand
{
    private readonly CommandContext _context;
    private readonly CommonOptions _common = new();

    private readonly Option<string?> _out = OptionFactory.Text("--out", "DIR",
        "The folder that reports are to go to (default: .perfopt)");
    private readonly Option<ReportFormat> _format = OptionFactory.Choice("--format",
        "What goes to standard output (default: text)", ("text", ReportFormat.Text), ("json", ReportFormat.Json));

    private DoctorCommand(CommandContext context) => _context = context;

    /// <summary>The command, ready to be added to the tree.</summary>
    public static CommandPage Create(CommandContext context)
    {
        var doctor = new DoctorCommand(context);
        var command = new Command("doctor", "Check that this machine is ready, with the mend for what is not");
        command.SetAction(doctor.RunAsync);
        return doctor.Describe(command).Build();
    }

    private CommandPage Describe(Command command) => new()
    {
        Command = command,
        Usage = ["doctor [options]"],
        About = "Checks what perfopt needs (interpreters, access to other processes, the kernel's accounting, space) "
            + "and what makes measurements trustworthy (a quiet machine, a fixed clock rate). Changes nothing.",
        Groups = [new("Report", [_out, _format]), _common.Group],
        Examples =
        [
            new("Check this machine", "perfopt doctor"),
            new("List what is missing, for a script",
                "perfopt doctor --format json | jq '.checks[] | select(.status == \"failed\")'"),
        ],
        ExitCodes =
        [
            new(ExitCodes.Done, "ready; warnings may remain"),
            new(ExitCodes.EnvironmentNotReady, "something needed is missing"),
        ],
    };

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ConsoleStyle style = _common.StyleOf(result, _context.Terminal);
        string folder = Path.GetFullPath(result.GetValue(_out) ?? ".perfopt", _context.WorkingDirectory);
        var report = new DoctorReport(_context.Operations.Doctor!(folder));
        string text = result.GetValue(_format) == ReportFormat.Json
            ? JsonSerializer.Serialize(report, CliJson.Default.DoctorReport)
            : DoctorText.Write(report, style.OutColour, style.Width);
        await _context.Out.WriteLineAsync(text).ConfigureAwait(false);
        return report.Ready ? ExitCodes.Done : ExitCodes.EnvironmentNotReady;
    }
}
