using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace PerfOpt.AcceptanceTests;

public sealed class LauncherTests
{
    [Fact]
    public async Task Version_is_printed_alone()
    {
        using var command = new PerfOptCommand();

        PerfOptResult result = await command.RunAsync("--version");

        result.ExitCode.ShouldBe(0, result.Error);
        Regex.IsMatch(result.Output, @"\A(perfopt )?\d+\.\d+\.\d+\S*\n\z").ShouldBeTrue(result.Output);
        command.ShouldHaveLeftNothingBehind();
    }

    [Fact]
    public async Task The_launcher_works_through_a_link()
    {
        using var command = new PerfOptCommand();
        string link = Path.Combine(command.WorkingFolder, "po");
        File.CreateSymbolicLink(link, Repository.Launcher);

        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(link, "--version") { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(0);
        output.ShouldContain("0.");
    }
}
