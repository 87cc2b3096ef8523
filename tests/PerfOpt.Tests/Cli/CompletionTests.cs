using System.Diagnostics;
using PerfOpt.Core.Model;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Cli;

/// <summary>Completion, as bash really does it.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly CliRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("perfopt ",
        new[] { "analyze", "profile", "verify", "report", "doctor", "completion", "--help", "--version" })]
    [InlineData("perfopt pro", new[] { "profile" })]
    [InlineData("perfopt analyze --r", new[] { "--runs", "--rate" })]
    [InlineData("perfopt verify --be", new[] { "--before" })]
    [InlineData("perfopt analyze --format ", new[] { "text", "json", "markdown" })]
    [InlineData("perfopt profile --format sp", new[] { "speedscope" })]
    [InlineData("perfopt analyze --runs ", new string[0])]
    [InlineData("perfopt analyze --config perfopt.", new[] { "perfopt.yaml" })]
    [InlineData("perfopt analyze --out pe", new[] { "perfolder" })]
    [InlineData("perfopt analyze -- sh pe", new[] { "perfopt.yaml", "perfolder" })]
    [InlineData("perfopt completion b", new[] { "bash" })]
    [InlineData("perfopt report pe", new[] { "perfopt.yaml", "perfolder" })]
    public async Task Bash_completes(string line, string[] expected)
    {
        (await CompleteAsync(line)).ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public async Task Bash_completes_the_name_of_the_users_command() =>
        (await CompleteAsync("perfopt analyze -- mkdi")).ShouldContain("mkdir");

    [Theory]
    [InlineData("perfopt pro", "profile")]
    [InlineData("perfopt analyze --ru", "--runs")]
    public async Task The_suggest_directive_answers_too(string line, string expected)
    {
        (await _run.RunAsync($"[suggest:{line.Length}]", line)).ShouldBe(ExitCodes.Done);
        _run.Out.Split('\n').ShouldContain(expected);
    }

    [Theory]
    [InlineData("zsh", "'analyze:Measure, profile, diagnose and plan: the five steps on a program'")]
    [InlineData("fish", "subcommand_from profile' -l format -x -a 'all collapsed pprof speedscope'")]
    public async Task Other_shells_get_every_command_and_option(string shell, string line)
    {
        (await _run.RunAsync("completion", shell)).ShouldBe(ExitCodes.Done);
        _run.Out.ShouldContain(line);
        foreach (string option in new[] { "pairs", "allow-exit", "duration" })
            _run.Out.ShouldContain(option);
    }

    private async Task<string[]> CompleteAsync(string line)
    {
        await _run.RunAsync("completion", "bash");
        await File.WriteAllTextAsync(Path.Combine(_run.Folder, "script"), _run.Out,
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_run.Folder, "perfopt.yaml"), "",
            TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(_run.Folder, "perfolder"));
        string[] words = line.Split(' ');
        string script = $$"""
            source ./script
            complete -p perfopt | grep -q _perfopt || exit 9
            COMP_WORDS=({{string.Join(' ', words.Select(word => $"'{word}'"))}})
            COMP_CWORD={{words.Length - 1}}
            _perfopt
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        var start = new ProcessStartInfo("bash")
        {
            WorkingDirectory = _run.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("--norc");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        using Process bash = Process.Start(start)!;
        Task<string> errors = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        (await errors).ShouldBeEmpty();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
