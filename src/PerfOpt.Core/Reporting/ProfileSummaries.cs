using PerfOpt.Core.Diagnosis;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Reporting;

/// <summary>Step 2 as the report shows it, from the observation.</summary>
public static class ProfileSummaries
{
    private const int MostHotspots = 30;
    private const int MostStatements = 50;
    private const int MostCallSites = 10;

    /// <summary>The summary, or null when nothing was observed.</summary>
    public static ProfileSummary? Of(DiagnosisInput input)
    {
        var observation = input.Observation;
        if (observation.Profile is not { } profile)
            return null;
        var time = input.Time;
        var attributed = time.AttributedSeconds;
        var quality = profile.Quality;
        return new ProfileSummary
        {
            Mode = "sampling",
            RateHz = quality.RequestedHz,
            ReachedHz = quality.ReachedHz,
            Samples = profile.Count,
            LostSamples = quality.MissedRounds + quality.FailedSamples,
            Overhead = quality.DurationSeconds > 0 ? quality.SamplerCpuSeconds / quality.DurationSeconds : null,
            OnCpuShare = attributed > 0 ? time.CpuSeconds / attributed : null,
            WaitShare = attributed > 0 ? 1 - time.CpuSeconds / attributed : null,
            Hotspots = Hotspots(input),
            Statements = Statements(input),
            Io = Io(observation.Operations),
            Locks = Locks(input, profile),
        };
    }

    private static List<Hotspot> Hotspots(DiagnosisInput input)
    {
        var total = Math.Max(input.Time.AttributedSeconds, 1e-9);
        return
        [
            .. input.Time.AllFunctions
                .OrderByDescending(f => f.Value.SelfSeconds).ThenByDescending(f => f.Value.TotalSeconds)
                .Take(MostHotspots)
                .Select(f => new Hotspot
                {
                    Symbol = Places.ShortName(f.Key.Symbol),
                    File = input.Places.File(f.Key.File),
                    Line = f.Value.HottestLine,
                    SelfShare = Math.Min(f.Value.SelfSeconds / total, 1),
                    TotalShare = Math.Min(f.Value.TotalSeconds / total, 1),
                    Samples = f.Value.Samples,
                    Kind = f.Value.WaitSeconds * 2 > f.Value.TotalSeconds ? HotspotKind.Wait : HotspotKind.Cpu,
                }),
        ];
    }

    private static List<StatementSummary> Statements(DiagnosisInput input) =>
    [
        .. (input.Observation.Statements?.Templates ?? [])
            .OrderByDescending(t => t.TotalSeconds)
            .Take(MostStatements)
            .Select(t => new StatementSummary
            {
                Fingerprint = t.Fingerprint,
                Calls = t.Calls,
                TotalTime = t.TotalSeconds,
                Rows = t.Rows,
                CallSites =
                [
                    .. t.CallSites.OrderByDescending(s => s.Calls).Take(MostCallSites).Select(s => new CallSite(
                        input.Places.File(s.Frame.File), s.Frame.Line, Places.ShortName(s.Frame.Symbol), s.Calls)),
                ],
            }),
    ];

    private static IoSummary? Io(OperationLog? operations)
    {
        if (operations is null)
            return null;
        long? Count(params OperationType[] types) =>
            operations.Sites.Where(s => types.Contains(s.Type)).Sum(s => s.Count) is > 0 and var count ? count : null;
        return new IoSummary
        {
            Opens = Count(OperationType.FileOpen),
            Connects = Count(OperationType.SocketConnect),
            ProcessesStarted = Count(OperationType.ProcessStart),
        };
    }

    private static List<LockSummary> Locks(DiagnosisInput input, StackProfile profile)
    {
        var sites = new Dictionary<(string File, int Line, string Symbol), (int Samples, HashSet<int> Threads)>();
        foreach (var sample in profile.Samples)
        {
            if (sample.Activity != ThreadActivity.WaitLock)
                continue;
            if (TimeAttribution.OwnFrames(profile.Walk(sample.Stack)).FirstOrDefault() is not { } frame)
                continue;
            var key = (input.Places.File(frame.File), frame.Line, Places.ShortName(frame.Symbol));
            if (!sites.TryGetValue(key, out var site))
                sites.Add(key, site = (0, []));
            site.Threads.Add(sample.Thread);
            sites[key] = (site.Samples + 1, site.Threads);
        }

        return
        [
            .. sites.Where(s => s.Value.Samples >= profile.Count * 0.01)
                .OrderByDescending(s => s.Value.Samples)
                .Take(10)
                .Select(s => new LockSummary(
                    s.Key.File, s.Key.Line, s.Key.Symbol,
                    (double)s.Value.Samples / profile.Count, s.Value.Threads.Count)),
        ];
    }
}
