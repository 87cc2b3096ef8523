using System.Text.Json;
using PerfOpt.Cli.Commands;
using PerfOpt.Cli.Doctor;
using PerfOpt.Core.Model;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Cli;

public sealed class ExitCodeTests : IDisposable
{
    private readonly CliRun _run = new();

    public void Dispose() => _run.Dispose();

    public static TheoryData<TargetVerdict[], int> Gates => new()
    {
        { [TargetVerdict.Met], ExitCodes.Done },
        { [TargetVerdict.Met, TargetVerdict.Missed], ExitCodes.GateFailed },
        { [TargetVerdict.Met, TargetVerdict.None], ExitCodes.Undecided },
        { [TargetVerdict.None, TargetVerdict.Missed], ExitCodes.GateFailed },
        { [], ExitCodes.Usage },
    };

    [Theory]
    [MemberData(nameof(Gates))]
    public async Task Check_holds_the_metrics_that_have_targets_against_them(TargetVerdict[] verdicts, int code)
    {
        (double?, TargetVerdict)[] metrics =
            [(null, TargetVerdict.None), .. verdicts.Select(verdict => ((double?)1.0, verdict))];
        _run.Outcome = new AnalysisOutcome(Reports.Sample(metrics));

        (await _run.RunAsync("analyze", "--check", "--", "x")).ShouldBe(code);
        (await _run.RunAsync("analyze", "--", "x")).ShouldBe(ExitCodes.Done);
    }

    [Theory]
    [InlineData(ComparisonVerdict.Improved, true, ExitCodes.Done)]
    [InlineData(ComparisonVerdict.Equivalent, null, ExitCodes.Done)]
    [InlineData(ComparisonVerdict.Regressed, true, ExitCodes.GateFailed)]
    [InlineData(ComparisonVerdict.Improved, false, ExitCodes.GateFailed)]
    [InlineData(ComparisonVerdict.Inconclusive, true, ExitCodes.Undecided)]
    [InlineData(ComparisonVerdict.Inconclusive, false, ExitCodes.GateFailed)]
    public async Task Verify_answers_with_its_verdict(ComparisonVerdict verdict, bool? outputUnchanged, int code)
    {
        _run.Verification = Reports.Verified(verdict, outputUnchanged);

        (await _run.RunAsync("verify", "--before", "a", "--after", "b")).ShouldBe(code);
    }

    [Fact]
    public async Task Verify_prints_the_change_with_its_interval_and_how_many_pairs_would_decide()
    {
        _run.Verification = Reports.Verified(ComparisonVerdict.Inconclusive);
        await _run.RunAsync("verify", "--before", "a", "--after", "b");

        _run.Out.ShouldBe("""
            wall_time: inconclusive, -50.0 % (95 % interval -53.0 % to -47.0 %), threshold 2 %
              about 40 pairs would decide: --pairs 40
              before 200.0 ms, 10 runs   after 100.0 ms, 10 runs
            output: the same

            """);
    }

    [Fact]
    public async Task Verify_gates_on_the_first_metric_alone()
    {
        VerificationResult first = Reports.Verified(ComparisonVerdict.Improved).Results[0];
        VerificationResult second = Reports.Verified(ComparisonVerdict.Regressed).Results[0];
        second = second with { Metric = MetricNames.PeakRss };
        _run.Verification = new VerificationSection { Results = [first, second] };
        _run.Notes = ["the machine was busy"];

        (await _run.RunAsync("verify", "--before", "a", "--after", "b")).ShouldBe(ExitCodes.Done);
        _run.Out.ShouldContain("peak_rss: regressed");
        _run.Error.ShouldBe("note: the machine was busy\n");
    }

