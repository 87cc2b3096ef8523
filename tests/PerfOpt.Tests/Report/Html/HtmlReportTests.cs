using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PerfOpt.Core.Model;
using PerfOpt.Report.Html;
using PerfOpt.Report.Json;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Report.Html;

public sealed partial class HtmlReportTests
{
    private static readonly string[] Allowed =
    [
        "html", "head", "meta", "title", "style", "body", "a", "header", "p", "h1", "h2", "h3", "h4", "span", "ul",
        "li", "dl", "dt", "dd", "code", "pre", "div", "button", "nav", "main", "section", "article", "details",
        "summary", "table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "line", "circle", "rect", "strong",
        "footer", "script",
    ];

    [Theory]
    [InlineData("full")]
    [InlineData("empty")]
    [InlineData("hostile")]
    public async Task Is_well_formed_and_holds_only_its_own_elements(string name)
    {
        var html = await HtmlReport.RenderAsync(SampleReports.ByName(name));
        var elements = HtmlScan.Elements(html);
        elements.Select(e => e.Name).Distinct().ShouldBeSubsetOf(Allowed);
        elements.Count(e => e.Name == "script").ShouldBe(2);
        foreach (var (tag, attributes) in elements)
        {
            attributes.Keys.ShouldNotContain("style");
            attributes.Keys.ShouldNotContain("src");
            attributes.Keys.Where(k => k.StartsWith("on", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(tag);
            if (attributes.TryGetValue("href", out var target))
                target.ShouldMatch("^#[a-z]+(-[0-9]+)?$");
        }
    }

    [Theory]
    [InlineData("full")]
    [InlineData("hostile")]
    public async Task Links_lead_somewhere_and_ids_are_used_once(string name)
    {
        var elements = HtmlScan.Elements(await HtmlReport.RenderAsync(SampleReports.ByName(name)));
        var ids = elements.Where(e => e.Attributes.ContainsKey("id")).Select(e => e.Attributes["id"]).ToList();
        ids.Distinct().Count().ShouldBe(ids.Count);
        foreach (var (_, attributes) in elements)
        {
            if (attributes.TryGetValue("href", out var target))
                ids.ShouldContain(target[1..]);
            if (attributes.TryGetValue("data-copy", out var source))
                ids.ShouldContain(source);
            if (attributes.TryGetValue("aria-labelledby", out var label))
                ids.ShouldContain(label);
        }
    }

    [Fact]
    public async Task Hostile_text_stays_text()
    {
        var html = await HtmlReport.RenderAsync(SampleReports.Hostile());
        html.ShouldNotContain("<img");
        html.ShouldNotContain("alert(1)</script>");
        html.ShouldNotContain("\u001b");
        html.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        html.ShouldNotContain("NaN");
    }

    [Fact]
    public async Task The_json_inside_is_the_report()
    {
        foreach (var name in new[] { "full", "empty", "hostile" })
        {
            var report = SampleReports.ByName(name);
            var raw = HtmlScan.Raw(await HtmlReport.RenderAsync(report), "report-data");
            raw.ShouldNotContain("<");
            ReportJson.Write(ReportJson.Read(Encoding.UTF8.GetBytes(raw))).ShouldBe(ReportJson.Write(report));
        }
    }

    [Fact]
    public async Task The_policy_allows_exactly_the_pages_own_style_and_script()
    {
        var html = await HtmlReport.RenderAsync(SampleReports.Full());
        var policy = HtmlScan.Elements(html).Single(e => e.Attributes.ContainsKey("http-equiv")).Attributes["content"];
        policy.ShouldStartWith("default-src 'none'; ");
        foreach (var (open, close) in new[] { ("<style>", "</style>"), ("<script>", "</script>") })
        {
            var inner = html.Split(open)[1].Split(close)[0];
            policy.ShouldContain($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(inner)))}'");
        }
    }

    [Fact]
    public async Task Names_nothing_of_the_network()
    {
        var report = SampleReports.Full() with
        {
            Target = new TargetInfo { Kind = TargetKind.Python, Command = ["python3", "app.py"] },
        };
        Address().Matches(await HtmlReport.RenderAsync(report)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Headings_step_down_one_at_a_time()
    {
        foreach (var name in new[] { "full", "empty" })
        {
            var levels = HtmlScan.Elements(await HtmlReport.RenderAsync(SampleReports.ByName(name)))
                .Where(e => e.Name.Length == 2 && e.Name[0] == 'h' && char.IsDigit(e.Name[1]))
                .Select(e => e.Name[1] - '0').ToList();
            levels[0].ShouldBe(1);
            levels.Count(l => l == 1).ShouldBe(1);
            foreach (var (above, below) in levels.Zip(levels.Skip(1)))
                below.ShouldBeLessThanOrEqualTo(above + 1);
        }
    }

    [Fact]
    public async Task A_culture_with_decimal_commas_changes_nothing()
    {
        var expected = await HtmlReport.RenderAsync(SampleReports.Full());
        using var comma = new CommaCulture();
        (await HtmlReport.RenderAsync(SampleReports.Full())).ShouldBe(expected);
    }

    [Fact]
    public async Task Stays_small_whatever_the_target_says() =>
        (await HtmlReport.RenderAsync(SampleReports.Full())).Length.ShouldBeLessThan(100_000);

    [GeneratedRegex("(https?:)?//[a-z]", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
