using PerfOpt.Core.Diagnosis;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;
using PerfOpt.Core.Reporting;
using PerfOpt.Core.Strategy;

namespace PerfOpt.Core;

/// <summary>
/// The five steps in order: measure, observe, diagnose, plan, verify. Whatever stops it half-way, what was measured
/// until then is in the report.
/// </summary>
public sealed class Analysis(
    AnalysisOptions options, ITargetDriver driver, AnalysisContext context, IProgress<ProgressEvent> progress)
{
    private readonly List<Gap> _gaps = [];
    private string? _failure;
    private bool _interrupted;
    private string? _runtime;

    /// <summary>Runs them.</summary>
    public async Task<AnalysisResult> RunAsync(CancellationToken cancellationToken)
    {
        var target = await driver.DescribeAsync(CancellationToken.None).ConfigureAwait(false);
        var measured = await UnlessCancelled(() => MeasureAsync(cancellationToken)).ConfigureAwait(false);
        var wall = measured?.Baseline.Find(MetricNames.WallTime)?.Median ?? 0;
        var observation = wall > 0 && Goes(cancellationToken)
            ? await ObserveAsync(wall, cancellationToken).ConfigureAwait(false)
            : new Observation { WorkingDirectory = options.WorkingDirectory };
        progress.Report(new ProgressEvent(Step.Diagnose, "causes"));
        var input = new DiagnosisInput(wall, observation);
        var findings = wall > 0 ? Detectors.Run(input) : [];
        progress.Report(new ProgressEvent(Step.Plan, "estimates and order"));
        var environment = context.Environment with { Noise = Noise(measured) };
        var report = new ReportComposer(options, context).Compose(new ReportParts
        {
            Target = target with { Runtime = _runtime ?? target.Runtime },
            Environment = environment,
            Baseline = measured?.Baseline,
            Input = input,
            Plan = measured is null ? null : Planner.Make(findings, measured.Baseline, environment),
            Gaps = [.. _gaps, .. observation.Gaps],
            Failure = _failure,
            Interrupted = _interrupted || cancellationToken.IsCancellationRequested,
        });
        progress.Report(new ProgressEvent(Step.Verify, "plan of verification", 1));
        return new AnalysisResult(report, observation.Profile, ExitCode(cancellationToken), _failure);
    }

    /// <summary>A run that was to begin when the user stopped it: what there is until then stands.</summary>
    private async Task<T?> UnlessCancelled<T>(Func<Task<T?>> step)
        where T : class
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _interrupted = true;
            return null;
        }
    }

    private NoiseInfo Noise(BaselineResult? measured) =>
        measured is null ? context.Environment.Noise : measured.Noise with
    {
        Warnings = [.. context.Environment.Noise.Warnings, .. measured.Noise.Warnings],
    };

    private int ExitCode(CancellationToken cancellationToken) =>
        _interrupted || cancellationToken.IsCancellationRequested ? ExitCodes.Interrupted
        : _failure is not null ? ExitCodes.TargetFailed
        : ExitCodes.Done;

    private bool Goes(CancellationToken cancellationToken) =>
        _failure is null && !_interrupted && !cancellationToken.IsCancellationRequested;

    private async Task<BaselineResult?> MeasureAsync(CancellationToken cancellationToken)
    {
        var policy = new SamplingPolicy { Runs = options.Runs, Warmups = options.Warmups, Budget = options.Budget };
        var scheduler = new RunScheduler(policy, context.Clock);
        var runs = new List<TimedRun>();
        while (Goes(cancellationToken) && scheduler.Next() is not RunStep.Done and var step)
        {
            var message = step == RunStep.Warmup ? "warm-up" : $"run {runs.Count + 1}";
            progress.Report(new ProgressEvent(Step.Baseline, message, scheduler.Fraction));
            var run = await driver.RunAsync(passOutput: false, cancellationToken).ConfigureAwait(false);
            if (!Accept(run.Result))
                break;
            scheduler.Record(run.Result.Usage.WallSeconds);
            if (step == RunStep.Measure)
                runs.Add(run);
        }

        return runs.Count == 0 ? null : BaselineBuilder.Build(new BaselineInput
        {
            Runs = [.. runs.Select(r => r.Result)],
            Warmups = options.Warmups,
            Operations = [.. runs.Select(r => r.Operations)],
            Targets = context.Targets,
            Notes = scheduler.Notes,
        });
    }

    /// <summary>Whether a run counts; else the analysis ends with what it has.</summary>
    private bool Accept(RunResult run)
    {
        if (run.Interrupted)
        {
            _interrupted = true;
            return false;
        }

        if (run.TimedOut)
            _failure = $"the target did not end within {Figures.Time(options.Timeout.TotalSeconds)}";
        else if (!options.AllowedExitCodes.Contains(run.ExitCode))
            _failure = $"the target failed with {Exit(run.ExitCode)}{Tail(run.StandardErrorTail)}";
        return _failure is null;
    }

    /// <summary>An exit code in words.</summary>
    internal static string Exit(int code) => code > 128 ? $"signal {code - 128}" : $"exit code {code}";

    private static string Tail(string standardError)
    {
        var last = standardError
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault();
        return last is null ? "" : $": {last}";
    }

    private async Task<Observation> ObserveAsync(double wall, CancellationToken cancellationToken)
    {
        var observer = new Observer(options, driver, context.IndexTrials, progress, wall);
        await UnlessCancelled(async () =>
        {
            await observer.ObserveAsync(cancellationToken).ConfigureAwait(false);
            return observer;
        }).ConfigureAwait(false);
        _runtime = observer.Runtime;
        _interrupted |= observer.Interrupted;
        return observer.Seen;
    }
}
