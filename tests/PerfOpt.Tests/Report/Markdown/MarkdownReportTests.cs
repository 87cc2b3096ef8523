using System.Text.RegularExpressions;
using PerfOpt.Core.Model;
using PerfOpt.Report.Markdown;
using PerfOpt.Tests.Report.Json;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Report.Markdown;

public sealed partial class MarkdownReportTests
{
    private static readonly string[] Headings =
    [
        "## Performance Analysis Report", "### Executive Summary", "### Current Performance Metrics",
        "### Bottleneck Analysis", "### Optimization Opportunities", "### Detailed Recommendations",
        "### Performance Projections", "### Scaling Analysis", "### Resource Usage Comparison",
        "### Implementation Roadmap", "### Verification Plan", "### Risk Assessment", "## Recommendation",
    ];

    [Fact]
    public void Full_report_matches_its_snapshot() =>
        Snapshot.Matches(MarkdownReport.Render(SampleReports.Full()), "report.full.md");

    [Fact]
    public void Empty_report_matches_its_snapshot() =>
        Snapshot.Matches(MarkdownReport.Render(SampleReports.Empty()), "report.empty.md");

    [Theory]
    [InlineData("full")]
    [InlineData("empty")]
    [InlineData("hostile")]
    public void Headings_are_the_specifications_in_its_order(string name)
    {
        var found = OutsideFences(MarkdownReport.Render(SampleReports.ByName(name)))
            .Where(line => line.StartsWith("##", StringComparison.Ordinal)).ToList();
        found.Take(Headings.Length).ShouldBe(Headings);
        found.Skip(Headings.Length).ShouldBeSubsetOf(["## Optimization Checklist", "## How Far to Trust This"]);
    }

    [Fact]
    public void Only_the_first_recommendation_is_to_be_done_first()
    {
        var text = MarkdownReport.Render(SampleReports.Full());
        text.Split("**DO THIS FIRST**").Length.ShouldBe(2);
        text[..text.IndexOf("**DO THIS FIRST**", StringComparison.Ordinal)].ShouldNotContain("- R2");
    }

    [Fact]
    public void A_section_without_data_says_what_is_lacking_and_how_to_get_it()
    {
        var text = MarkdownReport.Render(SampleReports.Empty());
        text.ShouldContain("Not measured: any run. Why: the command failed with exit code 1 after 0.2 s. "
            + "To get it: `perfopt analyze --allow-exit-code 1 -- python3 app.py`");
        foreach (var section in text.Split("\n### ").Skip(3).Take(7))
            section.ShouldMatch("Not measured: .+ Why: .+ To get it: .+");
    }

    [Fact]
    public void Gaps_of_the_analysis_stand_in_their_section()
    {
        var report = SampleReports.Empty() with
        {
            Gaps = [new Gap("scaling", "limits", "load was not varied", "perfopt scale -- python3 app.py")],
        };
        var section = MarkdownReport.Render(report).Split("### Scaling Analysis")[1].Split("### ")[0];
        section.ShouldContain("load was not varied");
        section.ShouldContain("`perfopt scale -- python3 app.py`");
    }

    [Fact]
    public void Hostile_text_stays_text()
    {
        var text = MarkdownReport.Render(SampleReports.Hostile());
        var outside = string.Join('\n', OutsideFences(text));
        outside.ShouldNotContain("<script");
        outside.ShouldNotContain("<img");
        outside.ShouldNotContain("<!--");
        outside.ShouldNotMatch(@"(?<!\\)\]\(");
        text.ShouldNotContain("\u001b");
        text.ShouldNotContain("\u202e");
        text.ShouldNotContain("\u2028");
        text.ShouldNotContain("NaN");
        text.ShouldNotContain("∞");
        text.Length.ShouldBeLessThan(200_000);
    }

    [Fact]
    public void Every_row_of_a_table_has_the_headers_cells()
    {
        foreach (var name in new[] { "full", "hostile" })
        {
            var lines = OutsideFences(MarkdownReport.Render(SampleReports.ByName(name))).ToList();
            for (var i = 1; i < lines.Count; i++)
            {
                if (lines[i].StartsWith('|') && lines[i - 1].StartsWith('|'))
                    Bars(lines[i]).ShouldBe(Bars(lines[i - 1]), lines[i]);
            }
        }

        static int Bars(string row) => row.Replace(@"\\", "", StringComparison.Ordinal)
            .Replace(@"\|", "", StringComparison.Ordinal).Count(c => c == '|');
    }

    [Fact]
    public void A_culture_with_decimal_commas_changes_nothing()
    {
        var expected = MarkdownReport.Render(SampleReports.Full());
        using var comma = new CommaCulture();
        MarkdownReport.Render(SampleReports.Full()).ShouldBe(expected);
    }

    [Fact]
    public void Pythons_names_without_a_name_are_code_and_tags_are_not()
    {
        var full = SampleReports.Full();
        var text = MarkdownReport.Render(full with
        {
            Profile = full.Profile! with
            {
                Hotspots =
                [
                    full.Profile.Hotspots[0] with { Symbol = "<module>" },
                    full.Profile.Hotspots[0] with { Symbol = "<script>x<module>" },
                ],
            },
        });
        text.ShouldContain("| `<module>` |");
        text.ShouldContain("| &lt;script&gt;x&lt;module&gt; |");
    }

    [Theory]
    [InlineData("full")]
    [InlineData("empty")]
    public void Holds_no_figure_that_the_json_lacks(string name)
    {
        var report = SampleReports.ByName(name);
        // Numbers of the form itself: list numbers, the tiers' spans, "Top 3", "95 % interval", "of 100".
        var text = OwnNumbers().Replace(MarkdownReport.Render(report), "");
        FigureCheck.Unknown(text, ReportJsonTests.Parse(report)).ShouldBeEmpty();
    }

    [Fact]
    public void A_figure_from_nowhere_is_found() =>
        FigureCheck.Unknown("It takes 17.3 ms.", ReportJsonTests.Parse(SampleReports.Full())).Count.ShouldBe(1);

    [Fact]
    public void Modelled_figures_say_so()
    {
        var text = MarkdownReport.Render(SampleReports.Full());
        var line = text.Split('\n').First(l => l.StartsWith("- Expected improvement", StringComparison.Ordinal));
        line.ShouldContain("modelled");
        text.ShouldContain("| Latency P95 | 3.2 s | 1.2 s (modelled) | -62.5 % |");
    }

    [GeneratedRegex(@"^\d\. |\(\d-\d (hours|days),|Top 3|95 % interval|of 100$|^- Written: .*$"
        + @"|Recommendation \d:", RegexOptions.Multiline)]
    private static partial Regex OwnNumbers();

    /// <summary>The lines that are not inside fenced code, fences themselves left out.</summary>
    internal static IEnumerable<string> OutsideFences(string markdown)
    {
        string? fence = null;
        foreach (var line in markdown.Split('\n'))
        {
            var trimmed = line.TrimStart(' ');
            var run = trimmed.TakeWhile(c => c == '`').Count();
            if (fence is null && run >= 3)
                fence = new string('`', run);
            else if (fence is not null && trimmed == fence)
                fence = null;
            else if (fence is null)
                yield return line;
        }
    }
}
