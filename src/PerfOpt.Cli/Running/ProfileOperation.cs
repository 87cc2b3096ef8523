using PerfOpt.Adapters.Processes;
using PerfOpt.Adapters.Python.Sampling;
using PerfOpt.Cli.Commands;
using PerfOpt.Core.Diagnosis;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;
using PerfOpt.Core.Reporting;

namespace PerfOpt.Cli.Running;

/// <summary><c>perfopt profile</c>: samples one run or a running process.</summary>
public static class ProfileOperation
{
    private const double DefaultHz = 100;
    private static readonly TimeSpan NoLimit = TimeSpan.FromDays(30);

    /// <summary>Samples and writes the profile's files.</summary>
    public static async Task<ProfileOutcome> RunAsync(ProfileRequest request, CancellationToken cancellationToken)
    {
        var options = new SamplerOptions { RateHz = request.RateHz ?? DefaultHz, Exact = request.Exact };
        var (profile, seconds, failure) = request.ProcessId is { } pid
            ? await AttachAsync(pid, options, request, cancellationToken).ConfigureAwait(false)
            : await LaunchAsync(options, request, cancellationToken).ConfigureAwait(false);
        if (profile is not { Count: > 0 })
            return new ProfileOutcome(null, profile?.Quality.Notes ?? [], failure);
        var title = request.Command is { } command ? string.Join(' ', command) : $"process {request.ProcessId}";
        var files = ProfileFiles.Write(profile, request.OutputDirectory, request.Formats, title);
        var input = new DiagnosisInput(seconds, new Observation
        {
            WorkingDirectory = request.WorkingDirectory,
            Profile = profile,
            ProfiledWallSeconds = seconds,
        });
        var summary = ProfileSummaries.Of(input)! with { Artifacts = files };
        return new ProfileOutcome(summary, profile.Quality.Notes, failure);
    }

    private static async Task<(StackProfile? Profile, double Seconds, PerfOptException? Failure)> AttachAsync(
        int pid, SamplerOptions options, ProfileRequest request, CancellationToken cancellationToken)
    {
        if (PythonSampler.Probe(pid) is null)
        {
            throw new PerfOptException(
                $"process {pid} is not CPython",
                "find the process with: pgrep -a python", ExitCodes.EnvironmentNotReady);
        }

        using var session = PythonSampler.Start(pid, options);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (request.Duration is { } duration)
            stop.CancelAfter(duration);
        await session.Completion.WaitAsync(stop.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var profile = session.Finish();
        return (profile, profile.Quality.DurationSeconds, session.Failure);
    }

    private static async Task<(StackProfile? Profile, double Seconds, PerfOptException? Failure)> LaunchAsync(
        SamplerOptions options, ProfileRequest request, CancellationToken cancellationToken)
    {
        Scratch.CollectStale();
        using var scratch = Scratch.Create();
        using var runner = ProcessRunner.OfThisProcess();
        runner.Protect(scratch);
        SamplerSession? session = null;
        PerfOptException? refused = null;
        var run = await runner.RunAsync(
            new RunRequest
            {
                Command = request.Command!,
                WorkingDirectory = request.WorkingDirectory,
                Timeout = request.Duration ?? NoLimit,
                Output = OutputMode.PassThrough,
            },
            pid =>
            {
                try
                {
                    session = PythonSampler.Start(pid, options);
                }
                catch (PerfOptException e)
                {
                    refused = e;
                }
            },
            cancellationToken).ConfigureAwait(false);
        using (session)
        {
            var profile = session?.Finish();
            var failure = refused ?? session?.Failure ?? Ended(run, request);
            if (failure is null && profile is not { Count: > 0 } && !run.Interrupted)
            {
                failure = new PerfOptException(
                    "no CPython was found in the process or its descendants",
                    "name the interpreter in the command: perfopt profile -- python3 app.py",
                    ExitCodes.EnvironmentNotReady);
            }

            return (profile, run.Usage.WallSeconds, failure);
        }
    }

    private static PerfOptException? Ended(RunResult run, ProfileRequest request) =>
        run.ExitCode == 0 || run.Interrupted || (run.TimedOut && request.Duration is not null)
            ? null
            : new PerfOptException(
                "the target ended with "
                    + $"{(run.ExitCode > 128 ? $"signal {run.ExitCode - 128}" : $"exit code {run.ExitCode}")}",
                "what was sampled until then is kept", ExitCodes.TargetFailed);
}
