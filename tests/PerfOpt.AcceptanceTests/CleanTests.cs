using System.Text.Json;
using Shouldly;
using Xunit;

namespace PerfOpt.AcceptanceTests;

/// <summary>Programs that look slow and are not are left alone.</summary>
public sealed class CleanTests
{
    public static TheoryData<string> Programs => [.. Entries().Select(entry => entry.Text("file"))];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Nothing_grave_is_said_of_a_clean_program(string program)
    {
        JsonElement entry = Entries().Single(candidate => candidate.Text("file") == program);
        string twin = entry.Text("twinOf");
        string?[] may = ["interpreter-bound-loop", .. entry.List("mayHave").Select(cause => cause.GetString())];
        using var command = new PerfOptCommand();
        command.Copy(Repository.Target(program), program);

        PerfOptResult result = await command.RunAsync(
            "analyze", "--runs", "3", "--warmups", "0", "--format", "json", "--", "python3", program);

        JsonElement report = result.ShouldBeWhole();
        JsonElement[] grave =
        [
            .. report.List("bottlenecks").Where(b => b.Text("severity") is "critical" or "high"),
        ];
        grave.ShouldNotContain(b => !may.Contains(b.Text("rootCause")), report.Findings());
        if (twin != "interpreter-bound-loop")
            grave.ShouldNotContain(b => b.Text("rootCause") == twin, report.Findings());
        command.ShouldHaveLeftNothingBehind();
    }

    private static IReadOnlyList<JsonElement> Entries()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Repository.Target("expected.json")));
        return document.RootElement.Clone().List("clean");
    }
}
