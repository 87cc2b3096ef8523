using System.Text;
using PerfOpt.Adapters.Linux;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Linux;

/// <summary>Texts of procfs, as the kernel writes them and damaged.</summary>
public sealed class ProcTextTests
{
    [Fact]
    public void State_is_read_after_the_last_parenthesis()
    {
        var text = "12 (a) R (b) S 7 1 1 0 -1 4194304 0 0 0 0 5 6 0 0 20 0 1 0 4711 0 0"u8;
        var stat = ThreadStat.Parse(text).ShouldNotBeNull();
        stat.State.ShouldBe('S');
        stat.ParentId.ShouldBe(7);
        stat.StartTicks.ShouldBe(4711);
        ThreadStat.StateOf(text).ShouldBe('S');
        ThreadStat.StateOf([]).ShouldBe('X');
    }

    [Fact]
    public void Accounting_and_calls_are_parsed()
    {
        SchedStat.Parse("123 45 6\n"u8).ShouldBe(new SchedStat(123, 45, 6));
        SchedStat.Parse("123 45"u8).ShouldBeNull();
        BlockedSyscall.Parse("7 0x7ffe10 0x1 0xff 0x0 0x0 0x0 0x7ff 0x7f0\n"u8)
            .ShouldBe(new BlockedSyscall(7, 0x7ffe10, 1));
        BlockedSyscall.Parse("-1 0x7ffe 0x1\n"u8).ShouldBe(new BlockedSyscall(-1, 0, 0));
        BlockedSyscall.Parse("running\n"u8).ShouldBeNull();
        BlockedSyscall.Parse("7 0x"u8).ShouldBeNull();
    }

    [Fact]
    public void Mappings_keep_spaces_in_names_and_notice_deleted_files()
    {
        var mappings = MemoryMapping.Parse(
            "7f00-7f10 r-xp 00001000 08:01 42                 /opt/my app/libpython3.11.so (deleted)\n"
            + "not a line\n7f20-7f10 r--p 0 0 0\n8000-9000 rw-p 00000000 00:00 0 \n");
        mappings.Count.ShouldBe(2);
        mappings[0].ShouldBe(new MemoryMapping(0x7f00, 0x7f10, 0x1000, "/opt/my app/libpython3.11.so", true));
        mappings[1].Path.ShouldBe("");
    }

    [Fact]
    public void Parsers_survive_any_bytes()
    {
        var random = new Random(1);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = new byte[random.Next(60)];
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = (byte)" 0x-9af()\nrS"[random.Next(12)];
            ThreadStat.Parse(bytes);
            SchedStat.Parse(bytes);
            BlockedSyscall.Parse(bytes);
            MemoryMapping.Parse(Encoding.ASCII.GetString(bytes)).ShouldAllBe(mapping => mapping.End > mapping.Start);
        }
    }

    [Theory]
    [InlineData(0, "socket:[1]", ThreadActivity.WaitNetwork)]
    [InlineData(0, "pipe:[1]", ThreadActivity.WaitPipe)]
    [InlineData(0, "/data/file", ThreadActivity.WaitDisk)]
    [InlineData(0, "/dev/pts/3", ThreadActivity.WaitPipe)]
    [InlineData(202, null, ThreadActivity.WaitLock)]
    [InlineData(230, null, ThreadActivity.WaitSleep)]
    [InlineData(61, null, ThreadActivity.WaitProcess)]
    [InlineData(232, null, ThreadActivity.WaitPoll)]
    [InlineData(74, null, ThreadActivity.WaitDisk)]
    [InlineData(9999, null, ThreadActivity.WaitOther)]
    public void Calls_tell_what_is_waited_for(long call, string? descriptor, ThreadActivity activity) =>
        WaitReason.Of(new BlockedSyscall(call, 3, 1), descriptor).ShouldBe(activity);

    [Fact]
    public void Selecting_nothing_is_sleeping() =>
        WaitReason.Of(new BlockedSyscall(23, 0, 0), null).ShouldBe(ThreadActivity.WaitSleep);

    [Fact]
    public void Refusals_say_the_mend_that_fits()
    {
        MemoryAccess.Explain(7, 1000, 1001, "", false).Mend.ShouldContain("sudo");
        MemoryAccess.Explain(7, 1000, 1000, "1", false).Mend.ShouldContain("kernel.yama.ptrace_scope=0");
        MemoryAccess.Explain(7, 0, 0, "", true).Mend.ShouldContain("--cap-add=SYS_PTRACE");
        MemoryAccess.Explain(7, 1000, 1000, "0", false).ExitCode.ShouldBe(ExitCodes.EnvironmentNotReady);
    }
}
