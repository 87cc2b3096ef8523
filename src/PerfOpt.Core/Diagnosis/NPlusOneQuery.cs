using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>
/// <c>n-plus-one-query</c>: one template ran many times from one call site, each time with other parameters, in one
/// unit of work. Confirmed by the statement counts; the flow of values from an earlier result is further evidence.
/// </summary>
public sealed class NPlusOneQuery : IDetector
{
    private const int FewestCalls = 10;
    private const double LeastShare = 0.01;

    /// <summary>
    /// Fetching one more row in a set, 0.5 µs, or 0.9 µs with entering it into a dict, which not every program needs:
    /// measured on CPython 3.11, docs/method.md.
    /// </summary>
    private const double SecondsPerRow = 0.7e-6;

    /// <summary>Looking one item up in that dict, likewise.</summary>
    private const double SecondsPerItem = 0.1e-6;

    /// <inheritdoc />
    public RootCause Cause => RootCause.NPlusOneQuery;

    /// <inheritdoc />
    public IEnumerable<Finding> Detect(DiagnosisInput input)
    {
        if (input.Observation.Statements is not { } log)
            yield break;
        foreach (var template in log.Templates.Where(t => t.Kind == StatementKind.Read))
        {
            foreach (var site in template.CallSites.Where(s => IsRepeated(input, s)))
            {
                var seconds = Cost(input, template, site);
                if (input.Time.Share(seconds) >= LeastShare)
                    yield return Describe(input, template, site, seconds);
            }
        }
    }

    private static bool IsRepeated(DiagnosisInput input, StatementCallSite site) =>
        site.Calls >= FewestCalls
        && site.DistinctParameters >= Math.Max(2, Math.Min(site.Calls, 1000) / 4)
        && (site.Calls > 2 * Math.Max(site.Activations, 1) || input.LoopAround(input.LoopFrame(site.Stack)) is not null
            || IsFed(site));

    /// <summary>
    /// Where an index was tried and would make each call cheap, and nothing shows that the calls come from the rows
    /// of another query, the time is the missing index's; what is left is the calls' own.
    /// </summary>
    private static double Cost(DiagnosisInput input, StatementTemplate template, StatementCallSite site)
    {
        var seconds = SiteTime.Of(input, site);
        var trial = input.Observation.IndexTrials.FirstOrDefault(t => t.Statement == template && t.SameRows);
        if (trial is null || IsFed(site))
            return seconds;
        var left = Math.Max(trial.SecondsAfter / trial.SecondsBefore, 0.02);
        return seconds * left;
    }

    /// <summary>
    /// Whether the calls follow from an earlier query's rows: nearly every call takes a value of theirs, and there are
    /// about as many calls as rows. Small numbers that happen to occur in a larger result are not a feed.
    /// </summary>
    private static bool IsFed(StatementCallSite site) =>
        site.FedBy is not null && site.FedCalls >= site.Calls * 0.9 && site.Calls >= site.FedByRows * 0.5;

    private static Finding Describe(
        DiagnosisInput input, StatementTemplate template, StatementCallSite site, double seconds)
    {
        var frame = input.LoopFrame(site.Stack);
        var loop = input.LoopAround(frame);
        var name = Places.ShortName(frame.Symbol);
        var kept = Math.Min(site.Rows * SecondsPerRow + SecondsPerItem * site.Calls, seconds * 0.6);
        var related = frame == site.Frame ? [] : new[] { input.Places.Location(site.Frame) };
        var table = SqlText.FirstTable(template.Fingerprint);
        return new Finding
        {
            Cause = RootCause.NPlusOneQuery,
            Title = $"{name} runs one query for each of {Figures.Count(site.Calls)} items",
            Status = BottleneckStatus.Confirmed,
            Location = input.Places.Location(frame, loop?.EndLine),
            Related = related,
            Statement = template.Fingerprint,
            Table = table,
            Seconds = seconds,
            Explanation =
                $"{input.Places.Of(site.Frame.File, site.Frame.Line)} executed one statement "
                + $"{Figures.Count(site.Calls)} times in one run, with {Distinct(site)} different "
                + $"parameter sets, {Figures.Digits((double)site.Rows / site.Calls)} rows each"
                + (IsFed(site)
                    ? $"; the parameters are values of the {Figures.Count(site.FedByRows)} rows of an earlier query"
                    : "")
                + $". Each call costs {Figures.Time(seconds / site.Calls)}, most of it for asking rather than for the "
                + "data.",
            Impact = $"The number of queries, and with it the time, grows with the number of items: twice the items, "
                + $"twice the {Figures.Time(seconds)}.",
            Evidence = EvidenceOf(input, template, site, seconds),
            Gain = Gains.Modelled(
                seconds - kept, (seconds - kept) * 0.8, seconds - kept * 0.3, CpuShare(input, site),
                $"the calls' {Figures.Time(seconds)} less {Figures.Time(kept)} for fetching the same "
                    + $"{Figures.Count(site.Rows)} rows as one set"),
            Remedy = Remedies.OneQuery(template, site, name, table),
            Lines =
            [
                new LineKey(TimeAttribution.KeyOf(site.Frame), site.Frame.Line),
                .. SiteTime.Fetching(input, site).Select(f => f.Line),
            ],
        };
    }

    private static string Distinct(StatementCallSite site) =>
        (site.DistinctIsAtLeast ? "at least " : "") + Figures.Count(site.DistinctParameters);

    private static double CpuShare(DiagnosisInput input, StatementCallSite site)
    {
        var time = input.Time.Of(new LineKey(TimeAttribution.KeyOf(site.Frame), site.Frame.Line));
        return time is { Seconds: > 0 } ? time.CpuSeconds / time.Seconds : 1;
    }

    private static List<Evidence> EvidenceOf(
        DiagnosisInput input, StatementTemplate template, StatementCallSite site, double seconds)
    {
        var place = input.Places.Of(site.Frame.File, site.Frame.Line);
        var evidence = new List<Evidence>
        {
            new(EvidenceKind.StatementCount,
                $"{Figures.Count(site.Calls)} calls of one template from {place}", site.Calls, "1"),
            new(EvidenceKind.Counter,
                $"{Distinct(site)} distinct parameter sets", site.DistinctParameters, "1"),
            new(EvidenceKind.Stack, $"{Figures.Time(seconds)} of a run at {place}", seconds, "s"),
        };
        if (IsFed(site))
        {
            evidence.Add(new(EvidenceKind.Counter,
                $"the parameters are values of {Figures.Count(site.FedByRows)} rows of: {site.FedBy}",
                site.FedByRows, "1"));
        }

        if (template.Calls > site.Calls)
            evidence.Add(new(EvidenceKind.Counter,
                $"{Figures.Count(template.Calls)} calls from all places", template.Calls, "1"));
        return evidence;
    }
}
