using PerfOpt.Core.Model;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Cli;

public sealed class ErrorLineTests : IDisposable
{
    private readonly CliRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("analyse", "unknown command 'analyse'; did you mean 'analyze'?")]
    [InlineData("frobnicate", "unknown command 'frobnicate'; see perfopt --help")]
    [InlineData("--versoin", "unknown option '--versoin'; did you mean '--version'?")]
    [InlineData("-- python3 app.py", "no command of perfopt stands before '--'; perfopt analyze -- python3 app.py")]
    [InlineData("analyze",
        "analyze needs the command to run after '--'; for example: perfopt analyze -- python3 app.py")]
    [InlineData("analyze --", "no command follows '--'; for example: perfopt analyze -- python3 app.py")]
    [InlineData("analyze python3 app.py",
        "unexpected word 'python3'; put '--' before the command: perfopt analyze -- python3 app.py")]
    [InlineData("analyze x -- y", "unexpected word 'x'; options stand before '--', the command after it")]
    [InlineData("analyze --runz 3 -- x", "unknown option '--runz'; did you mean '--runs'?")]
    [InlineData("analyze --runs -- x", "--runs needs a value (N); see perfopt analyze --help")]
    [InlineData("analyze --runs 0 -- x",
        "--runs: '0' is not a whole number from 1 to 10000; see perfopt analyze --help")]
    [InlineData("analyze --runs 1.5 -- x",
        "--runs: '1.5' is not a whole number from 1 to 10000; see perfopt analyze --help")]
    [InlineData("analyze --runs -3 -- x",
        "--runs: '-3' is not a whole number from 1 to 10000; see perfopt analyze --help")]
    [InlineData("analyze --rate 0 -- x",
        "--rate: '0' is not a rate from 1 to 10000 samples a second; see perfopt analyze --help")]
    [InlineData("analyze --rate fast -- x",
        "--rate: 'fast' is not a rate from 1 to 10000 samples a second; see perfopt analyze --help")]
    [InlineData("analyze --budget 30 -- x",
        "--budget: '30' is not a duration such as 500ms, 30s, 2m or 1h; see perfopt analyze --help")]
    [InlineData("analyze --allow-exit 300 -- x",
        "--allow-exit: '300' is not a list of exit codes such as 1,3-5; see perfopt analyze --help")]
    [InlineData("analyze --format xml -- x",
        "--format: 'xml' is not one of text, json, markdown; see perfopt analyze --help")]
    [InlineData("analyze --stdin no.txt -- x", "--stdin: there is no file 'no.txt'; check the path")]
    [InlineData("analyze --stdin . -- x", "--stdin: there is no file '.'; name a file, not a folder")]
    [InlineData("analyze --config no.yaml -- x", "--config: there is no file 'no.yaml'; check the path")]
    [InlineData("profile",
        "profile needs the command to run after '--'; for example: perfopt profile -- python3 app.py")]
    [InlineData("profile --pid 1 -- x",
        "profile takes either --pid or a command after '--', not both; leave one of them out")]
    [InlineData("profile --pid zero",
        "--pid: 'zero' is not a whole number from 1 to 4194304; see perfopt profile --help")]
    [InlineData("verify --after b",
        "verify needs --before CMD; perfopt verify --before \"python3 old.py\" --after \"python3 new.py\"")]
    [InlineData("verify --before a --after b --threshold 0",
        "--threshold: '0' is not a share such as 2% or 0.02; see perfopt verify --help")]
    [InlineData("verify --before a --after b -- c", "verify takes no command after '--'; see perfopt verify --help")]
    [InlineData("verify --before a --after b;c", "--after uses ';', which needs a shell; add --shell, or quote it")]
    [InlineData("report none.json", "there is no report at 'none.json'; name a report.json or its folder")]
    [InlineData("report", "there is no report in .perfopt/reports; make one with: perfopt analyze -- python3 app.py")]
    [InlineData("completion", "completion needs the name of a shell; perfopt completion bash, zsh or fish")]
    [InlineData("completion csh", "there is no completion for 'csh'; perfopt completion bash, zsh or fish")]
    [InlineData("doctor now", "unexpected word 'now'; see perfopt doctor --help")]
    public async Task A_wrong_command_line_is_said_in_one_line_with_the_mend(string line, string expected)
    {
        (await _run.RunAsync(line.Split(' '))).ShouldBe(ExitCodes.Usage);

        _run.Error.ShouldBe($"perfopt: {expected}\n");
        _run.Out.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_run.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_option_given_twice_is_said()
    {
        (await _run.RunAsync("analyze", "--runs", "1", "--runs", "2", "--", "x")).ShouldBe(ExitCodes.Usage);

        _run.Error.ShouldStartWith("perfopt: ");
        _run.Error.ShouldContain("--runs");
        _run.Error.Count(c => c == '\n').ShouldBe(1);
    }

    [Fact]
    public async Task Without_words_the_help_goes_to_standard_error()
    {
        (await _run.RunAsync()).ShouldBe(ExitCodes.Usage);

        _run.Error.ShouldStartWith("perfopt: finds out why");
        _run.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_at_sign_is_a_word_and_no_response_file()
    {
        (await _run.RunAsync("report", "@missing")).ShouldBe(ExitCodes.Usage);

        _run.Error.ShouldBe("perfopt: there is no report at '@missing'; name a report.json or its folder\n");
    }

    [Fact]
    public async Task An_output_folder_below_a_file_is_refused_before_anything_runs()
    {
        await File.WriteAllTextAsync(Path.Combine(_run.Folder, "file"), "x", TestContext.Current.CancellationToken);
        (await _run.RunAsync("analyze", "--out", "file/below", "--", "x")).ShouldBe(ExitCodes.EnvironmentNotReady);

        _run.Analyzed.ShouldBeNull();
        _run.Error.ShouldStartWith("perfopt: cannot write to the output folder '");
        _run.Error.ShouldEndWith("; choose another folder with --out DIR\n");
    }

    [Fact]
    public async Task A_failure_of_the_kernel_to_write_the_report_is_said()
    {
        _run.Operations = _run.Operations with
        {
            WriteReport = (_, _, _) => throw new IOException("No space left on device"),
        };
        (await _run.RunAsync("analyze", "--out", "here", "--", "x")).ShouldBe(ExitCodes.EnvironmentNotReady);

        _run.Error.ShouldContain("(No space left on device); free some space, or choose another folder with --out DIR");
        Directory.Exists(Path.Combine(_run.Folder, "here")).ShouldBeFalse();
    }
}
