using System.Globalization;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;

namespace PerfOpt.Core.Verification;

/// <summary>
/// Step 5: runs two commands in randomised pairs until wall time is decided at a look, the most pairs are made or the
/// time is used up, and compares wall time, CPU time, peak memory and standard output.
/// </summary>
/// <param name="runner">Runs the commands.</param>
/// <param name="clock">Measures the budget.</param>
public sealed class VerifySession(ITargetRunner runner, TimeProvider clock)
{
    /// <summary>Compares two commands.</summary>
    /// <param name="request">What to compare.</param>
    /// <param name="progress">Told before each pair; null where no one looks on.</param>
    /// <param name="cancellationToken">Ends it; the pairs made until then are still compared.</param>
    /// <exception cref="PerfOptException">A command failed or reached its limit on time (exit code 3).</exception>
    public async Task<VerifyOutcome> RunAsync(
        VerifyRequest request, IProgress<ProgressEvent>? progress, CancellationToken cancellationToken)
    {
        LookSchedule schedule = LookSchedule.For(request.MaximumPairs);
        OutputComparison outputs = new(request.ScratchDirectory, request.CompareOutput);
        PairOrder order = new(request.Seed);
        List<RunPair> pairs = [];
        long started = clock.GetTimestamp();
        bool warm = await WarmUpAsync(request, outputs, progress, cancellationToken);
        VerifyStop? stopped = warm ? null : VerifyStop.Interrupted;
        while (stopped is null)
        {
            progress?.Report(new ProgressEvent(Step.Verify,
                string.Create(CultureInfo.InvariantCulture,
                    $"pair {pairs.Count + 1} of at most {request.MaximumPairs}"),
                (double)pairs.Count / request.MaximumPairs));
            RunPair? pair = await RunPairAsync(request, order.NextBeforeFirst(), outputs, cancellationToken);
            if (pair is not null) pairs.Add(pair);
            bool timeUp = clock.GetElapsedTime(started) >= request.Budget && pairs.Count >= 1;
            stopped = pair is null ? VerifyStop.Interrupted : ReasonToStop(request, schedule, pairs, timeUp);
        }
        return Conclude(request, schedule, pairs, outputs, stopped.Value);
    }

    private static VerifyStop? ReasonToStop(
        VerifyRequest request, LookSchedule schedule, List<RunPair> pairs, bool timeUp)
    {
        if (pairs.Count >= request.MaximumPairs) return VerifyStop.Maximum;
        if (schedule.Looks.Contains(pairs.Count))
        {
            double alpha = schedule.AlphaAt(pairs.Count, last: false);
            VerificationResult? gate = MetricFamily.Compare(request, pairs, alpha)
                .FirstOrDefault(r => r.Metric == MetricNames.WallTime);
            if (gate is { Verdict: not ComparisonVerdict.Inconclusive }) return VerifyStop.Decided;
        }
        return timeUp ? VerifyStop.Budget : null;
    }

    private async Task<bool> WarmUpAsync(
        VerifyRequest request, OutputComparison outputs, IProgress<ProgressEvent>? progress, CancellationToken token)
    {
        for (int i = 0; i < request.Warmups; i++)
        {
            progress?.Report(new ProgressEvent(Step.Verify, "warm-up", 0));
            if (await RunOnceAsync(request, before: true, outputs, token) is null) return false;
            if (await RunOnceAsync(request, before: false, outputs, token) is null) return false;
        }
        return true;
    }

    private async Task<RunPair?> RunPairAsync(
        VerifyRequest request, bool beforeFirst, OutputComparison outputs, CancellationToken token)
    {
        ResourceUsage? first = await RunOnceAsync(request, beforeFirst, outputs, token);
        if (first is null) return null;
        ResourceUsage? second = await RunOnceAsync(request, !beforeFirst, outputs, token);
        if (second is null) return null;
        return beforeFirst ? new RunPair(true, first, second) : new RunPair(false, second, first);
    }

    /// <summary>What the run used; null where it was interrupted.</summary>
    private async Task<ResourceUsage?> RunOnceAsync(
        VerifyRequest request, bool before, OutputComparison outputs, CancellationToken token)
    {
        if (token.IsCancellationRequested) return null;
        RunRequest prepared = outputs.Prepare(before ? request.Before : request.After);
        RunResult result;
        try
        {
            result = await runner.RunAsync(prepared, null, token);
            if (!result.Interrupted && !result.TimedOut) await outputs.ReadAsync(before, prepared);
        }
        finally
        {
            OutputComparison.Discard(prepared);
        }
        if (result.Interrupted) return null;
        RequireSuccess(request, prepared, result, before ? "before" : "after");
        return result.Usage;
    }

    private static void RequireSuccess(VerifyRequest request, RunRequest run, RunResult result, string side)
    {
        string command = string.Join(' ', run.Command);
        string limit = QuantityText.Format(run.Timeout.TotalSeconds, "s");
        if (result.TimedOut)
            throw new PerfOptException(
                $"The command {side} did not end within {limit}: {command}",
                "Raise the limit with --timeout, or give the program less to do.", ExitCodes.TargetFailed);
        if (request.AllowedExitCodes.Contains(result.ExitCode)) return;
        string last = result.StandardErrorTail
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault() ?? "";
        string said = last.Length == 0 ? "" : $": {last}";
        throw new PerfOptException(
            string.Create(CultureInfo.InvariantCulture,
                $"The command {side} failed with exit code {result.ExitCode}{said}"),
            $"See what it says by itself: {command}", ExitCodes.TargetFailed);
    }

    private static VerifyOutcome Conclude(
        VerifyRequest request, LookSchedule schedule, List<RunPair> pairs, OutputComparison outputs, VerifyStop stopped)
    {
        double alpha = schedule.AlphaAt(pairs.Count, last: stopped != VerifyStop.Decided);
        (bool? unchanged, string? outputNote) = outputs.Conclude();
        List<string> notes = [];
        if (pairs.Count < PairedComparison.MinimumPairs)
            notes.Add(
                $"Not enough pairs: {pairs.Count} were run, and at least {PairedComparison.MinimumPairs} are needed"
                + " to decide.");
        if (stopped == VerifyStop.Budget)
            notes.Add($"The budget of {QuantityText.Format(request.Budget.TotalSeconds, "s")} was used up after"
                + $" {pairs.Count} pairs.");
        if (outputNote is not null) notes.Add(outputNote);
        return new VerifyOutcome
        {
            Results =
                [.. MetricFamily.Compare(request, pairs, alpha).Select(r => r with { OutputUnchanged = unchanged })],
            Pairs = pairs,
            Seed = request.Seed,
            Looks = schedule.Looks,
            Stopped = stopped,
            OutputUnchanged = unchanged,
            Notes = notes,
        };
    }
}
