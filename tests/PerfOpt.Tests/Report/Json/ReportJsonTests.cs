using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PerfOpt.Core.Model;
using PerfOpt.Report.Json;
using PerfOpt.Report.Markdown;
using PerfOpt.Report.Terminal;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Report.Json;

public sealed class ReportJsonTests
{
    [Theory]
    [InlineData("full")]
    [InlineData("empty")]
    [InlineData("hostile")]
    public void What_is_written_reads_back_and_writes_the_same(string name)
    {
        var first = ReportJson.Write(SampleReports.ByName(name));
        ReportJson.Write(ReportJson.Read(first)).ShouldBe(first);
    }

    [Fact]
    public void Full_report_matches_its_snapshot() =>
        Snapshot.Matches(Encoding.UTF8.GetString(ReportJson.Write(SampleReports.Full())), "report.full.json");

    [Fact]
    public void Every_value_of_the_full_report_survives()
    {
        var report = ReportJson.Read(ReportJson.Write(SampleReports.Full()));
        // Another serializer, by reflection, tells whether all values are the same.
        JsonSerializer.Serialize(report).ShouldBe(JsonSerializer.Serialize(SampleReports.Full()));
    }

    [Fact]
    public void Properties_stand_in_the_contracts_order()
    {
        var root = Parse(SampleReports.Full());
        Names(root).ShouldBe(["schema", "tool", "created", "target", "environment", "summary", "baseline", "profile",
            "bottlenecks", "recommendations", "projections", "scaling", "resources", "roadmap", "verification",
            "risks", "conclusion", "checklist", "gaps"]);
        Names(root["baseline"]!["metrics"]![0]!).ShouldBe(["name", "unit", "samples", "median", "mean", "min", "max",
            "p50", "p90", "p95", "p99", "ci95", "target", "targetSource", "verdict"]);
        Names(root["roadmap"]![0]!["items"]![0]!).ShouldBe(["recommendation", "task", "hours"]);
        Names(root["recommendations"]![0]!).ShouldBe(["id", "bottleneck", "title", "tier", "effortHours", "impact",
            "risk", "priority", "estimate", "implementation", "cost", "sideEffects", "rollback"]);
        Names(root["recommendations"]![0]!["estimate"]!).ShouldBe(["metric", "before", "after", "low", "high",
            "change", "basis", "method"]);
    }

    [Fact]
    public void Names_of_enums_are_the_contracts()
    {
        var root = Parse(SampleReports.Full());
        root["bottlenecks"]![0]!["rootCause"]!.GetValue<string>().ShouldBe("n-plus-one-query");
        root["recommendations"]![0]!["tier"]!.GetValue<string>().ShouldBe("quick-win");
        root["verification"]!["plan"]![0]!["kind"]!.GetValue<string>().ShouldBe("before-after");
        root["target"]!["kind"]!.GetValue<string>().ShouldBe("python");
    }

    [Fact]
    public void Figures_that_are_no_numbers_are_absent_and_said_to_be()
    {
        var root = Parse(SampleReports.Hostile());
        root["environment"]!["noise"]!["coefficientOfVariation"].ShouldBeNull();
        root["baseline"]!["metrics"]![0]!["ci95"].ShouldBeNull();
        root["resources"]!.AsArray().Count.ShouldBe(1);
        root["recommendations"]![0]!["estimate"].ShouldBeNull();
        root["gaps"]!.AsArray().Select(g => g!["section"]!.GetValue<string>()).ShouldContain("resources");
    }

    [Fact]
    public void Nothing_absent_is_written_as_null()
    {
        foreach (var name in new[] { "full", "empty", "hostile" })
            Encoding.UTF8.GetString(ReportJson.Write(SampleReports.ByName(name))).ShouldNotMatch(@":\s*null");
    }

