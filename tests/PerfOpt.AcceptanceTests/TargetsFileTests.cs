using System.Text.Json;
using Shouldly;
using Xunit;

namespace PerfOpt.AcceptanceTests;

/// <summary>What the user wants is held against what was measured.</summary>
public sealed class TargetsFileTests : IDisposable
{
    private const string Program = """
        import os, time
        for i in range(30):
            start = time.perf_counter()
            time.sleep(0.005)
            if path := os.environ.get("PERFOPT_OPERATIONS"):
                with open(path, "a") as out:
                    out.write(f"checkout {time.perf_counter() - start}\n")
                    out.write("checkout rows 12 1\n")
        """;

    private readonly PerfOptCommand _command = new();

    public TargetsFileTests() => _command.Write("app.py", Program);

    [Theory]
    [InlineData("50 ms", 1, "missed")]
    [InlineData("1 min", 0, "met")]
    public async Task A_target_on_the_run_gates(string limit, int exitCode, string verdict)
    {
        _command.Write("perfopt.yaml", $"targets:\n  - metric: wall_time\n    limit: {limit}\n");

        PerfOptResult result = await AnalyzeAsync("--check");

        result.ExitCode.ShouldBe(exitCode, result.Error + result.Output);
        JsonElement report = result.Report.ShouldNotBeNull();
        report.Metric("wall_time")!.Value.Text("verdict").ShouldBe(verdict);
        report.GetProperty("baseline").List("issues").Any(i => i.GetString()!.Contains("over its target"))
            .ShouldBe(verdict == "missed");
    }

    [Fact]
    public async Task Without_the_gate_a_missed_target_is_only_said()
    {
        _command.Write("perfopt.yaml", "targets:\n  - metric: wall_time\n    limit: 50 ms\n");

        (await AnalyzeAsync()).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Operations_that_the_program_writes_are_metrics_with_targets()
    {
        _command.Write("perfopt.yaml", """
            targets:
              - metric: latency
                operation: checkout
                percentile: 95
                limit: 1 ms
            """);

        PerfOptResult result = await AnalyzeAsync("--check");

        result.ExitCode.ShouldBe(1, result.Error + result.Output);
        JsonElement report = result.Report.ShouldNotBeNull();
        JsonElement latency = report.Metric("latency", "checkout").ShouldNotBeNull();
        latency.GetProperty("samples").GetInt32().ShouldBe(90);
        latency.GetProperty("median").GetDouble().ShouldBeGreaterThanOrEqualTo(0.005);
        latency.Text("verdict").ShouldBe("missed");
        report.Metric("rows", "checkout")!.Value.GetProperty("median").GetDouble().ShouldBe(12);
        report.Metric("throughput", "checkout").ShouldNotBeNull();
    }

    public void Dispose() => _command.Dispose();

    private Task<PerfOptResult> AnalyzeAsync(params string[] options) =>
        _command.RunAsync(["analyze", "--runs", "3", "--warmups", "0", .. options, "--", "python3", "app.py"]);
}
