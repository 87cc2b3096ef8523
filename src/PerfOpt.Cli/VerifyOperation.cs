using System.Security.Cryptography;
using PerfOpt.Adapters.Processes;
using PerfOpt.Cli.Commands;
using PerfOpt.Core;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using PerfOpt.Core.Verification;

namespace PerfOpt.Cli;

/// <summary>What <c>perfopt verify</c> calls: a session over real processes.</summary>
public static class VerifyOperation
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    /// <summary>Compares two commands.</summary>
    public static async Task<ComparisonOutcome> RunAsync(
        VerifyOptions options, IProgress<ProgressEvent> progress, CancellationToken cancellationToken)
    {
        using var runner = ProcessRunner.OfThisProcess();
        using var scratch = Scratch.Create();
        runner.Protect(scratch);
        var defaults = new VerifyRequest
        {
            Before = Request(options.Before, options),
            After = Request(options.After, options),
            ScratchDirectory = scratch.FullPath,
            Seed = (ulong)(options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue)),
        };
        VerifyRequest request = defaults with
        {
            MaximumPairs = options.Pairs ?? defaults.MaximumPairs,
            Budget = options.Budget ?? defaults.Budget,
            Threshold = options.Threshold ?? defaults.Threshold,
        };
        VerifyOutcome outcome = await new VerifySession(runner, TimeProvider.System)
            .RunAsync(request, progress, cancellationToken).ConfigureAwait(false);
        return new ComparisonOutcome(new VerificationSection { Results = outcome.Results }, outcome.Notes);
    }

    private static RunRequest Request(IReadOnlyList<string> command, VerifyOptions options) => new()
    {
        Command = command,
        WorkingDirectory = options.WorkingDirectory,
        Timeout = options.Timeout ?? DefaultTimeout,
    };
}