    [Fact]
    public void Bytes_are_utf8_without_mark_and_times_are_utc()
    {
        var local = SampleReports.Full() with
        {
            Created = new DateTimeOffset(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2)),
        };
        var bytes = ReportJson.Write(local);
        bytes[0].ShouldBe((byte)'{');
        bytes[^1].ShouldBe((byte)'\n');
        Encoding.UTF8.GetString(bytes).ShouldContain("\"created\": \"2026-01-02T03:04:05Z\"");
    }

    [Fact]
    public void A_culture_with_decimal_commas_changes_nothing()
    {
        var expected = ReportJson.Write(SampleReports.Full());
        using var comma = new CommaCulture();
        ReportJson.Write(SampleReports.Full()).ShouldBe(expected);
        ReportJson.Write(ReportJson.Read(expected)).ShouldBe(expected);
    }

    [Fact]
    public void Properties_of_a_later_version_are_passed_over()
    {
        var root = Parse(SampleReports.Full());
        root["later"] = new JsonObject { ["a"] = 1 };
        root["baseline"]!["later"] = true;
        var report = ReportJson.Read(Encoding.UTF8.GetBytes(root.ToJsonString()));
        report.Baseline!.Runs.ShouldBe(10);
    }

    [Fact]
    public void Lists_that_are_lacking_are_empty()
    {
        var root = Parse(SampleReports.Full());
        foreach (var name in new[] { "bottlenecks", "recommendations", "projections", "gaps", "risks" })
            root.Remove(name);
        root["summary"]!.AsObject().Remove("keyFindings");
        root["profile"]!.AsObject().Remove("hotspots");
        root["baseline"]!["metrics"]![0]!.AsObject().Remove("verdict");
        var report = ReportJson.Read(Encoding.UTF8.GetBytes(root.ToJsonString()));
        report.Bottlenecks.ShouldBeEmpty();
        report.Summary.KeyFindings.ShouldBeEmpty();
        report.Profile!.Hotspots.ShouldBeEmpty();
        report.Baseline!.Metrics[0].Verdict.ShouldBe(TargetVerdict.None);
        report.Schema.ShouldBe(ReportDocument.SchemaName);
    }

    [Theory]
    [InlineData("", "does not fit")]
    [InlineData("[]", "no \"schema\"")]
    [InlineData("{}", "no \"schema\"")]
    [InlineData("{\"schema\":\"perfopt.report/2\"}", "perfopt.report/2")]
    [InlineData("{\"schema\":3}", "schema is \"\"")]
    [InlineData("{\"schema\":\"perfopt.report/1\"}", "tool")]
    [InlineData("{\"schema\":\"perfopt.report/1\",\"gaps\":[null]}", "null in a list")]
    [InlineData("{\"schema\":\"perfopt.report/1\",", "does not fit")]
    [InlineData("not json", "does not fit")]
    public void What_is_no_report_is_refused_in_one_line_with_a_mend(string text, string says)
    {
        var refused = Should.Throw<PerfOptException>(() => ReportJson.Read(Encoding.UTF8.GetBytes(text)));
        refused.Message.ShouldContain(says);
        refused.Message.ShouldNotContain("\n");
        refused.Mend.ShouldContain("perfopt analyze");
        refused.ExitCode.ShouldBe(ExitCodes.Usage);
    }

    [Fact]
    public void Null_where_a_value_must_be_is_refused()
    {
        var root = Parse(SampleReports.Full());
        root["bottlenecks"] = null;
        Should.Throw<PerfOptException>(() => ReportJson.Read(Encoding.UTF8.GetBytes(root.ToJsonString())));
    }

    [Fact]
    public void Depth_and_size_are_bounded()
    {
        var deep = "{\"schema\":\"perfopt.report/1\",\"x\":" + new string('[', 1000) + new string(']', 1000) + "}";
        Should.Throw<PerfOptException>(() => ReportJson.Read(Encoding.UTF8.GetBytes(deep)));
        Should.Throw<PerfOptException>(() => ReportJson.Read(new byte[ReportJson.MaxBytes + 1]))
            .Message.ShouldContain("at most");
    }

    [Fact]
    public void Any_damage_to_a_report_gives_a_report_or_the_one_error()
    {
        var original = ReportJson.Write(SampleReports.Full());
        var random = new Random(20260102);
        for (var i = 0; i < 500; i++)
        {
            var damaged = original[..random.Next(original.Length / 2, original.Length)];
            for (var flips = random.Next(4); flips >= 0; flips--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            if (i % 2 == 0)
                damaged = [.. damaged, .. original.AsSpan(damaged.Length)];
            try
            {
                var report = ReportJson.Read(damaged);
                ReportJson.Write(report).ShouldNotBeEmpty();
                MarkdownReport.Render(report).ShouldNotBeEmpty();
                TerminalSummary.Build(report, "out").Lines.Count.ShouldBeLessThanOrEqualTo(23);
            }
            catch (PerfOptException e)
            {
                e.ExitCode.ShouldBe(ExitCodes.Usage);
            }
        }
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        var path = Path.Combine(Path.GetTempPath(), "perfopt-no-such-report.json");
        Should.Throw<PerfOptException>(() => ReportJson.ReadFile(path)).Message.ShouldContain(path);
    }

    internal static JsonObject Parse(ReportDocument report) =>
        JsonNode.Parse(ReportJson.Write(report), documentOptions: default(JsonDocumentOptions))!.AsObject();

    private static List<string> Names(JsonNode node) => [.. node.AsObject().Select(p => p.Key)];
}
