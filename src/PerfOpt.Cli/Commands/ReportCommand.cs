using System.CommandLine;
using PerfOpt.Cli.Parsing;
using PerfOpt.Cli.Terminal;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Commands;

/// <summary><c>perfopt report</c>: shows an earlier report.</summary>
public sealed class ReportCommand
{
    private readonly CommandContext _context;
    private readonly CommonOptions _common = new();

    private readonly Argument<string?> _path = new("REPORT")
    {
        Description = "A report.json or its folder (default: the newest in .perfopt/reports)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<ReportFormat> _format = OptionFactory.Choice("--format",
        "What goes to standard output (default: text)",
        ("text", ReportFormat.Text), ("markdown", ReportFormat.Markdown),
        ("html", ReportFormat.Html), ("json", ReportFormat.Json));

    private ReportCommand(CommandContext context) => _context = context;

    /// <summary>The command, ready to be added to the tree.</summary>
    public static CommandPage Create(CommandContext context)
    {
        var report = new ReportCommand(context);
        var command = new Command("report", "Show an earlier report as text, Markdown, HTML or JSON");
        command.Arguments.Add(report._path);
        command.SetAction(report.RunAsync);
        return report.Describe(command).Build();
    }

    private CommandPage Describe(Command command) => new()
    {
        Command = command,
        Usage = ["report [REPORT] [options]"],
        About = "Writes a report to standard output. REPORT is a report.json or its folder; without it, the newest "
            + "one in .perfopt/reports is shown. Nothing is run and nothing is measured.",
        Groups = [new("Report", [_format]), _common.Group],
        Examples =
        [
            new("Read the newest report again", "perfopt report"),
            new("The page of an older one", "perfopt report out/report.json --format html > page.html"),
        ],
        ExitCodes =
        [
            new(ExitCodes.Done, "done"),
            new(ExitCodes.Usage, "there is no such report, or it cannot be read"),
        ],
    };

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        ConsoleStyle style = _common.StyleOf(result, _context.Terminal);
        string file = Find(result.GetValue(_path));
        ReportDocument report = Read(file);
        string page = Path.GetRelativePath(_context.WorkingDirectory, Path.ChangeExtension(file, ".html"));
        string shown = File.Exists(Path.GetFullPath(page, _context.WorkingDirectory))
            ? page
            : Path.GetRelativePath(_context.WorkingDirectory, file);
        string text = await _context.Operations.Renderers[result.GetValue(_format)](
            report, new RenderSettings(style.Width, style.OutColour, shown), cancellationToken).ConfigureAwait(false);
        await _context.Out.WriteLineAsync(text.TrimEnd('\n')).ConfigureAwait(false);
        return ExitCodes.Done;
    }

    private ReportDocument Read(string file)
    {
        try
        {
            return _context.Operations.ReadReport!(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PerfOptException($"'{file}' cannot be read ({failure.Message.TrimEnd('.')})",
                "check the file's permissions", ExitCodes.Usage);
        }
        catch (PerfOptException failure)
        {
            throw new PerfOptException($"'{file}' is not a report of perfopt's ({failure.Message.TrimEnd('.')})",
                failure.Mend, failure.ExitCode);
        }
    }

    private string Find(string? asked)
    {
        if (asked is null)
            return Newest();
        string path = Path.GetFullPath(asked, _context.WorkingDirectory);
        if (Directory.Exists(path))
            path = Path.Combine(path, "report.json");
        return File.Exists(path)
            ? path
            : throw new PerfOptException($"there is no report at '{asked}'",
                "name a report.json or its folder", ExitCodes.Usage);
    }

    private string Newest()
    {
        string reports = Path.Combine(_context.WorkingDirectory, ".perfopt", "reports");
        string? newest = Directory.Exists(reports)
            ? Directory.EnumerateFiles(reports, "report.json",
                new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
                .MaxBy(File.GetLastWriteTimeUtc)
            : null;
        return newest ?? throw new PerfOptException("there is no report in .perfopt/reports",
            "make one with: perfopt analyze -- python3 app.py", ExitCodes.Usage);
    }
}
