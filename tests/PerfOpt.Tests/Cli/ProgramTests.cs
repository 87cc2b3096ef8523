using System.Diagnostics;
using PerfOpt.Cli;
using PerfOpt.Core.Model;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Cli;

/// <summary>The program as a process.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("perfopt-program-").FullName;

    private static string Executable => Path.Combine(AppContext.BaseDirectory, "perfopt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Version_is_one_line()
    {
        (int code, string output, string error) = await ShellAsync($"'{Executable}' --version");
        code.ShouldBe(ExitCodes.Done);
        output.ShouldBe(Program.VersionLine + "\n");
        Program.VersionLine.ShouldMatch(@"^perfopt \d+\.\d+\.\d+$");
        error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Version_loads_no_library()
    {
        // The same program with every library but its own emptied: what loads one fails.
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory))
        {
            string copy = Path.Combine(_folder, Path.GetFileName(file));
            if (Path.GetFileName(file) is "perfopt" or "perfopt.dll" or "perfopt.deps.json"
                or "perfopt.runtimeconfig.json")
                File.Copy(file, copy);
            else if (file.EndsWith(".dll", StringComparison.Ordinal))
                await File.WriteAllBytesAsync(copy, [], TestContext.Current.CancellationToken);
        }

        string natives = Path.Combine(AppContext.BaseDirectory, "runtimes");
        if (Directory.Exists(natives))
            Directory.CreateSymbolicLink(Path.Combine(_folder, "runtimes"), natives);
        string program = Path.Combine(_folder, "perfopt");
        (await ShellAsync($"'{program}' --version")).ShouldBe((ExitCodes.Done, Program.VersionLine + "\n", ""));
        (await ShellAsync($"'{program}' --help")).Code.ShouldNotBe(ExitCodes.Done);
    }

    [Fact]
    public async Task No_words_give_the_help_on_standard_error()
    {
        (int code, string output, string error) = await ShellAsync($"'{Executable}'");
        code.ShouldBe(ExitCodes.Usage);
        output.ShouldBeEmpty();
        error.ShouldContain("Usage:");
    }

    [Fact]
    public async Task A_reader_that_goes_away_is_no_failure()
    {
        (int code, _, string error) = await ShellAsync(
            $"for i in 1 2 3; do '{Executable}' completion bash; done | true; exit ${{PIPESTATUS[0]}}");
        code.ShouldBe(ExitCodes.Done);
        error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(">/dev/full")]
    [InlineData(">&-")]
    public async Task Standard_output_that_cannot_be_written_to_is_said(string redirection)
    {
        (int code, _, string error) = await ShellAsync($"'{Executable}' --help {redirection}");
        code.ShouldBe(ExitCodes.EnvironmentNotReady);
        error.ShouldStartWith("perfopt: cannot write to standard output (");
        error.Count(c => c == '\n').ShouldBe(1);
    }

    [Fact]
    public async Task Doctor_checks_this_machine()
    {
        (int code, string output, string error) =
            await ShellAsync($"'{Executable}' doctor --format json --out '{_folder}'");
        System.Text.Json.JsonElement root = System.Text.Json.JsonDocument.Parse(output).RootElement;
        root.GetProperty("schema").GetString().ShouldBe("perfopt.doctor/1");
        root.GetProperty("checks").GetArrayLength().ShouldBe(13);
        code.ShouldBe(root.GetProperty("ready").GetBoolean() ? ExitCodes.Done : ExitCodes.EnvironmentNotReady);
        error.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Fact]
    public void A_bug_is_one_line_and_its_trace_is_kept_in_a_file()
    {
        var error = new StringWriter();
        CrashReport.Write(Thrown(), verbose: false, error, _folder);

        string file = Directory.GetFiles(_folder).ShouldHaveSingleItem();
        error.ToString().ShouldBe($"perfopt: {Program.VersionLine} has a bug: InvalidOperationException: two lines; "
            + $"please report it with the file {file} to perfopt's issue tracker\n");
        File.ReadAllText(file).ShouldContain(nameof(Thrown));
    }

    [Fact]
    public void A_bug_with_verbose_prints_its_trace()
    {
        var error = new StringWriter();
        CrashReport.Write(Thrown(), verbose: true, error, _folder);

        error.ToString().ShouldContain(nameof(Thrown));
        Directory.EnumerateFileSystemEntries(_folder).ShouldBeEmpty();
    }

    private static InvalidOperationException Thrown() =>
        Should.Throw<InvalidOperationException>(() => { throw new InvalidOperationException("two\nlines"); });

    private static async Task<(int Code, string Out, string Error)> ShellAsync(string script)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        using Process shell = Process.Start(start)!;
        Task<string> error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, output, await error);
    }
}
