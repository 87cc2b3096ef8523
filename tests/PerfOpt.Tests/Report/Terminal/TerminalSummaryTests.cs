using PerfOpt.Core.Model;
using PerfOpt.Report.Terminal;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Report.Terminal;

public sealed class TerminalSummaryTests
{
    private const string Folder = ".perfopt/reports/2026-01-02T03-04-05";

    [Theory]
    [InlineData("full")]
    [InlineData("empty")]
    public void Matches_its_snapshot(string name) => Snapshot.Matches(Text(name), $"summary.{name}.txt");

    [Theory]
    [InlineData("full", 80)]
    [InlineData("full", 40)]
    [InlineData("full", 120)]
    [InlineData("hostile", 80)]
    [InlineData("hostile", 40)]
    [InlineData("empty", 80)]
    public void Fits_the_screen_but_for_the_path_and_the_command(string name, int width)
    {
        var view = TerminalSummary.Build(SampleReports.ByName(name), Folder, width);
        view.Lines.Count.ShouldBeLessThanOrEqualTo(23);
        foreach (var line in view.Lines.SkipLast(2))
            line.Width.ShouldBeLessThanOrEqualTo(width, line.Plain);
    }

    [Fact]
    public void The_most_that_can_be_shown_fits_24_lines()
    {
        var full = SampleReports.Full();
        var metrics = Enumerable.Range(0, 9).Select(i => full.Baseline!.Metrics[0] with { Name = $"metric_{i}" });
        var report = full with
        {
            Summary = full.Summary with { Headline = string.Join(' ', Enumerable.Repeat("word", 100)) },
            Baseline = full.Baseline! with { Metrics = [.. metrics] },
            Bottlenecks = [.. full.Bottlenecks, .. full.Bottlenecks],
        };
        var view = TerminalSummary.Build(report, Folder);
        view.Lines.Count.ShouldBeLessThanOrEqualTo(23);
        view.ToPlainText().ShouldContain("and 6 more");
    }

    [Fact]
    public void No_control_character_of_the_target_reaches_the_terminal()
    {
        var text = TerminalSummary.Build(SampleReports.Hostile(), "out\u001b[2J").ToPlainText();
        text.Where(c => char.IsControl(c) && c != '\n').ShouldBeEmpty();
        text.ShouldNotContain("\u202e");
    }

    [Fact]
    public void Says_what_where_how_sure_and_what_it_brings()
    {
        var text = Text("full");
        text.ShouldContain("store/books.py:42-47 · n-plus-one-query · confirmed");
        text.ShouldContain("Wall time 3.01 s → 1.1 to 1.3 s (modelled) · 1 to 2 hours");
        text.ShouldContain("✗ Wall time 3.01 s");
        text.ShouldContain("✓ Memory usage (peak) 52 MB");
        text.ShouldContain("noise 1.2 %");
        text.ShouldContain("3 of 1\u202F237 samples lost");
    }

    [Fact]
    public void A_long_headline_takes_the_room_that_targets_leave()
    {
        var full = SampleReports.Full();
        var report = full with
        {
            Summary = full.Summary with { Headline = string.Join(' ', Enumerable.Repeat("word", 50)) },
            Baseline = full.Baseline! with { Metrics = [full.Baseline.Metrics[1]] },
        };
        var view = TerminalSummary.Build(report, Folder);
        view.Lines.Count.ShouldBeLessThanOrEqualTo(23);
        view.ToPlainText().Split("word").Length.ShouldBe(51);
    }

    [Fact]
    public void Suggests_exactly_one_command()
    {
        foreach (var name in new[] { "full", "empty", "hostile" })
            Text(name).Split('\n').Count(l => l.StartsWith("Next ", StringComparison.Ordinal)).ShouldBe(1);
        Text("full").ShouldContain("Next    less ");
        Text("empty").ShouldContain("Next    perfopt analyze --allow-exit-code 1 -- python3 app.py");
    }

    [Fact]
    public void A_report_with_something_to_say_suggests_its_text()
    {
        var full = SampleReports.Full();
        var healthy = full with
        {
            Summary = full.Summary with { Verdict = SummaryVerdict.Healthy }, Bottlenecks = [], Recommendations = [],
        };
        TerminalSummary.Build(healthy, "my reports/x").ToPlainText()
            .ShouldContain("Next    less 'my reports/x/report.md'");
    }

    [Fact]
    public void A_culture_with_decimal_commas_changes_nothing()
    {
        var expected = Text("full");
        using var comma = new CommaCulture();
        Text("full").ShouldBe(expected);
    }

    private static string Text(string name) =>
        TerminalSummary.Build(SampleReports.ByName(name), Folder).ToPlainText();
}
