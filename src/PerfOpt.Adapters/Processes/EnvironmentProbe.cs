using PerfOpt.Adapters.Processes.Native;
using PerfOpt.Core.Model;

namespace PerfOpt.Adapters.Processes;

/// <summary>Describes the machine, and what disturbed measurement from its making to <see cref="Finish"/>.</summary>
public sealed class EnvironmentProbe
{
    private readonly MachineState _before = MachineState.Read();

    /// <summary>The machine and its noise since this probe was made, before the first run.</summary>
    /// <param name="coefficientOfVariation">Of wall time over the baseline's runs; null under three.</param>
    public EnvironmentInfo Finish(double? coefficientOfVariation)
    {
        string? system = KernelFiles.Line("/etc/os-release", "PRETTY_NAME=")?.Trim('"');
        string? kernel = KernelFiles.Text("/proc/sys/kernel/osrelease");
        int cores = Cores();
        return new EnvironmentInfo
        {
            Os = $"{system ?? "Linux"}, kernel {kernel ?? "unknown"}",
            Cpu = KernelFiles.Line("/proc/cpuinfo", "model name")?.TrimStart(':', ' ', '\t') ?? "unknown",
            Cores = cores,
            MemoryBytes = 1024 * (KernelFiles.Number("/proc/meminfo", "MemTotal:") ?? 0),
            Noise = new NoiseInfo
            {
                CoefficientOfVariation = coefficientOfVariation,
                Warnings = NoiseWarnings.Of(_before, MachineState.Read(), cores),
            },
        };
    }

    /// <summary>Processors that this process, and so a target, may run on.</summary>
    public static unsafe int Cores()
    {
        const int bytes = 1024; // 8192 processors: CONFIG_NR_CPUS_RANGE_END of x86-64.
        byte* mask = stackalloc byte[bytes];
        if (Libc.sched_getaffinity(0, bytes, mask) < 0)
            return Environment.ProcessorCount;
        int count = 0;
        for (int i = 0; i < bytes; i++)
            count += int.PopCount(mask[i]);
        return count;
    }
}
