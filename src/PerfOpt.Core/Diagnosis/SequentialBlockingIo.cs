using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>
/// <c>sequential-blocking-io</c>: independent waits happened one after another. Confirmed by the probe's count of
/// operations of which never two were under way at once, and by the profile that saw the thread wait there.
/// </summary>
public sealed class SequentialBlockingIo : IDetector
{
    private const double LeastShare = 0.02;
    private const long FewestWaits = 3;
    private const double ShortestTimedWait = 0.5e-3;

    /// <summary>A pool that other sides usually bear; the interval covers half and twice of it.</summary>
    private const int Workers = 8;

    /// <inheritdoc />
    public RootCause Cause => RootCause.SequentialBlockingIo;

    /// <inheritdoc />
    public IEnumerable<Finding> Detect(DiagnosisInput input)
    {
        if (input.Observation.Operations is not { } log)
            yield break;
        var groups = log.Sites
            .Where(s => Waits(s.Type) && s.Count > 0 && s.TotalSeconds > 0)
            .GroupBy(s => input.LoopFrame(s.Stack));
        foreach (var group in groups)
        {
            var sites = group.OrderByDescending(s => s.TotalSeconds).ToList();
            var loop = input.LoopAround(group.Key);
            if (loop is null || !AreIndependent(loop, sites) || sites.Any(s => s.MostAtOnce > 1))
                continue;
            var seconds = Cost(input, sites);
            var waits = Rounds(sites);
            if (waits >= FewestWaits && input.Time.Share(seconds) >= LeastShare)
                yield return Describe(input, group.Key, loop, sites, seconds, waits);
        }
    }

    private static bool Waits(OperationType type) => type is OperationType.Sleep or OperationType.SocketConnect
        or OperationType.SocketTransfer or OperationType.HttpRequest or OperationType.NameLookup;

    /// <summary>
    /// A <c>while</c> loop that sleeps waits for a condition, and a loop whose iterations hand names on may need one
    /// result for the next call: neither can simply be run at once.
    /// </summary>
    private static bool AreIndependent(SourceLoop loop, List<OperationSite> sites) =>
        loop.CarriedNames.Count == 0
        && !(loop.Kind == "while" && sites.TrueForAll(s => s.Type == OperationType.Sleep));

    /// <summary>
    /// Items waited for: a request is a connection and some transfers, so the most frequent kind counts the
    /// fewest times.
    /// </summary>
    private static long Rounds(List<OperationSite> sites)
    {
        var requests = sites.Where(s => s.Type == OperationType.HttpRequest).Sum(s => s.Count);
        if (requests > 0)
            return requests;
        var connects = sites.Where(s => s.Type == OperationType.SocketConnect).Sum(s => s.Count);
        return connects >= FewestWaits ? connects : sites.Max(s => s.Count);
    }

    private static double Cost(DiagnosisInput input, List<OperationSite> sites)
    {
        // An HTTP request's time holds the time of its socket calls.
        var requests = sites.Where(s => s.Type == OperationType.HttpRequest).ToList();
        var timed = requests.Count > 0 ? requests : sites;
        var probed = timed.Sum(s => s.TotalSeconds);
        var lines = sites.Select(s => new LineKey(TimeAttribution.KeyOf(s.Frame), s.Frame.Line)).Distinct();
        var profiled = lines.Sum(l => input.Time.Of(l)?.WaitSeconds ?? 0);
        // Waits of some length are timed better by the probe than by sharing slices out among threads.
        var isLong = probed / Math.Max(Rounds(sites), 1) >= ShortestTimedWait;
        return Math.Min(isLong || profiled <= 0 ? probed : profiled, input.WallSeconds);
    }

    private static Finding Describe(
        DiagnosisInput input, FrameInfo frame, SourceLoop loop, List<OperationSite> sites, double seconds, long waits)
    {
        var site = sites[0];
        var name = Places.ShortName(frame.Symbol);
        var place = input.Places.Of(site.Frame.File, site.Frame.Line);
        var workers = (int)Math.Min(Workers, waits);
        var kept = seconds / workers;
        var each = seconds / waits;
        var lines = sites.Select(s => new LineKey(TimeAttribution.KeyOf(s.Frame), s.Frame.Line)).Distinct().ToList();
        return new Finding
        {
            Cause = RootCause.SequentialBlockingIo,
            Title = $"{name} waits for {Figures.Count(waits)} calls one after another, {Figures.Time(each)} each",
            Status = BottleneckStatus.Confirmed,
            Location = input.Places.Location(frame, loop.EndLine),
            Related = frame == site.Frame ? [] : [input.Places.Location(site.Frame)],
            Seconds = seconds,
            Explanation =
                $"The loop at {input.Places.Of(frame.File, loop.Line)} makes {Figures.Count(waits)} waits "
                + $"({site.Name} at {place}), never two at once, {Figures.Time(seconds)} together. No name is handed "
                + "from one iteration to the next, so the calls do not need one another's results.",
            Impact = $"The user waits for the sum of all calls where the longest would do: {Figures.Time(each)} more "
                + "for each further item.",
            Evidence =
            [
                new(EvidenceKind.Wait, $"{Figures.Time(seconds)} of a run waiting at {place}", seconds, "s"),
                new(EvidenceKind.Counter, $"{Figures.Count(waits)} waits, most at once: {site.MostAtOnce}", waits, "1"),
                new(EvidenceKind.Source,
                    $"the {loop.Kind} loop over “{loop.Iterable}” carries no name from one iteration to the next"),
            ],
            Gain = Gains.Modelled(
                seconds - kept, seconds - seconds / Math.Min(Math.Max(workers / 2, 2), waits),
                seconds - seconds / Math.Min(workers * 2, waits), 0,
                $"{Figures.Count(waits)} waits of {Figures.Time(each)} in {workers} workers (from "
                    + $"{Math.Max(workers / 2, 2)} to {workers * 2})"),
            Remedy = Remedies.Concurrently(name, waits, workers),
            Lines = lines,
        };
    }
}