    [Fact]
    public async Task Verify_prints_the_contract_as_json()
    {
        await _run.RunAsync("verify", "--before", "a", "--after", "b", "--format", "json");

        JsonElement result = JsonDocument.Parse(_run.Out).RootElement.GetProperty("results")[0];
        result.GetProperty("metric").GetString().ShouldBe("wall_time");
        result.GetProperty("verdict").GetString().ShouldBe("improved");
        result.GetProperty("changeCi95")[0].GetDouble().ShouldBe(-0.53);
        result.GetProperty("before").GetProperty("median").GetDouble().ShouldBe(0.2);
        result.TryGetProperty("pairsNeeded", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_target_that_failed_still_leaves_the_report_of_what_was_measured()
    {
        _run.Outcome = new AnalysisOutcome(Reports.Sample(),
            new PerfOptException("It failed.", "Mend it.", ExitCodes.TargetFailed));

        (await _run.RunAsync("analyze", "--out", "here", "--format", "json", "--", "x"))
            .ShouldBe(ExitCodes.TargetFailed);
        _run.Out.ShouldBe("Json of the headline at 80\n");
        _run.Error.ShouldBe("report: here/report.html\nperfopt: It failed; mend it\n");
        File.Exists(Path.Combine(_run.Folder, "here", "report.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task An_interruption_still_leaves_the_report_of_what_was_measured()
    {
        using var stop = new CancellationTokenSource();
        _run.Operations = _run.Operations with
        {
            Analyze = async (_, _, _) =>
            {
                await stop.CancelAsync();
                return new AnalysisOutcome(Reports.Sample());
            },
        };

        (await _run.RunAsync(stop.Token, "analyze", "--out", "here", "--", "x")).ShouldBe(ExitCodes.Interrupted);
        File.Exists(Path.Combine(_run.Folder, "here", "report.json")).ShouldBeTrue();
        _run.Error.ShouldEndWith("perfopt: interrupted; nothing is left running\n");
    }

    [Fact]
    public async Task A_bug_is_not_swallowed()
    {
        _run.Operations = _run.Operations with { Analyze = (_, _, _) => throw new InvalidOperationException("a bug") };

        await Should.ThrowAsync<InvalidOperationException>(_run.RunAsync("analyze", "--", "x"));
    }

    [Theory]
    [InlineData(CheckStatus.Ok, ExitCodes.Done)]
    [InlineData(CheckStatus.Information, ExitCodes.Done)]
    [InlineData(CheckStatus.Warning, ExitCodes.Done)]
    [InlineData(CheckStatus.Failed, ExitCodes.EnvironmentNotReady)]
    public async Task Doctor_fails_only_when_something_needed_is_missing(CheckStatus status, int code)
    {
        _run.Checks = [new("first", CheckStatus.Ok, "fine"), new("second", status, "found", "do this")];

        (await _run.RunAsync("doctor")).ShouldBe(code);
        (await _run.RunAsync("doctor", "--format", "json")).ShouldBe(code);
        _run.Out.ShouldContain("\"ready\": " + (code == 0 ? "true" : "false"));
    }

    [Theory]
    [InlineData("text", "Text")]
    [InlineData("markdown", "Markdown")]
    [InlineData("html", "Html")]
    [InlineData("json", "Json")]
    public async Task Report_renders_the_newest_report_in_each_format(string format, string renderer)
    {
        await WriteReportAsync("20260101T000000Z", "old", DateTime.UnixEpoch);
        await WriteReportAsync("20250101T000000Z", "new", DateTime.UnixEpoch.AddDays(1));

        (await _run.RunAsync("report", "--format", format)).ShouldBe(ExitCodes.Done);
        _run.Out.ShouldBe($"{renderer} of new at 80\n");
    }

    [Fact]
    public async Task Report_takes_a_folder_or_a_file()
    {
        await WriteReportAsync("a", "one", DateTime.UnixEpoch);

        (await _run.RunAsync("report", ".perfopt/reports/a")).ShouldBe(ExitCodes.Done);
        (await _run.RunAsync("report", ".perfopt/reports/a/report.json")).ShouldBe(ExitCodes.Done);
        _run.Out.ShouldBe("Text of one at 80\nText of one at 80\n");
    }

    private async Task WriteReportAsync(string name, string headline, DateTime written)
    {
        string file = Path.Combine(_run.Folder, ".perfopt", "reports", name, "report.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, headline, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(file, written);
    }
}
