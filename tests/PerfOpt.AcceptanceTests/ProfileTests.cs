using System.Diagnostics;
using System.Globalization;
using Shouldly;
using Xunit;

namespace PerfOpt.AcceptanceTests;

/// <summary>A program that is profiled does what it does without.</summary>
public sealed class ProfileTests : IDisposable
{
    private static readonly string[] s_files =
        ["profile.collapsed.txt", "profile.pb.gz", "profile.speedscope.json"];

    private readonly PerfOptCommand _command = new();

    [Fact]
    public async Task Output_passes_through_unchanged()
    {
        string script = _command.Write("prints.py", """
            import sys
            for i in range(20000):
                print("line", i, "ä")
            sys.stderr.write("from the target\n")
            """);

        PerfOptResult result = await _command.RunAsync("profile", "--out", "p", "--", "python3", script);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldBe(string.Concat(Enumerable.Range(0, 20000).Select(i => $"line {i} ä\n")));
        result.Error.ShouldContain("from the target\n");
        Files().ShouldBe(s_files);
        _command.ShouldHaveLeftNothingBehind();
    }

    [Fact]
    public async Task Large_binary_output_passes_through_unchanged()
    {
        string script = _command.Write("binary.py",
            "import sys\nfor i in range(3000): sys.stdout.buffer.write(bytes(range(256)) * 16)\n");
        using var command = new PerfOptCommand
        {
            Prefix = ["sh", "-c", $"\"$@\" | sha256sum", "sh"],
        };

        PerfOptResult result = await command.RunAsync("profile", "--quiet", "--", "python3", script);

        var whole = new byte[3000 * 4096];
        for (int i = 0; i < whole.Length; i++)
            whole[i] = (byte)i;
        result.Output.ShouldStartWith(
            Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(whole)).ToLowerInvariant());
    }

    [Fact]
    public async Task Output_is_not_held_back()
    {
        // The target waits for a file that is made once its first line has come through.
        string script = _command.Write("waits.py", """
            import os, time
            print("first", flush=True)
            end = time.monotonic() + 60
            while not os.path.exists("go") and time.monotonic() < end:
                time.sleep(0.01)
            print("second" if os.path.exists("go") else "late", flush=True)
            """);
        using var command = new PerfOptCommand
        {
            Prefix = ["sh", "-c", "cd \"$0\" && \"$@\" | while read line; do echo \"$line\"; touch go; done",
                _command.WorkingFolder],
        };

        PerfOptResult result = await command.RunAsync("profile", "--", "python3", script);

        result.Output.ShouldBe("first\nsecond\n", result.Error);
    }

    [Fact]
    public async Task The_hot_function_leads_the_summary()
    {
        string script = _command.Write("hot.py",
            "def hot():\n    t = 0\n    for i in range(20000000):\n        t += i\n    return t\nprint(hot())\n");

        PerfOptResult result = await _command.RunAsync("profile", "--out", "p", "--", "python3", script);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Error.ShouldContain("hot");
        string folded = await File.ReadAllTextAsync(
            Path.Combine(_command.WorkingFolder, "p", "profile.collapsed.txt"), TestContext.Current.CancellationToken);
        long all = 0, hot = 0;
        foreach (string line in folded.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            long weight = long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
            all += weight;
            hot += line.Contains("hot", StringComparison.Ordinal) ? weight : 0;
        }
        ((double)hot / all).ShouldBeGreaterThan(0.7, folded);
    }

    [Fact]
    public async Task A_running_process_is_sampled_and_lives_on()
    {
        string script = _command.Write("spins.py",
            "import sys\ndef spin():\n    while True:\n        pass\nopen(sys.argv[1], 'w').close()\nspin()\n");
        string ran = Path.Combine(_command.WorkingFolder, "ran");
        using Process target = Process.Start("python3", [script, ran]);
        try
        {
            while (!File.Exists(ran) && !target.HasExited)
                await Task.Delay(20, TestContext.Current.CancellationToken);
            PerfOptResult result = await _command.RunAsync("profile",
                "--pid", target.Id.ToString(CultureInfo.InvariantCulture), "--duration", "2s", "--out", "p");

            result.ExitCode.ShouldBe(0, result.Error);
            target.HasExited.ShouldBeFalse();
            Files().ShouldBe(s_files);
            result.Error.ShouldContain("spin");
        }
        finally
        {
            target.Kill();
        }
    }

    [Fact]
    public async Task A_failing_target_gives_3_and_its_profile()
    {
        string script = _command.Write("fails.py", "import sys\nsum(i for i in range(5000000))\nsys.exit(7)\n");

        PerfOptResult result = await _command.RunAsync("profile", "--out", "p", "--", "python3", script);

        result.ShouldSayInOneLine(3).ShouldContain("exit code 7");
        Files().ShouldBe(s_files);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interrupted_profile_is_written(string signal)
    {
        string script = _command.Write("spins.py", """
            import sys
            def spin(n):
                for i in range(n):
                    pass
            spin(20000000)
            open("ran", "w").close()
            while True:
                spin(1000)
            """);

        PerfOptResult result = await _command.RunAsync(
            async process =>
            {
                while (!File.Exists(Path.Combine(_command.WorkingFolder, "ran")) && !process.HasExited)
                    await Task.Delay(20, TestContext.Current.CancellationToken);
                using Process kill = Process.Start("kill",
                    ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            },
            "profile", "--out", "p", "--", "python3", script);

        result.ExitCode.ShouldBe(130, result.Error);
        Files().ShouldBe(s_files);
        _command.ShouldHaveLeftNothingBehind();
    }

    public void Dispose() => _command.Dispose();

    private string[] Files() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(_command.WorkingFolder, "p")).Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal),
    ];
}
