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

    /// <summary>Samples that bring a 10 % share's interval to about three points; more runs are profiled until then.</summary>
    private const int WantedSamples = 400;
    private const int MostProfiledRuns = 5;

    private readonly List<Gap> _gaps = [];

    /// <summary>The runtime found, or null.</summary>
    public string? Runtime { get; private set; }

    /// <summary>Observes as far as the driver and the target allow.</summary>
    /// <param name="observation">What is known so far.</param>
    /// <param name="goesOn">Told of each run; says whether to go on.</param>
    /// <param name="cancellationToken">Ends it with what there is.</param>
    public async Task<Observation> ObserveAsync(
        Observation observation, Func<RunResult, bool> goesOn, CancellationToken cancellationToken)
    {
        observation = await ProfileAsync(observation, goesOn, cancellationToken).ConfigureAwait(false);
        if (driver is IProbingDriver prober && !cancellationToken.IsCancellationRequested)
        {
            progress.Report(new ProgressEvent(Step.Diagnose, "statements and operations"));
            var run = await prober.ProbeAsync(cancellationToken).ConfigureAwait(false);
            _gaps.AddRange(run.Gaps);
            observation = observation with { Statements = run.Statements, Operations = run.Operations };
            if (!goesOn(run.Result))
                return observation with { Gaps = [.. _gaps] };
        }

        observation = await InspectAsync(observation, goesOn, cancellationToken).ConfigureAwait(false);
        if (indexTrials is not null && observation.Statements is { Templates.Count: > 0 } statements
            && !cancellationToken.IsCancellationRequested)
        {
            progress.Report(new ProgressEvent(Step.Diagnose, "indexes on a copy of the database"));
            var tried = await indexTrials.TryIndexesAsync(statements, cancellationToken).ConfigureAwait(false);
            _gaps.AddRange(tried.Gaps);
            observation = observation with { IndexTrials = tried.Trials };
        }

        return observation with { Gaps = [.. _gaps] };
    }

    private async Task<Observation> ProfileAsync(
        Observation observation, Func<RunResult, bool> goesOn, CancellationToken cancellationToken)
    {
        if (driver is not IProfilingDriver profiler)
            return observation;
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
            if (run.Profile is { Count: > 0 } profile)
            {
                profiles.Add(profile);
                wall += run.Result.Usage.WallSeconds;
            }

            if (i == 1)
                _gaps.AddRange(run.Gaps);
            if (!goesOn(run.Result) || run.Profile is null)
                break;
        }

        return profiles.Count == 0 ? observation : observation with
        {
            Profile = profiles.Count == 1 ? profiles[0] : StackProfile.Merge(profiles),
            ProfiledRuns = profiles.Count,
            ProfiledWallSeconds = wall,
        };
    }

    private async Task<Observation> InspectAsync(
        Observation observation, Func<RunResult, bool> goesOn, CancellationToken cancellationToken)
    {
        if (driver is not IInspectingDriver inspector || cancellationToken.IsCancellationRequested)
            return observation;
        var input = new DiagnosisInput(wallSeconds, observation);
        var hot = HotFunctions(input);
        var around = hot.Concat(CallerFunctions(input)).Distinct().ToList();
        if (around.Count == 0)
            return observation;
        progress.Report(new ProgressEvent(Step.Diagnose, "source of the hot functions"));
        var source = await inspector.ReadSourceAsync(around, cancellationToken).ConfigureAwait(false);
        observation = observation with { Source = source };
        var functions = source.Where(s => hot.Contains(s.Function)).ToList();
        if (functions.Count == 0 || cancellationToken.IsCancellationRequested)
            return observation;
        progress.Report(new ProgressEvent(Step.Diagnose, $"inspection of {functions.Count} functions"));
        var run = await inspector.InspectAsync(functions, wallSeconds, cancellationToken).ConfigureAwait(false);
        _gaps.AddRange(run.Gaps);
        goesOn(run.Result);
        return observation with { Inspection = run.Inspection };
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
