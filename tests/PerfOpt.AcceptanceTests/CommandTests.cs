using System.Text.Json;
using Shouldly;
using Xunit;

namespace PerfOpt.AcceptanceTests;

/// <summary>The commands that measure nothing.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly PerfOptCommand _command = new();

    [Theory]
    [InlineData("analyze")]
    [InlineData("profile")]
    [InlineData("verify")]
    [InlineData("report")]
    [InlineData("doctor")]
    [InlineData("completion")]
    public async Task Each_command_explains_itself(string name)
    {
        PerfOptResult result = await _command.RunAsync(name, "--help");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("perfopt " + name);
        result.Output.Split('\n').ShouldAllBe(line => line.Length <= 80);
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_help_names_the_commands()
    {
        PerfOptResult result = await _command.RunAsync("--help");

        result.ExitCode.ShouldBe(0, result.Error);
        foreach (string name in (string[])["analyze", "profile", "verify", "report", "doctor"])
            result.Output.ShouldContain(name);
    }

    [Fact]
    public async Task Without_a_word_the_help_goes_to_standard_error()
    {
        PerfOptResult result = await _command.RunAsync();

        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain("analyze");
    }

    [Fact]
    public async Task This_machine_is_ready()
    {
        PerfOptResult result = await _command.RunAsync("doctor");

        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        result.Output.ShouldContain("python", Case.Insensitive);
        _command.ShouldHaveLeftNothingBehind();
    }

    [Fact]
    public async Task A_written_report_is_rendered_again()
    {
        PerfOptResult analysis = await _command.RunAsync("analyze", "--runs", "2", "--out", "r", "--format", "markdown",
            "--", "python3", "-c", "print(sum(i * i for i in range(3000000)))");
        string folder = analysis.ReportFolder!;
        string markdown = await File.ReadAllTextAsync(
            Path.Combine(folder, "report.md"), TestContext.Current.CancellationToken);

        PerfOptResult asMarkdown = await _command.RunAsync("report", "r", "--format", "markdown");
        PerfOptResult asJson = await _command.RunAsync("report", "r", "--format", "json");

        analysis.ShouldBeWhole();
        analysis.Output.TrimEnd().ShouldBe(markdown.TrimEnd());
        asMarkdown.ExitCode.ShouldBe(0, asMarkdown.Error);
        asMarkdown.Output.TrimEnd().ShouldBe(markdown.TrimEnd());
        using JsonDocument printed = JsonDocument.Parse(asJson.Output);
        JsonElement.DeepEquals(printed.RootElement, analysis.Report!.Value).ShouldBeTrue();
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("folder")]
    [InlineData("broken")]
    public async Task A_report_that_cannot_be_read_is_refused(string name)
    {
        Directory.CreateDirectory(Path.Combine(_command.WorkingFolder, "folder"));
        _command.Write("broken/report.json", "{ \"schema\": ");

        (await _command.RunAsync("report", name)).ShouldSayInOneLine(2).ShouldContain(name);
    }

    public void Dispose() => _command.Dispose();
}
