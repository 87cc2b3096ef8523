using PerfOpt.Core.Model;
using static PerfOpt.Report.Markdown.MarkdownText;

namespace PerfOpt.Report.Markdown;

/// <summary>What is to be expected: projections, limits, resources.</summary>
internal static class Outlook
{
    public static void WriteProjections(ReportDocument report, MarkdownWriter to)
    {
        to.Heading(3, "Performance Projections");
        if (report.Projections.Count == 0)
            MarkdownReport.WriteGaps(to, SectionGaps.OfEmpty(report, "projections"));
        foreach (var projection in report.Projections)
        {
            to.Label(Inline(Wording.Scenario(projection.Scenario)));
            foreach (var (label, text) in Projections.Of(projection))
                to.Field(label, Inline(text));
        }
    }

    public static void WriteScaling(ReportDocument report, MarkdownWriter to)
    {
        to.Heading(3, "Scaling Analysis");
        to.Label("Current Scaling Limits");
        if (report.Scaling is not { } scaling)
        {
            MarkdownReport.WriteGaps(to, SectionGaps.OfEmpty(report, "scaling"));
            return;
        }

        foreach (var r in scaling.Resources)
            to.Item($"**{Inline(Resource(r.Resource))}**: {Quantities.Percent(r.Use)} at "
                + $"{Inline(Quantities.Value(r.At, r.Unit))} (limit at {Inline(Quantities.Value(r.Limit, r.Unit))})");
        if (scaling.Usl is { } law)
            to.Item(Projections.Of(law));
        if (scaling.Complexity is { } cost)
            to.Item(Inline(Projections.Of(cost)));
        to.Label("After Optimizations");
        to.Item(report.Projections.Any(p => p.Scenario != "current")
            ? "Modelled, not measured: see Performance Projections."
            : "Not measured: apply the recommendations and repeat the analysis.");
    }

    public static void WriteResources(ReportDocument report, MarkdownWriter to)
    {
        to.Heading(3, "Resource Usage Comparison");
        if (report.Resources.Count == 0)
        {
            MarkdownReport.WriteGaps(to, SectionGaps.OfEmpty(report, "resources"));
            return;
        }

        to.Table(["Resource", "Current", "After Opt", "Change"], report.Resources.Select(r => new[]
        {
            Inline(r.Resource, 120),
            Inline(Quantities.Value(r.Current, r.Unit)),
            r.After is { } after ? Inline($"{Quantities.Value(after, r.Unit)} ({Wording.Of(r.Basis)})") : "not known",
            r.Change is { } change ? Quantities.Change(change) : "",
        }));
    }

    private static string Resource(string name) => name switch
    {
        "cpu" => "CPU",
        "memory" => "Memory",
        "io" => "I/O",
        "network" => "Network",
        _ => name,
    };
}
