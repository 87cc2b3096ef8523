using System.Security.Cryptography;
using PerfOpt.Adapters.Processes;
using PerfOpt.Cli.Commands;
using PerfOpt.Core;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using PerfOpt.Core.Verification;

namespace PerfOpt.Cli.Running;

/// <summary><c>perfopt verify</c>: two commands in randomised pairs.</summary>
public static class VerifyOperation
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    /// <summary>Compares them.</summary>
    public static async Task<ComparisonOutcome> RunAsync(
        VerifyOptions options, IProgress<ProgressEvent> progress, CancellationToken cancellationToken)
    {
        Scratch.CollectStale();
        using var scratch = Scratch.Create();
        using var runner = ProcessRunner.OfThisProcess();
        runner.Protect(scratch);
        var request = new VerifyRequest
        {
            Before = Side(options.Before, options),
            After = Side(options.After, options),
            ScratchDirectory = scratch.FullPath,
            Seed = (ulong)(options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue)),
        };
        request = request with
        {
            MaximumPairs = options.Pairs ?? request.MaximumPairs,
            Threshold = options.Threshold ?? request.Threshold,
            Budget = options.Budget ?? request.Budget,
        };
        var outcome = await new VerifySession(runner, TimeProvider.System)
            .RunAsync(request, progress, cancellationToken)
            .ConfigureAwait(false);
        var notes = outcome.Notes.Append(FormattableString.Invariant($"order of the pairs: seed {outcome.Seed}"));
        return new ComparisonOutcome(new VerificationSection { Results = outcome.Results }, [.. notes]);
    }

    private static RunRequest Side(IReadOnlyList<string> command, VerifyOptions options) => new()
    {
        Command = command,
        WorkingDirectory = options.WorkingDirectory,
        Timeout = options.Timeout ?? DefaultTimeout,
    };
}
