using PerfOpt.Core.Diagnosis;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core;

/// <summary>Step 2 and the runs that confirm step 3: sample, probe, read the source, inspect, try indexes.</summary>
internal sealed class Observer(
    AnalysisOptions options, ITargetDriver driver, IIndexTrialDriver? indexTrials, IProgress<ProgressEvent> progress,
    double wallSeconds)
{
    private const double LeastShare = 0.01;
    private const int MostFunctions = 24;

    /// <summary>
    /// Samples that bring the standard error of a 5 % share to a tenth of it; more runs are profiled until then.
    /// </summary>
    private const int WantedSamples = 2000;
    private const int MostProfiledRuns = 5;

    private readonly List<Gap> _gaps = [];
    private Observation _seen = new() { WorkingDirectory = options.WorkingDirectory };

    /// <summary>The runtime found, or null.</summary>
    public string? Runtime { get; private set; }

    /// <summary>Whether the user stopped a run.</summary>
    public bool Interrupted { get; private set; }

    /// <summary>What was seen so far, also when a step ends early.</summary>
    public Observation Seen => _seen with { Gaps = [.. _gaps] };

    /// <summary>Observes as far as the driver and the target allow; the result is in <see cref="Seen"/>.</summary>
    /// <param name="cancellationToken">Ends it with what there is.</param>
    public async Task ObserveAsync(CancellationToken cancellationToken)
    {
        if (!await ProfileAsync(cancellationToken).ConfigureAwait(false))
            return;
        if (!await ProbeAsync(cancellationToken).ConfigureAwait(false))
            return;
        if (!await InspectAsync(cancellationToken).ConfigureAwait(false))
            return;
        if (indexTrials is null || _seen.Statements is not { Templates.Count: > 0 } statements)
            return;
        progress.Report(new ProgressEvent(Step.Diagnose, "indexes on a copy of the database"));
        var tried = await indexTrials.TryIndexesAsync(statements, cancellationToken).ConfigureAwait(false);
        _gaps.AddRange(tried.Gaps);
        _seen = _seen with { IndexTrials = tried.Trials };
    }

    private async Task<bool> ProfileAsync(CancellationToken cancellationToken)
    {
        if (driver is not IProfilingDriver profiler)
            return true;
        // A short run is sampled faster, so that few runs give enough samples; a long one at the rate that costs least.
        var rate = options.RateHz ?? Math.Clamp(Math.Ceiling(WantedSamples / wallSeconds / 2), 100, 500);
        var runs = (int)Math.Clamp(Math.Ceiling(WantedSamples / (rate * wallSeconds)), 1, MostProfiledRuns);
        var profiles = new List<StackProfile>();
        var wall = 0.0;
        for (var i = 1; i <= runs; i++)
        {
            progress.Report(new ProgressEvent(Step.Profile, $"run {i} of {runs} at {rate:0} Hz", (i - 1.0) / runs));
            var run = await profiler.ProfileAsync(rate, cancellationToken).ConfigureAwait(false);
            Runtime = run.Runtime ?? Runtime;
            if (i == 1)
                _gaps.AddRange(run.Gaps);
            if (run.Profile is { Count: > 0 } profile)
            {
                profiles.Add(profile);
                wall += run.Result.Usage.WallSeconds;
                _seen = _seen with
                {
                    Profile = profiles.Count == 1 ? profile : StackProfile.Merge(profiles),
                    ProfiledRuns = profiles.Count,
                    ProfiledWallSeconds = wall,
                };
            }

            if (!GoesOn(run.Result, "profile", "the profiled run"))
                return false;
            if (run.Profile is null)
                return true;
        }

        return true;
    }

    private async Task<bool> ProbeAsync(CancellationToken cancellationToken)
    {
        if (driver is not IProbingDriver prober)
            return true;
        progress.Report(new ProgressEvent(Step.Diagnose, "statements and operations"));
        var run = await prober.ProbeAsync(cancellationToken).ConfigureAwait(false);
        _gaps.AddRange(run.Gaps);
        _seen = _seen with { Statements = run.Statements, Operations = run.Operations };
        return GoesOn(run.Result, "statements", "the run with the probe");
    }

    private async Task<bool> InspectAsync(CancellationToken cancellationToken)
    {
        if (driver is not IInspectingDriver inspector)
            return true;
        var input = new DiagnosisInput(wallSeconds, _seen);
        var hot = HotFunctions(input);
        var around = hot.Concat(CallerFunctions(input)).Distinct().ToList();
        if (around.Count == 0)
            return true;
        progress.Report(new ProgressEvent(Step.Diagnose, "source of the hot functions"));
        var source = await inspector.ReadSourceAsync(around, cancellationToken).ConfigureAwait(false);
        _seen = _seen with { Source = source };
        var functions = source.Where(s => hot.Contains(s.Function)).ToList();
        if (functions.Count == 0)
            return true;
        progress.Report(new ProgressEvent(Step.Diagnose, $"inspection of {functions.Count} functions"));
        var run = await inspector.InspectAsync(functions, wallSeconds, cancellationToken).ConfigureAwait(false);
        _gaps.AddRange(run.Gaps);
        _seen = _seen with { Inspection = run.Inspection };
        return GoesOn(run.Result, "bottlenecks", "the inspected run");
    }

    /// <summary>
    /// Whether to go on after an observed run. One that ended otherwise than the measured runs does not spoil the
    /// analysis; what it showed until then counts, and the report says so.
    /// </summary>
    private bool GoesOn(RunResult run, string section, string what)
    {
        if (run.Interrupted)
        {
            Interrupted = true;
            return false;
        }

        if (run.TimedOut)
            _gaps.Add(new Gap(
                section, $"the end of {what}", "it reached its limit on time", "give more with --timeout"));
        else if (!options.AllowedExitCodes.Contains(run.ExitCode))
        {
            _gaps.Add(new Gap(
                section, $"all of {what}",
                $"it ended with {Analysis.Exit(run.ExitCode)}, unlike the measured runs",
                "see whether the program fails now and then"));
        }

        return true;
    }

    /// <summary>The user's own functions that cost time in their own lines.</summary>
    private static List<FunctionKey> HotFunctions(DiagnosisInput input) =>
    [
        .. input.Time.Lines.GroupBy(l => l.Key.Function)
            .Select(g => (Function: g.Key, Seconds: g.Sum(l => l.Value.Seconds)))
            .Where(f => input.Time.Share(f.Seconds) >= LeastShare)
            .OrderByDescending(f => f.Seconds)
            .Take(MostFunctions)
            .Select(f => f.Function),
    ];

    /// <summary>Functions around hot lines and statements: where the loop may be that calls them.</summary>
    private static IEnumerable<FunctionKey> CallerFunctions(DiagnosisInput input)
    {
        var stacks = input.Time.Lines.Where(l => input.Time.Share(l.Value.Seconds) >= LeastShare)
            .Take(MostFunctions).Select(l => input.Time.OwnStack(l.Key))
            .Concat((input.Observation.Statements?.Templates ?? []).SelectMany(t => t.CallSites)
                .OrderByDescending(s => s.TotalSeconds).Take(MostFunctions).Select(s => s.Stack))
            .Concat((input.Observation.Operations?.Sites ?? [])
                .OrderByDescending(s => s.TotalSeconds).Take(MostFunctions).Select(s => s.Stack));
        return stacks.SelectMany(s => s.Take(6)).Select(TimeAttribution.KeyOf);
    }
}
