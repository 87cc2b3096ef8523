using System.Text.Json;
using Shouldly;
using Xunit;

namespace PerfOpt.AcceptanceTests;

/// <summary>Two commands are told apart by what they take and what they print.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly PerfOptCommand _command = new();

    public VerifyTests()
    {
        _command.Write("slow.py", "t = 0\nfor i in range(6000000):\n    t += i\nprint(t)\n");
        _command.Write("fast.py", "print(sum(range(6000000)))\n");
        _command.Write("other.py", "print(sum(range(6000000)) + 1)\n");
        _command.Write("fails.py", "raise SystemExit('it does not work')\n");
    }

    [Theory]
    [InlineData("slow.py", "fast.py", 0, "improved")]
    [InlineData("fast.py", "slow.py", 1, "regressed")]
    public async Task A_large_change_is_told(string before, string after, int exitCode, string verdict)
    {
        PerfOptResult result = await VerifyAsync(before, after);

        result.ExitCode.ShouldBe(exitCode, result.Error + result.Output);
        JsonElement first = Results(result)[0];
        first.GetProperty("verdict").GetString().ShouldBe(verdict);
        first.GetProperty("outputUnchanged").GetBoolean().ShouldBeTrue();
        double change = first.GetProperty("change").GetDouble();
        change.ShouldBeInRange(
            first.GetProperty("changeCi95")[0].GetDouble(), first.GetProperty("changeCi95")[1].GetDouble());
        _command.ShouldHaveLeftNothingBehind();
    }

    [Fact]
    public async Task The_same_is_not_called_a_change()
    {
        PerfOptResult result = await VerifyAsync("slow.py", "slow.py", "--threshold", "25%");

        result.ExitCode.ShouldBeOneOf(0, 5);
        Results(result)[0].GetProperty("verdict").GetString().ShouldBeOneOf("equivalent", "inconclusive");
    }

    [Fact]
    public async Task Another_output_fails_though_it_is_faster()
    {
        PerfOptResult result = await VerifyAsync("slow.py", "other.py");

        result.ExitCode.ShouldBe(1, result.Error);
        Results(result)[0].GetProperty("outputUnchanged").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_side_that_fails_is_said()
    {
        PerfOptResult result = await VerifyAsync("fast.py", "fails.py");

        result.ShouldSayInOneLine(3).ShouldContain("it does not work");
    }

    public void Dispose() => _command.Dispose();

    private Task<PerfOptResult> VerifyAsync(string before, string after, params string[] more) => _command.RunAsync(
        ["verify", "--before", "python3 " + before, "--after", "python3 " + after, "--format", "json", .. more]);

    private static JsonElement Results(PerfOptResult result)
    {
        using JsonDocument document = JsonDocument.Parse(result.Output);
        JsonElement root = document.RootElement.Clone();
        return root.TryGetProperty("results", out JsonElement results)
            ? results : root.GetProperty("verification").GetProperty("results");
    }
}
