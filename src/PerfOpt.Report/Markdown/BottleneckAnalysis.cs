using PerfOpt.Core.Model;
using static PerfOpt.Report.Markdown.MarkdownText;

namespace PerfOpt.Report.Markdown;

/// <summary>Step 3, with the profile of step 2 that it rests on.</summary>
internal static class BottleneckAnalysis
{
    private const int Top = 3;

    public static void Write(ReportDocument report, MarkdownWriter to)
    {
        to.Heading(3, "Bottleneck Analysis");
        to.Label($"Top {Top} Bottlenecks");
        if (report.Bottlenecks.Count == 0)
            WriteNone(report, to);
        foreach (var (bottleneck, number) in report.Bottlenecks.Take(Top).Select((b, i) => (b, i + 1)))
            WriteOne(bottleneck, number, to);
        if (report.Bottlenecks.Count > Top)
        {
            to.Label("Further Bottlenecks");
            foreach (var bottleneck in report.Bottlenecks.Skip(Top))
                to.Item($"{Title(bottleneck)}: {Code(Wording.Of(bottleneck.RootCause))}, "
                    + $"{Wording.Of(bottleneck.Status)}, {Place(bottleneck)}; "
                    + $"Severity: {Wording.Of(bottleneck.Severity)}");
        }
        ProfileTables.Write(report, to);
    }

    /// <summary>The place that a person would change: the code, else the statement, table or endpoint.</summary>
    public static string Place(Bottleneck b)
    {
        if (b.Location is { } place)
            return OfCode(place);
        return b switch
        {
            { Table: { } table } => "table " + Code(table),
            { Endpoint: { } endpoint } => "endpoint " + Code(endpoint),
            { Statement: { } statement } => "statement " + Code(statement),
            _ => "the whole run",
        };
    }

    private static string OfCode(Location place) =>
        Code(Wording.Place(place)) + (place.Symbol is { } symbol ? " in " + Code(symbol) : "");

    private static string Title(Bottleneck b) =>
        Inline(b.Title) + (Sentences.Cost(b) is { } cost ? ": " + cost : "");

    private static void WriteOne(Bottleneck b, int number, MarkdownWriter to)
    {
        to.Break();
        to.Item($"**{Title(b)}**", mark: FormattableString.Invariant($"{number}."));
        const int indent = 3;
        to.Field("Location", Place(b), indent);
        if (b.Location is not null)
        {
            to.Field("Table", b.Table is { } table ? Code(table) : null, indent);
            to.Field("Endpoint", b.Endpoint is { } endpoint ? Code(endpoint) : null, indent);
        }
        if (b.Location is not null || b.Table is not null || b.Endpoint is not null)
            to.Field("Statement", b.Statement is { } statement ? Code(statement) : null, indent);
        to.Field("See also", string.Join(", ", Wording.Elsewhere(b).Select(OfCode)), indent);
        to.Field("Root Cause", $"{Code(Wording.Of(b.RootCause))}: {Inline(b.Explanation, 2000)}", indent);
        to.Field("Impact", Inline(b.Impact, 1000), indent);
        to.Field("Severity", Wording.Of(b.Severity), indent);
        to.Field("Status", b.Status is BottleneckStatus.Confirmed
            ? "confirmed by a measurement of the running target"
            : "suspected: no measurement of the running target shows it yet", indent);
        if (b.Evidence.Count == 0)
            return;
        to.Item("Evidence:", indent);
        foreach (var evidence in b.Evidence)
            to.Item(Inline(evidence.Text), indent + 2);
    }

    private static void WriteNone(ReportDocument report, MarkdownWriter to)
    {
        if (report.Profile is null)
        {
            MarkdownReport.WriteGaps(to, SectionGaps.OfEmpty(report, "bottlenecks", "profile", "baseline"));
            return;
        }

        to.Item("None was found.");
        MarkdownReport.WriteGaps(to, SectionGaps.Of(report, "bottlenecks"));
    }
}
