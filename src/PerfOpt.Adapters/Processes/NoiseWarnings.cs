using System.Globalization;

namespace PerfOpt.Adapters.Processes;

/// <summary>Says what disturbed a measurement, from the machine's state before and after it.</summary>
public static class NoiseWarnings
{
    /// <summary>Load for each processor, before the first run, above which others are said to be at work.</summary>
    public const double MostLoadPerCore = 0.5;

    /// <summary>Share of processor time taken by the hypervisor that is said.</summary>
    public const double MostSteal = 0.01;

    /// <summary>Share of one processor from which another process is named.</summary>
    public const double BusyShare = 0.1;

    /// <summary>Bytes in swap that are said.</summary>
    public const long MostSwapBytes = 256L << 20;

    private const double TicksPerSecond = 100; // USER_HZ of x86-64, which /proc uses whatever CONFIG_HZ is.

    /// <summary>The warnings: a sentence with its figure, and what mends it.</summary>
    public static IReadOnlyList<string> Of(MachineState before, MachineState after, int cores)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return [.. Load(before, cores), .. Clock(after), .. Limits(before, after), .. Memory(before, after),
            .. Busy(before, after)];
    }

    private static IEnumerable<string> Load(MachineState before, int cores)
    {
        if (before.LoadAverage / cores > MostLoadPerCore)
        {
            yield return Text($"The load average was {before.LoadAverage:0.00} on {cores} processors before the first ")
                + "run: end other programs, or measure again when the machine is idle.";
        }
    }

    private static IEnumerable<string> Clock(MachineState after)
    {
        if (after.Governor is { } governor && governor != "performance")
        {
            yield return $"The frequency governor is '{governor}', which changes the processor's speed with its load: "
                + "sudo cpupower frequency-set -g performance";
        }
        if (after.Boost == true)
        {
            yield return "Turbo boost is on, so a processor is faster alone or cool than among others or warm: to "
                + "compare runs closely turn it off "
                + "(intel_pstate/no_turbo or cpufreq/boost in /sys/devices/system/cpu).";
        }
        if (after.OnBattery)
            yield return "The machine runs on its battery, which lowers the processor's speed: plug it in.";
    }

    private static IEnumerable<string> Limits(MachineState before, MachineState after)
    {
        double? steal = (double?)(after.StealTicks - before.StealTicks) / (after.CpuTicks - before.CpuTicks);
        if (steal > MostSteal)
        {
            yield return Text($"The hypervisor gave {steal:P1} of the processors' time to other machines: measure at ")
                + "another time, or on a dedicated machine.";
        }
        long? periods = after.ThrottledPeriods - before.ThrottledPeriods;
        if (periods > 0)
        {
            string quota = after.QuotaCores is { } granted ? Text($" of {granted:0.##} processors") : "";
            double seconds = after.ThrottledSeconds - before.ThrottledSeconds ?? 0;
            yield return Text($"The control group's quota{quota} stopped its programs {periods} times, ")
                + Text($"for {seconds:0.00} s together: raise it (docker run --cpus, or cpu.max).");
        }
    }

    private static IEnumerable<string> Memory(MachineState before, MachineState after)
    {
        long? pages = after.SwappedPages - before.SwappedPages;
        if (pages > 0)
        {
            yield return Text($"{pages} pages went to or came from swap during measurement: free memory, or add some.");
        }
        else if (after.SwapUsedBytes > MostSwapBytes)
        {
            yield return Text($"{after.SwapUsedBytes / 1048576.0:0} MiB lie in swap, and a program that needs them ")
                + "waits for the disk: free memory, or run: sudo swapoff -a && sudo swapon -a";
        }
    }

    private static IEnumerable<string> Busy(MachineState before, MachineState after)
    {
        double seconds = after.UptimeSeconds - before.UptimeSeconds;
        if (seconds <= 0)
            yield break;
        var earlier = before.Others.ToLookup(entry => (entry.Id, entry.StartTicks), entry => entry.CpuTicks);
        var busy = after.Others
            .Select(entry =>
            {
                long ticks = entry.CpuTicks - earlier[(entry.Id, entry.StartTicks)].FirstOrDefault();
                return (entry.Name, entry.Id, Share: ticks / TicksPerSecond / seconds);
            })
            .Where(entry => entry.Share >= BusyShare)
            .OrderByDescending(entry => entry.Share)
            .ToList();
        if (busy.Count == 0)
            yield break;
        var named = busy.Take(3)
            .Select(entry => Text($"{entry.Name} (process {entry.Id}, {entry.Share:P0} of a processor)"));
        string others = busy.Count > 3 ? Text($" and {busy.Count - 3} more") : "";
        yield return $"Other programs were at work: {string.Join(", ", named)}{others}: end them and measure again.";
    }

    private static string Text(FormattableString text) => text.ToString(Percent);

    /// <summary>Invariant, with a percentage written as <c>12 %</c>.</summary>
    private static readonly NumberFormatInfo Percent = new() { PercentPositivePattern = 0, PercentNegativePattern = 0 };
}
