using System.Text.Json;
using Shouldly;
using Xunit;

namespace PerfOpt.AcceptanceTests;

/// <summary>What is planted in the sample is found there, and nothing else.</summary>
public sealed class SampleTests(BookshopAnalysis analysis) : IClassFixture<BookshopAnalysis>
{
    private const string Folder = "samples/bookshop";
    private static readonly IReadOnlyList<PlantedCause> s_planted =
        PlantedCause.Read(Repository.Sample("bookshop"), "planted");

    public static TheoryData<string> Causes => [.. s_planted.Select(cause => cause.RootCause)];

    [Fact]
    public void The_costliest_cause_is_first()
    {
        JsonElement report = analysis.Result.ShouldBeWhole();
        JsonElement first = report.List("bottlenecks")[0];

        // Commits cost what the disk takes to sync, so on a slow disk they may be what costs most.
        PlantedCause expected = first.Text("rootCause") == "commit-per-row" ? s_planted[^1] : s_planted[0];
        expected.IsAt(first, Folder).ShouldBeTrue(report.Findings());
        double[] shares = [.. report.List("bottlenecks").Select(b => b.GetProperty("share").GetDouble())];
        shares[0].ShouldBe(shares.Max(), report.Findings());
        report.ShouldHaveSoundEstimates();
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public void Each_planted_cause_is_found(string rootCause)
    {
        JsonElement report = analysis.Result.ShouldBeWhole();
        PlantedCause planted = s_planted.Single(cause => cause.RootCause == rootCause);

        report.List("bottlenecks").ShouldContain(b => planted.IsAt(b, Folder), report.Findings());
    }

    [Fact]
    public void No_decoy_is_taken_for_more_than_a_trifle()
    {
        JsonElement report = analysis.Result.ShouldBeWhole();
        using JsonDocument document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Repository.Sample("bookshop"), "expected.json")));
        foreach (JsonElement decoy in document.RootElement.List("decoys"))
        {
            // A decoy beside a planted place is told from it by its cause.
            string[] planted =
            [
                .. s_planted.Where(cause => cause.Symbols.Contains(decoy.Text("symbol"))).Select(c => c.RootCause),
            ];
            report.List("bottlenecks")
                .Where(b => b.Place("symbol") == decoy.Text("symbol") && !planted.Contains(b.Text("rootCause")))
                .ShouldAllBe(b => b.Text("severity") == "low", report.Findings());
        }
    }

    [Fact]
    public void The_database_is_as_it_was() => analysis.Digests.After.ShouldBe(analysis.Digests.Before);

    [Fact]
    public void The_summary_names_the_first_place_and_the_page()
    {
        analysis.Result.Output.ShouldContain("report.html");
        string place = analysis.Result.Report!.Value.List("bottlenecks")[0].Place("symbol")!;
        analysis.Result.Output.ShouldContain(place);
    }
}
