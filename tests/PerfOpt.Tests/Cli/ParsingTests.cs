using PerfOpt.Cli.Commands;
using PerfOpt.Core.Model;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Cli;

public sealed class ParsingTests : IDisposable
{
    private readonly CliRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Analyze_without_options_takes_the_defaults_and_the_words_after_the_dashes()
    {
        (await _run.RunAsync("analyze", "--", "python3", "app.py", "--runs", "--", "x")).ShouldBe(ExitCodes.Done);

        AnalyzeRequest request = _run.Analyzed!;
        request.Options.Command.ShouldBe(["python3", "app.py", "--runs", "--", "x"]);
        request.Options.WorkingDirectory.ShouldBe(_run.Folder);
        request.Options.Runs.ShouldBeNull();
        request.Options.Warmups.ShouldBe(1);
        request.Options.Budget.ShouldBe(TimeSpan.FromSeconds(30));
        request.Options.Timeout.ShouldBe(TimeSpan.FromMinutes(10));
        request.Options.RateHz.ShouldBeNull();
        request.Options.Exact.ShouldBeFalse();
        request.Options.StandardInput.ShouldBeNull();
        request.Options.AllowedExitCodes.ShouldBe([0]);
        request.ConfigFile.ShouldBeNull();
        request.OutputDirectory.ShouldStartWith(Path.Combine(_run.Folder, ".perfopt", "reports"));
        request.Invocation.ShouldBe("perfopt analyze -- python3 app.py --runs -- x");
    }

    [Fact]
    public async Task Analyze_reads_every_option()
    {
        await File.WriteAllTextAsync(Path.Combine(_run.Folder, "in.txt"), "x", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_run.Folder, "c.yaml"), "x", TestContext.Current.CancellationToken);
        (await _run.RunAsync("analyze", "--out", "here", "--runs", "7", "--warmups=0", "--budget", "2m",
            "--timeout", "500ms",
            "--rate", "250", "--exact", "--stdin", "in.txt", "--config", "c.yaml", "--allow-exit", "1,3-4",
            "--quiet", "--no-color", "--", "./a b")).ShouldBe(ExitCodes.Done);

        AnalyzeRequest request = _run.Analyzed!;
        request.OutputDirectory.ShouldBe(Path.Combine(_run.Folder, "here"));
        request.Options.Runs.ShouldBe(7);
        request.Options.Warmups.ShouldBe(0);
        request.Options.Budget.ShouldBe(TimeSpan.FromMinutes(2));
        request.Options.Timeout.ShouldBe(TimeSpan.FromMilliseconds(500));
        request.Options.RateHz.ShouldBe(250);
        request.Options.Exact.ShouldBeTrue();
        request.Options.StandardInput.ShouldBe(Path.Combine(_run.Folder, "in.txt"));
        request.Options.AllowedExitCodes.ShouldBe([0, 1, 3, 4], ignoreOrder: true);
        request.ConfigFile.ShouldBe(Path.Combine(_run.Folder, "c.yaml"));
        request.Options.Command.ShouldBe(["./a b"]);
        _run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Profile_reads_every_option()
    {
        (await _run.RunAsync("profile", "--pid", "77", "--rate", "1000", "--exact", "--duration", "10s", "--out", "p",
            "--format", "pprof")).ShouldBe(ExitCodes.Done);

        ProfileRequest request = _run.Profiled!;
        request.ProcessId.ShouldBe(77);
        request.Command.ShouldBeNull();
        request.RateHz.ShouldBe(1000);
        request.Exact.ShouldBeTrue();
        request.Duration.ShouldBe(TimeSpan.FromSeconds(10));
        request.Formats.ShouldBe(ProfileFormats.Pprof);
        request.OutputDirectory.ShouldBe(Path.Combine(_run.Folder, "p"));
    }

    [Fact]
    public async Task Profile_of_a_command_writes_every_file_and_leaves_standard_output_to_the_target()
    {
        (await _run.RunAsync("profile", "--", "python3", "-c", "pass")).ShouldBe(ExitCodes.Done);

        _run.Profiled!.Command.ShouldBe(["python3", "-c", "pass"]);
        _run.Profiled.Formats.ShouldBe(ProfileFormats.All);
        _run.Out.ShouldBeEmpty();
        _run.Error.ShouldContain("1234 samples at 100 Hz, 2 lost; 40 % on a processor, 60 % waiting\n");
        _run.Error.ShouldContain(" 50.0 % wait  load  app.py:7\n");
        _run.Error.ShouldContain("profile.collapsed.txt\n");
    }

    [Fact]
    public async Task Verify_reads_every_option_and_splits_the_commands()
    {
        (await _run.RunAsync("verify", "--before", "python3 'old app.py'", "--after", "./new", "--pairs", "12",
            "--threshold", "5%", "--budget", "1m", "--timeout", "2s", "--seed", "9")).ShouldBe(ExitCodes.Done);

        VerifyOptions request = _run.Verified!;
        request.Before.ShouldBe(["python3", "old app.py"]);
        request.After.ShouldBe(["./new"]);
        request.WorkingDirectory.ShouldBe(_run.Folder);
        request.Pairs.ShouldBe(12);
        request.Threshold.ShouldBe(0.05);
        request.Budget.ShouldBe(TimeSpan.FromMinutes(1));
        request.Timeout.ShouldBe(TimeSpan.FromSeconds(2));
        request.Seed.ShouldBe(9);
    }

    [Fact]
    public async Task Verify_hands_a_command_to_a_shell_only_when_asked()
    {
        (await _run.RunAsync("verify", "--shell", "--before", "a | b", "--after", "c")).ShouldBe(ExitCodes.Done);

        _run.Verified!.Before.ShouldBe(["/bin/sh", "-c", "a | b"]);
    }

    [Fact]
    public async Task A_command_whose_operation_is_not_built_is_neither_offered_nor_run()
    {
        _run.Operations = _run.Operations with { Verify = null };

        (await _run.RunAsync("--help")).ShouldBe(ExitCodes.Done);
        _run.Out.ShouldContain("  analyze ");
        _run.Out.ShouldNotContain("verify");
        (await _run.RunAsync("verify", "--before", "a", "--after", "b")).ShouldBe(ExitCodes.Usage);
        _run.Error.ShouldStartWith("perfopt: unknown command 'verify'; ");
    }
}
