using PerfOpt.Adapters.Processes;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Adapters.Processes;

public sealed class NoiseTests
{
    private static readonly MachineState Quiet = new()
    {
        UptimeSeconds = 100, LoadAverage = 0.1, CpuTicks = 1000, StealTicks = 5, ThrottledPeriods = 3,
        ThrottledSeconds = 1, SwappedPages = 7, SwapUsedBytes = 0, Governor = "performance", Boost = false,
    };

    private static readonly MachineState Later = Quiet with { UptimeSeconds = 110, CpuTicks = 3000 };

    [Fact]
    public void A_quiet_machine_is_not_warned_about()
    {
        NoiseWarnings.Of(Quiet, Later, cores: 2).ShouldBeEmpty();
        var blind = new MachineState { UptimeSeconds = 1 };
        NoiseWarnings.Of(blind, blind with { UptimeSeconds = 2 }, cores: 2).ShouldBeEmpty();
    }

    [Fact]
    public void Each_disturbance_is_told_with_its_figure()
    {
        Only(Quiet with { LoadAverage = 1.6 }, Later).ShouldContain("The load average was 1.60 on 2 processors");
        Only(Quiet, Later with { Governor = "powersave" }).ShouldContain("'powersave'");
        Only(Quiet, Later with { Boost = true }).ShouldContain("Turbo boost");
        Only(Quiet, Later with { OnBattery = true }).ShouldContain("battery");
        Only(Quiet, Later with { StealTicks = 105 }).ShouldContain("5.0 % of the processors' time");
        Only(Quiet, Later with { SwappedPages = 19 }).ShouldContain("12 pages");
        Only(Quiet, Later with { SwapUsedBytes = 512 << 20 }).ShouldContain("512 MiB lie in swap");
        Only(Quiet, Later with { ThrottledPeriods = 8, ThrottledSeconds = 1.5, QuotaCores = 0.5 })
            .ShouldContain("quota of 0.5 processors stopped its programs 5 times, for 0.50 s");
    }

    [Fact]
    public void Only_processes_that_worked_meanwhile_are_named_and_reused_ids_are_new_ones()
    {
        ProcessEntry Entry(int id, long start, long ticks, string name) => new(id, 1, 'S', start, ticks, name);
        var before = Quiet with
        {
            Others = [Entry(10, 1, 90_000, "old"), Entry(11, 1, 5, "make"), Entry(12, 1, 800, "x")],
        };
        var after = Later with
        {
            Others = [Entry(10, 1, 90_001, "old"), Entry(11, 1, 505, "make"), Entry(12, 2, 200, "cc1")],
        };
        Only(before, after).ShouldBe("Other programs were at work: make (process 11, 50 % of a processor), "
            + "cc1 (process 12, 20 % of a processor): end them and measure again.");
    }

    [Fact]
    public void The_kernels_files_are_read_in_both_versions_of_control_groups()
    {
        using var root = new TemporaryDirectory();
        void File(string name, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(root[name])!);
            root.Write(name, text);
        }

        File("proc/stat", "cpu  10 1 5 80 3 0 0 1 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n");
        File("proc/uptime", "12.5 20.0\n");
        File("proc/loadavg", "0.75 0.1 0.2 1/2 3\n");
        File("proc/vmstat", "pswpin 4\npswpout 5\n");
        File("proc/meminfo", "MemTotal: 100 kB\nSwapTotal: 8 kB\nSwapFree: 3 kB\n");
        File("proc/self/cgroup", "0::/group\n");
        File("sys/fs/cgroup/cgroup.controllers", "cpu io\n");
        File("sys/fs/cgroup/group/cpu.stat", "usage_usec 5\nnr_throttled 2\nthrottled_usec 1500000\n");
        File("sys/fs/cgroup/group/cpu.max", "150000 100000\n");
        File("sys/devices/system/cpu/intel_pstate/no_turbo", "0\n");
        File("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "schedutil\n");
        File("sys/class/power_supply/BAT0/type", "Battery\n");
        File("sys/class/power_supply/BAT0/status", "Discharging\n");
        var state = MachineState.Read(root["proc"], root["sys"]) with { Others = [] };
        state.ShouldBe(new MachineState
        {
            UptimeSeconds = 12.5, LoadAverage = 0.75, CpuTicks = 100, StealTicks = 1, SwappedPages = 9,
            SwapUsedBytes = 5120, ThrottledPeriods = 2, ThrottledSeconds = 1.5, QuotaCores = 1.5, Boost = true,
            Governor = "schedutil", OnBattery = true, Others = state.Others,
        });

        File("proc/self/cgroup", "4:memory:/x\n1:cpu,cpuacct:/not/here\n0::/\n");
        File("sys/fs/cgroup/cpu/cpu.stat", "nr_periods 9\nnr_throttled 6\nthrottled_time 2500000000\n");
        File("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
        File("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        var old = MachineState.Read(root["proc"], root["sys"]);
        (old.ThrottledPeriods, old.ThrottledSeconds, old.QuotaCores).ShouldBe((6L, 2.5, null));
    }

    [Fact]
    public void This_machine_is_described()
    {
        var environment = new EnvironmentProbe().Finish(0.01);
        environment.Os.ShouldContain("kernel");
        environment.Cpu.ShouldNotBe("unknown");
        environment.Cores.ShouldBeInRange(1, 8192);
        environment.MemoryBytes.ShouldBeGreaterThan(64L << 20);
        environment.Noise.CoefficientOfVariation.ShouldBe(0.01);
        environment.Noise.Warnings.ShouldAllBe(warning => warning.EndsWith('.') || warning.Contains(": "));
    }

    private static string Only(MachineState before, MachineState after) =>
        NoiseWarnings.Of(before, after, cores: 2).ShouldHaveSingleItem();
}
