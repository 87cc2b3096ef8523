using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Adapters.Processes;

public sealed class OutputTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Captured_output_is_exact_and_standard_error_apart()
    {
        var request = Runners.Shell("printf 'a\\0b'; echo oops >&2; printf c") with
        {
            Output = OutputMode.Capture,
            OutputFile = _folder["out"],
        };
        var result = await Runners.RunAsync(request);
        File.ReadAllText(_folder["out"]).ShouldBe("a\0bc");
        result.StandardErrorTail.ShouldBe("oops\n");
        result.OutputTruncated.ShouldBeFalse();
    }

    [Fact]
    public async Task A_flood_never_blocks_and_is_cut_at_the_limit()
    {
        var request = Runners.Request("head", "-c", "90000000", "/dev/zero") with
        {
            Output = OutputMode.Capture,
            OutputFile = _folder["out"],
        };
        var result = await Runners.RunAsync(request);
        result.ExitCode.ShouldBe(0);
        result.OutputTruncated.ShouldBeTrue();
        new FileInfo(_folder["out"]).Length.ShouldBe(64L << 20);
    }

    [Fact]
    public async Task The_end_of_standard_error_is_kept()
    {
        var result = await Runners.RunAsync(Runners.Shell("seq 1 20000 >&2; echo last >&2"));
        result.StandardErrorTail.Length.ShouldBe(4096);
        result.StandardErrorTail.ShouldEndWith("19999\n20000\nlast\n");
    }

    [Fact]
    public async Task A_full_disk_does_not_stop_the_target()
    {
        var request = Runners.Request("head", "-c", "3000000", "/dev/zero") with
        {
            Output = OutputMode.Capture,
            OutputFile = "/dev/full",
        };
        var result = await Runners.RunAsync(request);
        result.ExitCode.ShouldBe(0);
        result.OutputTruncated.ShouldBeTrue();
    }

    [Theory]
    [InlineData("import os, time\nos.close(1)\nos.close(2)\ntime.sleep(0.05)\nos._exit(4)")]
    [InlineData("import sys, os\nsys.stdout.close()\nsys.stderr.close()\nos._exit(4)")]
    public async Task A_target_that_closes_its_output_is_still_awaited(string script)
    {
        foreach (var mode in (OutputMode[])[OutputMode.Discard, OutputMode.Capture])
        {
            var request = Runners.Python(script) with { Output = mode, OutputFile = _folder["out"] };
            (await Runners.RunAsync(request)).ExitCode.ShouldBe(4);
        }
    }

    [Fact]
    public async Task Standard_input_is_empty_or_the_file()
    {
        _folder.Write("in", "hello");
        var request = Runners.Request("cat") with { Output = OutputMode.Capture, OutputFile = _folder["out"] };
        (await Runners.RunAsync(request)).ExitCode.ShouldBe(0);
        File.ReadAllText(_folder["out"]).ShouldBe("");
        await Runners.RunAsync(request with { StandardInput = _folder["in"] });
        File.ReadAllText(_folder["out"]).ShouldBe("hello");
        var failure = await Should.ThrowAsync<PerfOptException>(
            () => Runners.RunAsync(request with { StandardInput = _folder["absent"] }));
        failure.ExitCode.ShouldBe(ExitCodes.TargetFailed);
        failure.Message.ShouldContain(_folder["absent"]);
    }

    [Theory]
    [InlineData(OutputMode.PassThrough, "out\n", "err\n")]
    [InlineData(OutputMode.PassToStandardError, "", "out\nerr\n")]
    public async Task Passed_output_is_unchanged(OutputMode mode, string output, string error)
    {
        using var parent = Parent.Start(mode, "sh", "-c", "echo out; echo err >&2");
        await parent.ExitAsync();
        parent.Output.ShouldBe(output);
        // The parent's own lines are about the run; what is left is the target's.
        string.Concat(parent.TargetErrors.Select(line => line + "\n")).ShouldBe(error);
    }

    [Fact]
    public async Task A_syntax_error_is_told_by_the_tail()
    {
        string script = _folder.Write("broken.py", "def f(:\n");
        var result = await Runners.RunAsync(Runners.Request("/usr/bin/env", "python3", script));
        result.ExitCode.ShouldBe(1);
        result.StandardErrorTail.ShouldContain("SyntaxError");
    }
}
