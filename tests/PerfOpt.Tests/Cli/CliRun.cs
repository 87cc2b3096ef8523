using PerfOpt.Cli.Commands;
using PerfOpt.Cli.Doctor;
using PerfOpt.Cli.Terminal;
using PerfOpt.Cli;
using PerfOpt.Core.Model;
using Xunit;

namespace PerfOpt.Tests.Cli;

/// <summary>Runs the command line with operations that only remember what they were asked.</summary>
public sealed class CliRun : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public CliRun()
    {
        Folder = Directory.CreateTempSubdirectory("perfopt-cli-").FullName;
        Operations = new Operations
        {
            Analyze = (request, progress, _) =>
            {
                Analyzed = request;
                return Task.FromResult(Outcome);
            },
            Profile = (request, _) =>
            {
                Profiled = request;
                return Task.FromResult(Profile);
            },
            Verify = (request, _, _) =>
            {
                Verified = request;
                return Task.FromResult(new ComparisonOutcome(Verification, Notes));
            },
            ReadReport = file => Reports.Saying(File.ReadAllText(file)),
            WriteReport = (report, folder, token) =>
                File.WriteAllTextAsync(Path.Combine(folder, "report.json"), report.Summary.Headline, token),
            Renderers = Enum.GetValues<ReportFormat>().ToDictionary(
                format => format,
                format => (ReportRenderer)((report, settings, _) =>
                    Task.FromResult($"{format} of {report.Summary.Headline} at {settings.Width}\n"))),
            Doctor = _ => Checks,
        };
    }

    public string Folder { get; }

    public Operations Operations { get; set; }

    public AnalysisOutcome Outcome { get; set; } = new(Reports.Sample());

    public ProfileOutcome Profile { get; set; } = new(Reports.Profile, []);

    public IReadOnlyList<string> Notes { get; set; } = [];

    public VerificationSection Verification { get; set; } = Reports.Verified(ComparisonVerdict.Improved);

    public IReadOnlyList<CheckResult> Checks { get; set; } = [new("one", CheckStatus.Ok, "fine")];

    public AnalyzeRequest? Analyzed { get; private set; }

    public ProfileRequest? Profiled { get; private set; }

    public VerifyOptions? Verified { get; private set; }

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public TerminalFacts Terminal { get; set; } = new()
    {
        OutIsTerminal = false,
        ErrorIsTerminal = false,
        Variable = _ => null,
    };

    public CommandContext Context => new()
    {
        Operations = Operations,
        Out = _out,
        Error = _error,
        Terminal = Terminal,
        Time = TimeProvider.System,
        WorkingDirectory = Folder,
    };

    public Task<int> RunAsync(params string[] args) => RunAsync(TestContext.Current.CancellationToken, args);

    public Task<int> RunAsync(CancellationToken cancellationToken, params string[] args) =>
        Program.RunAsync(args, Context, cancellationToken);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
