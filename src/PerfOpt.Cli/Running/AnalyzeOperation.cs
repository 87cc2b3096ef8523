using PerfOpt.Adapters.Configuration;
using PerfOpt.Adapters.Processes;
using PerfOpt.Adapters.Python;
using PerfOpt.Adapters.Sqlite;
using PerfOpt.Cli.Commands;
using PerfOpt.Core;
using PerfOpt.Core.Databases;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Running;

/// <summary><c>perfopt analyze</c>: puts the parts together for one analysis.</summary>
public static class AnalyzeOperation
{
    /// <summary>Runs the five steps on a command and writes the profile's files beside the report.</summary>
    public static async Task<AnalysisOutcome> RunAsync(
        AnalyzeRequest request, IProgress<ProgressEvent> progress, CancellationToken cancellationToken)
    {
        var configuration = ConfigurationFile.Load(request.ConfigFile, request.Options.WorkingDirectory);
        var options = Configured(request, configuration);
        var environment = new EnvironmentProbe();
        Scratch.CollectStale();
        using var scratch = Scratch.Create();
        using var runner = ProcessRunner.OfThisProcess();
        runner.Protect(scratch);
        var driver = new PythonDriver(runner, options, new PythonDriverSettings
        {
            Scratch = scratch.FullPath,
            Revision = await GitRevision.FindAsync(runner, scratch, options.WorkingDirectory, cancellationToken)
                .ConfigureAwait(false),
            Fingerprint = SqlFingerprint.Of,
            OperationsVariable = OperationsFile.Variable,
            ReadOperations = OperationsFile.Read,
        });
        var context = new AnalysisContext
        {
            Version = Program.Version,
            Environment = environment.Finish(coefficientOfVariation: null),
            Clock = TimeProvider.System,
            Targets = configuration.Targets,
            IndexTrials = new SqliteIndexTrials(scratch.FullPath, new IndexTrialLimits()),
        };
        var analysis = new Analysis(options, driver, context, progress);
        var result = await analysis.RunAsync(cancellationToken).ConfigureAwait(false);
        return new AnalysisOutcome(WithFiles(result, request.OutputDirectory), Failure(result, request.Options));
    }

    private static AnalysisOptions Configured(AnalyzeRequest request, ProjectConfiguration configuration)
    {
        var options = request.Options;
        return options with
        {
            Runs = options.Runs ?? configuration.Runs,
            Warmups = request.WarmupsGiven ? options.Warmups : configuration.Warmups ?? options.Warmups,
            Timeout = request.TimeoutGiven ? options.Timeout : configuration.Timeout ?? options.Timeout,
        };
    }

    private static ReportDocument WithFiles(AnalysisResult result, string directory)
    {
        if (result is not { Profile: { } profile, Report.Profile: { } summary })
            return result.Report;
        var title = string.Join(' ', result.Report.Target.Command ?? []);
        try
        {
            var files = ProfileFiles.Write(profile, directory, ProfileFormats.All, title);
            return result.Report with { Profile = summary with { Artifacts = files } };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The report comes first: writing it says what is wrong with the folder, and where it went instead.
            return result.Report;
        }
    }

    private static PerfOptException? Failure(AnalysisResult result, AnalysisOptions options) => result.Failure is null
        ? null
        : new PerfOptException(
            result.Failure,
            result.Report.Baseline is null
                ? $"run it by itself first: {string.Join(' ', options.Command)}"
                : "what was measured until then is in the report",
            ExitCodes.TargetFailed);
}
