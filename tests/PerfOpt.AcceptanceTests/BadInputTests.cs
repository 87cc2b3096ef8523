using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace PerfOpt.AcceptanceTests;

/// <summary>Whatever is wrong with what is given, one line says so and how to mend it.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly PerfOptCommand _command = new();

    [Theory]
    [InlineData("'--'", "analyze")]
    [InlineData("no command follows", "analyze", "--")]
    [InlineData("--runs", "analyze", "--runs", "0", "--", "true")]
    [InlineData("--runs", "analyze", "--runs", "many", "--", "true")]
    [InlineData("--runs", "analyze", "--runs")]
    [InlineData("--timeout", "analyze", "--timeout", "soon", "--", "true")]
    [InlineData("--timeout", "analyze", "--timeout", "-1s", "--", "true")]
    [InlineData("--budget", "analyze", "--budget", "0", "--", "true")]
    [InlineData("--format", "analyze", "--format", "xml", "--", "true")]
    [InlineData("--rate", "analyze", "--rate", "0", "--", "true")]
    [InlineData("--stdin", "analyze", "--stdin", "missing.csv", "--", "true")]
    [InlineData("--config", "analyze", "--config", "missing.yaml", "--", "true")]
    [InlineData("did you mean '--runs'?", "analyze", "--rums", "3", "--", "true")]
    [InlineData("did you mean 'analyze'?", "analyse", "--", "true")]
    [InlineData("perfopt analyze -- python3 app.py", "analyze", "python3", "app.py")]
    [InlineData("not both", "profile", "--pid", "1", "--", "true")]
    [InlineData("--after", "verify", "--before", "true")]
    [InlineData("--before", "verify", "--before", "python3 'app.py", "--after", "true")]
    public async Task A_wrong_command_line_is_refused(string saying, params string[] arguments)
    {
        PerfOptResult result = await _command.RunAsync(arguments);

        result.ShouldSayInOneLine(2).ShouldContain(saying);
        result.Output.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_command.WorkingFolder).ShouldBeEmpty();
        _command.ShouldHaveLeftNothingBehind();
    }

    [Theory]
    [InlineData("targets: [", "perfopt.yaml")]
    [InlineData("tragets: []", "tragets")]
    [InlineData("targets:\n  - metric: wall_time\n    limit: 1 parsec", "parsec")]
    [InlineData("targets:\n  - metric: wall_time\n    limit: 1 MB", "wall_time")]
    [InlineData("runs: -3", "runs")]
    public async Task A_wrong_configuration_is_refused(string text, string saying)
    {
        _command.Write("perfopt.yaml", text);

        PerfOptResult result = await _command.RunAsync("analyze", "--", "python3", "-c", "pass");

        result.ShouldSayInOneLine(2).ShouldContain(saying);
        Directory.Exists(Path.Combine(_command.WorkingFolder, ".perfopt", "reports"))
            .ShouldBeFalse("an empty folder was left");
    }

    [Theory]
    [InlineData("analyze", "./missing")]
    [InlineData("analyze", "missing-command-of-nobody")]
    [InlineData("analyze", "./plain.txt")]
    [InlineData("analyze", "./folder")]
    [InlineData("profile", "./missing")]
    [InlineData("profile", "./plain.txt")]
    [InlineData("profile", "./folder")]
    [InlineData("verify", "./missing")]
    [InlineData("verify", "./folder")]
    public async Task A_command_that_cannot_be_run_is_named(string command, string target)
    {
        _command.Write("plain.txt", "text");
        Directory.CreateDirectory(Path.Combine(_command.WorkingFolder, "folder"));

        PerfOptResult result = command == "verify"
            ? await _command.RunAsync("verify", "--before", target, "--after", "true")
            : await _command.RunAsync(command, "--", target);

        result.ShouldSayInOneLine(3).ShouldContain(Path.GetFileName(target));
        _command.ShouldHaveLeftNothingBehind();
    }

    [Theory]
    [InlineData("fails_at_once.py")]
    [InlineData("syntax_error.py")]
    [InlineData("exits_with_3.py")]
    [InlineData("ends_by_signal.py")]
    [InlineData("needs_stdin.py")]
    public async Task A_target_that_fails_is_said_with_its_last_line(string program)
    {
        string path = Repository.Target("inputs/" + program);
        string last = await LastErrorLineAsync(path);

        PerfOptResult result = await _command.RunAsync("analyze", "--runs", "3", "--", "python3", path);

        string line = result.ShouldSayInOneLine(3);
        line.ShouldContain(last);
        JsonElement report = result.Report.ShouldNotBeNull(result.Error);
        report.GetProperty("summary").ToString().ShouldContain("failed");
        report.List("bottlenecks").ShouldBeEmpty();
        _command.ShouldHaveLeftNothingBehind();
    }

    [Fact]
    public async Task A_target_that_fails_now_and_then_leaves_what_was_measured()
    {
        _command.Copy(Repository.Target("inputs/fails_sometimes.py"), "fails_sometimes.py");

        PerfOptResult result = await _command.RunAsync(
            "analyze", "--runs", "3", "--warmups", "0", "--", "python3", "fails_sometimes.py", ".");

        result.ShouldSayInOneLine(3).ShouldContain("it has run before");
        result.Report!.Value.Metric("wall_time")!.Value.GetProperty("samples").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("hangs.py")]
    [InlineData("spins.py")]
    [InlineData("ignores_sigterm.py")]
    public async Task A_target_that_does_not_end_is_ended(string program)
    {
        PerfOptResult result = await _command.RunAsync(
            "analyze", "--timeout", "1s", "--", "python3", Repository.Target("inputs/" + program));

        result.ShouldSayInOneLine(3).ShouldContain("1");
        result.Report.ShouldNotBeNull(result.Error);
        _command.ShouldHaveLeftNothingBehind();
    }

    [Theory]
    [InlineData("closes_stdout.py")]
    [InlineData("detaches.py")]
    [InlineData("many_processes.py")]
    [InlineData("many_threads.py")]
    [InlineData("deep_recursion.py")]
    [InlineData("prints_a_lot.py")]
    [InlineData("changes_directory.py")]
    [InlineData("empty.py")]
    [InlineData("names_beyond_ascii_ä.py")]
    public async Task An_odd_target_is_analysed(string program)
    {
        _command.Copy(Repository.Target("inputs/" + program), program);

        PerfOptResult result = await _command.RunAsync("analyze", "--runs", "2", "--", "python3", program);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Report!.Value.Metric("wall_time").ShouldNotBeNull();
        _command.ShouldHaveLeftNothingBehind();
    }

    [Fact]
    public async Task An_output_folder_that_is_a_file_is_refused()
    {
        _command.Write("taken", "");

        PerfOptResult result = await _command.RunAsync("analyze", "--out", "taken", "--", "python3", "-c", "pass");

        result.ShouldSayInOneLine(4).ShouldContain("--out DIR");
    }

    [Fact]
    public async Task An_output_folder_that_takes_no_files_is_refused()
    {
        // No user, not even root, makes files here.
        PerfOptResult result = await _command.RunAsync(
            "analyze", "--out", "/proc/self/fdinfo/new", "--", "python3", "-c", "pass");

        result.ShouldSayInOneLine(4).ShouldContain("--out DIR");
    }

    [Fact]
    public async Task A_full_disk_is_said()
    {
        // Where no file system can be mounted, the device that is always full is refused as a folder instead.
        string[] unshare = Environment.IsPrivilegedProcess ? ["unshare", "-m"] : ["unshare", "-rm"];
        const string Mount = "mkdir -p full && mount -t tmpfs -o size=64k none full && exec \"$@\"";
        bool mounts = await CanAsync([.. unshare, "sh", "-c", Mount, "sh", "true"]);
        using var command = new PerfOptCommand { Prefix = mounts ? [.. unshare, "sh", "-c", Mount, "sh"] : [] };

        PerfOptResult result = await command.RunAsync("analyze", "--runs", "2", "--out", mounts ? "full" : "/dev/full",
            "--", "python3", "-c", "print(sum(i for i in range(3000000)))");

        string line = result.ShouldSayInOneLine(4);
        line.ShouldContain("full");
        line.ShouldContain("--out DIR");
        // What was measured is not lost: the report is in the temporary folder instead, and the line says where.
        string[] rescued = Directory.GetFiles(command.TemporaryFolder, "perfopt-report-*.json");
        rescued.Length.ShouldBe(mounts ? 1 : 0);
        rescued.ShouldAllBe(path => line.Contains(path));
        command.MarkedProcesses().ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_users_process_is_refused_with_the_mend()
    {
        // A process of our own that is another's to one who has no rights; without rights ourselves, the first will do.
        using var command = new PerfOptCommand
        {
            Prefix = Environment.IsPrivilegedProcess
                ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
                : [],
        };
        File.SetUnixFileMode(command.TemporaryFolder, (UnixFileMode)0x1FF);
        File.SetUnixFileMode(command.WorkingFolder, (UnixFileMode)0x1FF);
        File.SetUnixFileMode(Path.GetDirectoryName(command.WorkingFolder)!, (UnixFileMode)0x1FF);
        using Process other = Process.Start("python3", ["-c", "import time\nwhile True: time.sleep(1)"]);
        try
        {
            string pid = (Environment.IsPrivilegedProcess ? other.Id : 1).ToString(CultureInfo.InvariantCulture);

            PerfOptResult result = await command.RunAsync("profile", "--pid", pid, "--duration", "1s");

            result.ShouldSayInOneLine(4).ShouldContain("sudo");
        }
        finally
        {
            other.Kill();
        }
    }

    [Fact]
    public async Task A_process_that_is_not_there_is_refused()
    {
        PerfOptResult result = await _command.RunAsync("profile", "--pid", "4194303", "--duration", "1s");

        result.ShouldSayInOneLine(3).ShouldContain("4194303");
    }

    [Fact]
    public async Task A_closed_standard_output_is_no_crash()
    {
        using var command = new PerfOptCommand { Prefix = ["sh", "-c", "exec \"$@\" >&-", "sh"] };

        PerfOptResult result = await command.RunAsync("analyze", "--runs", "2", "--", "python3", "-c", "pass");

        result.ShouldSayInOneLine(4).ShouldContain("standard output");
        result.Report.ShouldNotBeNull();
    }

    public void Dispose() => _command.Dispose();

    private async Task<bool> CanAsync(string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1))
        {
            WorkingDirectory = _command.WorkingFolder, RedirectStandardError = true,
        })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0;
    }

    private static async Task<string> LastErrorLineAsync(string program)
    {
        using Process process = Process.Start(new ProcessStartInfo("python3", [program])
        {
            RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        process.StandardInput.Close();
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return error.TrimEnd().Split('\n')[^1].Trim();
    }
}
