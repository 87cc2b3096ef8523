using System.Diagnostics;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace PerfOpt.AcceptanceTests;

/// <summary>What is planted in the sample and the targets is where their lists say.</summary>
public sealed class PlantedTests
{
    private const string Fixes =
        "missing-index,sequential-blocking-io,n-plus-one-query,superlinear-algorithm,wrong-data-structure,"
        + "interpreter-bound-loop,commit-per-row";

    [Fact]
    public async Task The_fixed_twin_prints_the_same_with_each_fix_and_none()
    {
        string seed = Path.Combine(Repository.Sample("bookshop"), "data", "bookshop.db");
        byte[] before = await File.ReadAllBytesAsync(seed, TestContext.Current.CancellationToken);
        string expected = await DayOf("bookshop", null);

        foreach (string fix in Fixes.Split(',').Append("none").Append(Fixes))
            (await DayOf("bookshop_fixed", fix)).ShouldBe(expected, fix);

        expected.ShouldContain("takings");
        (await File.ReadAllBytesAsync(seed, TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    [Theory]
    [InlineData("samples/bookshop", "planted")]
    [InlineData("samples/bookshop", "decoys")]
    [InlineData("tests/PerfOpt.AcceptanceTests/targets", "causes")]
    [InlineData("tests/PerfOpt.AcceptanceTests/targets", "clean")]
    public void Places_in_the_lists_exist(string folder, string list)
    {
        string root = Path.Combine(Repository.Root, folder);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "expected.json")));
        JsonElement entries = document.RootElement.GetProperty(list);

        entries.GetArrayLength().ShouldBeGreaterThan(0);
        foreach (JsonElement entry in entries.EnumerateArray())
        {
            string text = File.ReadAllText(Path.Combine(root, entry.GetProperty("file").GetString()!));
            if (!entry.TryGetProperty("symbol", out JsonElement symbol))
                continue;
            int start = text.IndexOf($"def {symbol.GetString()}(", StringComparison.Ordinal);
            start.ShouldBeGreaterThanOrEqualTo(0, entry.ToString());
            int end = text.IndexOf("\n\n\n", start, StringComparison.Ordinal);
            string body = end < 0 ? text[start..] : text[start..end];
            if (entry.TryGetProperty("at", out JsonElement at))
                body.ShouldContain(at.GetString()!, Case.Sensitive, entry.ToString());
        }
    }

    private static async Task<string> DayOf(string sample, string? fixes)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(Repository.Sample(sample), "main.py"));
        start.ArgumentList.Add("--scale");
        start.ArgumentList.Add("0.2");
        if (fixes is not null)
            start.Environment["BOOKSHOP_FIX"] = fixes;
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, fixes);
        return output;
    }
}
