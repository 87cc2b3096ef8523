using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>
/// <c>commit-per-row</c>: many writes, each in a transaction of its own. Confirmed by the counts of commits (or of
/// writes outside of any transaction) and of the writes in them.
/// </summary>
public sealed class CommitPerRow : IDetector
{
    private const int FewestCommits = 10;
    private const double MostWritesPerCommit = 3;
    private const double LeastShare = 0.01;

    /// <inheritdoc />
    public RootCause Cause => RootCause.CommitPerRow;

    /// <inheritdoc />
    public IEnumerable<Finding> Detect(DiagnosisInput input)
    {
        if (input.Observation.Statements is not { } log)
            yield break;
        foreach (var template in log.Templates)
        {
            foreach (var site in template.CallSites.Where(s => CommitsOf(template, s) >= FewestCommits))
            {
                var seconds = SiteTime.Of(input, site);
                if (input.Time.Share(seconds) >= LeastShare)
                    yield return Describe(input, template, site, seconds);
            }
        }
    }

    private static long CommitsOf(StatementTemplate template, StatementCallSite site) => template.Kind switch
    {
        StatementKind.Commit when site.WritesCommitted > 0
            && site.WritesCommitted <= site.Calls * MostWritesPerCommit => site.Calls,
        StatementKind.Write when template.Autocommits >= template.DriverCalls * 0.5 => site.Calls,
        _ => 0,
    };

    private static Finding Describe(
        DiagnosisInput input, StatementTemplate template, StatementCallSite site, double seconds)
    {
        var commits = site.Calls;
        var writes = template.Kind == StatementKind.Commit ? site.WritesCommitted : site.Calls;
        var frame = input.LoopFrame(site.Stack);
        var name = Places.ShortName(frame.Symbol);
        var place = input.Places.Of(site.Frame.File, site.Frame.Line);
        // One transaction pays the commit once; an autocommitted write still has to be executed.
        var kept = template.Kind == StatementKind.Commit ? seconds / commits : writes * 8e-6 + seconds / commits;
        kept = Math.Min(kept, seconds * 0.5);
        var time = input.Time.Of(new LineKey(TimeAttribution.KeyOf(site.Frame), site.Frame.Line));
        return new Finding
        {
            Cause = RootCause.CommitPerRow,
            Title = $"{name} commits {Figures.Count(commits)} times for {Figures.Count(writes)} writes",
            Status = BottleneckStatus.Confirmed,
            Location = input.Places.Location(frame, input.LoopAround(frame)?.EndLine),
            Related = frame == site.Frame ? [] : [input.Places.Location(site.Frame)],
            Statement = template.Fingerprint,
            Table = SqlText.FirstTable(template.Fingerprint),
            Seconds = seconds,
            Explanation =
                $"{place} ended {Figures.Count(commits)} transactions in one run that held {Figures.Count(writes)} "
                + $"writes. Each costs {Figures.Time(seconds / commits)}, for the journal and for waiting until "
                + "storage has it.",
            Impact = $"Each further row costs a further transaction; the {Figures.Time(seconds)} grow with the rows "
                + "and with the storage's delay.",
            Evidence =
            [
                new(EvidenceKind.StatementCount,
                    $"{Figures.Count(commits)} transactions ended at {place}", commits, "1"),
                new(EvidenceKind.Counter, $"{Figures.Count(writes)} writes in them", writes, "1"),
                new(EvidenceKind.Wait, $"{Figures.Time(seconds)} of a run at {place}", seconds, "s"),
            ],
            Gain = Gains.Modelled(
                seconds - kept, (seconds - kept) * 0.8, seconds,
                time is { Seconds: > 0 } ? time.CpuSeconds / time.Seconds : 0.5,
                $"the commits' {Figures.Time(seconds)} less {Figures.Time(kept)} for one transaction"),
            Remedy = Remedies.OneTransaction(name),
            Lines = [new LineKey(TimeAttribution.KeyOf(site.Frame), site.Frame.Line)],
        };
    }
}
