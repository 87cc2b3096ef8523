using System.Diagnostics;
using PerfOpt.Adapters.Processes;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Adapters.Processes;

public sealed class ScratchTests
{
    [Fact]
    public void It_is_the_owners_alone_and_goes_with_all_in_it()
    {
        using var outside = new TemporaryDirectory();
        outside.Write("kept", "x");
        var scratch = Scratch.Create();
        Path.GetFileName(scratch.FullPath).ShouldStartWith("perfopt-");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(scratch.FullPath)
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Directory.CreateDirectory(scratch.PathOf("deep/er"));
            File.WriteAllText(scratch.PathOf("deep/er/file"), "x");
            File.CreateSymbolicLink(scratch.PathOf("link"), outside.FullPath);
            File.SetUnixFileMode(scratch.PathOf("deep/er"), UnixFileMode.UserRead);
        }
        scratch.Dispose();
        Directory.Exists(scratch.FullPath).ShouldBeFalse();
        File.Exists(outside["kept"]).ShouldBeTrue();
    }

    [Fact]
    public void Those_of_dead_processes_are_collected_and_those_of_living_ones_kept()
    {
        using var living = Scratch.Create();
        using var dead = Scratch.Create();
        using var earlierBoot = Scratch.Create();
        using var elsewhere = Scratch.Create();
        using var unknown = Scratch.Create();
        string owner = File.ReadAllText(living.PathOf(".owner"));
        string[] words = owner.Split(' ');
        File.WriteAllText(dead.PathOf(".owner"), $"{EndedProcess()} {words[1]} {words[2]} {words[3]}");
        File.WriteAllText(earlierBoot.PathOf(".owner"), $"{words[0]} {words[1]} another-boot {words[3]}");
        File.WriteAllText(elsewhere.PathOf(".owner"), $"{EndedProcess()} {words[1]} {words[2]} pid:[1]");
        File.WriteAllText(unknown.PathOf(".owner"), "gibberish");

        Scratch.CollectStale().ShouldBeGreaterThanOrEqualTo(2);
        Directory.Exists(dead.FullPath).ShouldBeFalse();
        Directory.Exists(earlierBoot.FullPath).ShouldBeFalse();
        Directory.Exists(living.FullPath).ShouldBeTrue();
        Directory.Exists(elsewhere.FullPath).ShouldBeTrue();
        Directory.Exists(unknown.FullPath).ShouldBeTrue();
    }

    private static int EndedProcess()
    {
        using var process = Process.Start("true");
        process.WaitForExit();
        return process.Id;
    }
}
