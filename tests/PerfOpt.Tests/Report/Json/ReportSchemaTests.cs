using System.Text.Json.Nodes;
using System.Xml.Linq;
using PerfOpt.Report.Json;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Report.Json;

public sealed class ReportSchemaTests
{
    private static XDocument Documentation =>
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, "PerfOpt.Core.xml"));

    [Fact]
    public void The_file_is_what_the_model_says() =>
        Snapshot.MatchesFile(ReportSchema.Text(Documentation), "docs/report.schema.json");

    [Fact]
    public void The_reference_is_what_the_model_says() =>
        Snapshot.MatchesFile(ReportReference.Text(Documentation), "docs/report.md");

    [Theory]
    [InlineData("full")]
    [InlineData("empty")]
    [InlineData("hostile")]
    public void What_is_written_fits_the_schema(string name) =>
        SchemaCheck.Errors(ReportSchema.Generate(Documentation), ReportJsonTests.Parse(SampleReports.ByName(name)))
            .ShouldBeEmpty();

    [Fact]
    public void Every_property_is_described_and_written_by_the_full_report()
    {
        var schema = ReportSchema.Generate(Documentation);
        SchemaCheck.Undescribed(schema, "").ShouldBeEmpty();
        SchemaCheck.Unused(schema, ReportJsonTests.Parse(SampleReports.Full()), "").ShouldBe(
            [], "SampleReports.Full must fill every property");
    }

    [Fact]
    public void What_does_not_fit_is_found()
    {
        var schema = ReportSchema.Generate(Documentation);
        var report = ReportJsonTests.Parse(SampleReports.Full());
        report["bottlenecks"]![0]!["rootCause"] = "bad-luck";
        report["baseline"]!["runs"] = "ten";
        report.Remove("tool");
        report["recommendations"]![0]!["effortHours"] = new JsonArray(1, 2, 3);
        SchemaCheck.Errors(schema, report).Count.ShouldBe(4);
    }
}
