using System.Globalization;

namespace PerfOpt.Adapters.Processes;

/// <summary>
/// What disturbs measurement, as the kernel showed it at one moment. A figure that it does not show is null.
/// </summary>
public sealed record MachineState
{
    /// <summary>Seconds since boot.</summary>
    public required double UptimeSeconds { get; init; }

    /// <summary>Load average over one minute.</summary>
    public double? LoadAverage { get; init; }

    /// <summary>Clock ticks of all processors since boot.</summary>
    public long? CpuTicks { get; init; }

    /// <summary>Of these, those that the hypervisor gave to others.</summary>
    public long? StealTicks { get; init; }

    /// <summary>How often the control group was throttled.</summary>
    public long? ThrottledPeriods { get; init; }

    /// <summary>Seconds for which it was throttled.</summary>
    public double? ThrottledSeconds { get; init; }

    /// <summary>Processors that the control group's quota amounts to; null without a quota.</summary>
    public double? QuotaCores { get; init; }

    /// <summary>Pages swapped in or out since boot.</summary>
    public long? SwappedPages { get; init; }

    /// <summary>Bytes in swap.</summary>
    public long? SwapUsedBytes { get; init; }

    /// <summary>The frequency governor of the first processor.</summary>
    public string? Governor { get; init; }

    /// <summary>Whether the processor may exceed its nominal frequency.</summary>
    public bool? Boost { get; init; }

    /// <summary>Whether a battery is being discharged.</summary>
    public bool OnBattery { get; init; }

    /// <summary>Processes that are neither perfopt nor its descendants.</summary>
    public IReadOnlyList<ProcessEntry> Others { get; init; } = [];

    /// <summary>Reads the state.</summary>
    /// <param name="proc">Where procfs is.</param>
    /// <param name="sys">Where sysfs is.</param>
    public static MachineState Read(string proc = "/proc", string sys = "/sys")
    {
        long? Virtual(string key) => KernelFiles.Number(proc + "/vmstat", key);
        long? Memory(string key) => KernelFiles.Number(proc + "/meminfo", key);
        var group = ControlGroup.Find(proc, sys);
        long[] cpu = Numbers(KernelFiles.Line(proc + "/stat", "cpu "));
        string? turboOff = KernelFiles.Text(sys + "/devices/system/cpu/intel_pstate/no_turbo");
        string? boost = KernelFiles.Text(sys + "/devices/system/cpu/cpufreq/boost");
        var own = ProcessTable.Descendants(Environment.ProcessId).Select(entry => entry.Id)
            .Append(Environment.ProcessId).ToHashSet();
        return new MachineState
        {
            UptimeSeconds = First(KernelFiles.Text(proc + "/uptime")) ?? 0,
            LoadAverage = First(KernelFiles.Text(proc + "/loadavg")),
            // user, nice, system, idle, iowait, irq, softirq, steal; what follows is part of user and nice (proc(5)).
            CpuTicks = cpu.Length >= 8 ? cpu.Take(8).Sum() : null,
            StealTicks = cpu.Length >= 8 ? cpu[7] : null,
            ThrottledPeriods = group.ThrottledPeriods,
            ThrottledSeconds = group.ThrottledSeconds,
            QuotaCores = group.QuotaCores,
            SwappedPages = Virtual("pswpin ") + Virtual("pswpout "),
            SwapUsedBytes = 1024 * (Memory("SwapTotal:") - Memory("SwapFree:")),
            Governor = KernelFiles.Text(sys + "/devices/system/cpu/cpu0/cpufreq/scaling_governor"),
            Boost = turboOff is not null ? turboOff == "0" : boost is not null ? boost == "1" : null,
            OnBattery = KernelFiles.Folders(sys + "/class/power_supply").Any(supply =>
                KernelFiles.Text(Path.Combine(supply, "type")) == "Battery"
                && KernelFiles.Text(Path.Combine(supply, "status")) == "Discharging"),
            Others = ProcessTable.Snapshot().Where(entry => !own.Contains(entry.Id)).ToList(),
        };
    }

    private static double? First(string? text) =>
        double.TryParse(text?.Split(' ')[0], CultureInfo.InvariantCulture, out double value) ? value : null;

    private static long[] Numbers(string? text) => (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => long.TryParse(word, CultureInfo.InvariantCulture, out long value) ? value : 0).ToArray();
}
