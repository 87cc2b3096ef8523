using PerfOpt.Core.Model;
using static PerfOpt.Report.Markdown.MarkdownText;

namespace PerfOpt.Report.Markdown;

/// <summary>Step 2: hot places, statements, memory, operations and locks.</summary>
internal static class ProfileTables
{
    private const int Rows = 10;

    public static void Write(ReportDocument report, MarkdownWriter to)
    {
        if (report.Profile is not { } profile)
            return;
        WriteHotspots(profile, to);
        WriteStatements(profile, to);
        WriteMemory(profile.Memory, to);
        WriteLocks(profile, to);
        if (profile.Io is { } io)
            WriteOperations(io, to);
        if (profile.Artifacts is { } files)
        {
            to.Label("Profile Files");
            to.Field("speedscope", files.Speedscope is { } s ? Code(s) : null);
            to.Field("collapsed stacks", files.Collapsed is { } c ? Code(c) : null);
            to.Field("pprof", files.Pprof is { } p ? Code(p) : null);
        }
    }

    private static void WriteHotspots(ProfileSummary profile, MarkdownWriter to)
    {
        if (profile.Hotspots.Count == 0)
            return;
        var split = profile is { OnCpuShare: { } cpu, WaitShare: { } wait }
            ? $" ({Quantities.Percent(cpu)} on a processor, {Quantities.Percent(wait)} waiting)" : "";
        to.Label("Where the Time Goes", split + More(profile.Hotspots.Count) + ":");
        to.Table(["Function", "Place", "Self", "Total", "Samples", "Kind"], profile.Hotspots.Take(Rows).Select(
            h => new[]
            {
                CodeCell(h.Symbol, 80), CodeCell(FormattableString.Invariant($"{h.File}:{h.Line}"), 120),
                Quantities.Percent(h.SelfShare), Quantities.Percent(h.TotalShare), Quantities.Count(h.Samples),
                JsonNames<HotspotKind>.Of(h.Kind),
            }));
    }

    private static void WriteStatements(ProfileSummary profile, MarkdownWriter to)
    {
        if (profile.Statements.Count == 0)
            return;
        to.Label("Statements", More(profile.Statements.Count) + ":");
        to.Table(["Statement", "Calls", "Time", "Rows", "Called from"], profile.Statements.Take(Rows).Select(
            s => new[]
            {
                CodeCell(s.Fingerprint, 160), Quantities.Count(s.Calls), Quantities.Duration(s.TotalTime),
                s.Rows is { } rows ? Quantities.Count(rows) : "",
                s.CallSites is [var site, ..]
                    ? CodeCell(FormattableString.Invariant($"{site.File}:{site.Line}"), 120) : "",
            }));
    }

    private static void WriteMemory(MemorySummary? memory, MarkdownWriter to)
    {
        if (memory is null)
            return;
        to.Label("Memory over Time");
        to.Field("Trend", memory.Trend is { } trend ? JsonNames<MemoryTrend>.Of(trend) : null);
        if (memory.SlopeBytesPerSecond is { } slope)
            to.Field("Growth", Quantities.Value(slope, "B/s") + (memory.SlopeCi95 is [var low, var high]
                ? ", 95 % interval " + Quantities.Interval(low, high, "", "B/s") : ", no interval"));
        foreach (var growth in memory.Growth.Take(Rows))
            to.Item($"{Code(FormattableString.Invariant($"{growth.File}:{growth.Line}"))}: "
                + $"{Quantities.Bytes(growth.Bytes)} of {Code(growth.Type)}");
    }

    private static void WriteLocks(ProfileSummary profile, MarkdownWriter to)
    {
        if (profile.Locks.Count == 0)
            return;
        to.Label("Locks", More(profile.Locks.Count) + ":");
        foreach (var place in profile.Locks.Take(Rows))
            to.Item($"{Code(FormattableString.Invariant($"{place.File}:{place.Line}"))} in {Code(place.Symbol)}: "
                + $"{Quantities.Percent(place.WaitShare)} of the time waited, "
                + Sentences.Plural(place.Waiters, "waiter"));
    }

    private static void WriteOperations(IoSummary io, MarkdownWriter to)
    {
        var counted = Operations.Of(io).ToList();
        if (counted.Count > 0)
            to.Label("Operations of One Run");
        foreach (var (name, text) in counted)
            to.Item(name + ": " + text);
    }

    private static string More(int count) => count > Rows
        ? FormattableString.Invariant($", first {Rows} of {count}") : "";
}
