using System.Text.Json;
using Shouldly;
using Xunit;

namespace PerfOpt.AcceptanceTests;

/// <summary>What is slow in each program is found, first, and is proved.</summary>
public sealed class CauseTests
{
    private static readonly string s_targets = Repository.Target("");
    private static readonly IReadOnlyList<PlantedCause> s_planted = PlantedCause.Read(s_targets, "causes");

    public static TheoryData<string> Programs => [.. s_planted.Select(cause => cause.File)];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_planted_cause_is_first_and_confirmed(string program)
    {
        PlantedCause planted = s_planted.Single(cause => cause.File == program);
        using var command = new PerfOptCommand();
        command.Copy(Repository.Target(program), program);

        PerfOptResult result = await command.RunAsync(
            "analyze", "--runs", "3", "--warmups", "0", "--format", "json", "--", "python3", program);

        JsonElement report = result.ShouldBeWhole();
        using JsonDocument printed = JsonDocument.Parse(result.Output);
        printed.RootElement.GetProperty("schema").GetString().ShouldBe("perfopt.report/1");
        IReadOnlyList<JsonElement> found = report.List("bottlenecks");
        found.ShouldNotBeEmpty();
        JsonElement first = found[0];
        planted.IsAt(first, "").ShouldBeTrue(report.Findings());
        first.GetProperty("status").GetString().ShouldBe("confirmed", report.Findings());
        string id = first.GetProperty("id").GetString()!;
        report.List("recommendations").ShouldContain(r => r.GetProperty("bottleneck").GetString() == id);
        report.ShouldHaveSoundEstimates();
        command.ShouldHaveLeftNothingBehind();
    }
}
