using System.Globalization;

namespace PerfOpt.Adapters.Processes;

/// <summary>The limits on processor time of this process's control group (cgroups(7), version 1 or 2).</summary>
/// <param name="ThrottledPeriods">How often it was throttled.</param>
/// <param name="ThrottledSeconds">For how long.</param>
/// <param name="QuotaCores">Processors that its quota amounts to.</param>
internal sealed record ControlGroup(long? ThrottledPeriods, double? ThrottledSeconds, double? QuotaCores)
{
    /// <summary>Reads it; all null where there is none.</summary>
    public static ControlGroup Find(string proc, string sys)
    {
        foreach (string line in (KernelFiles.Text(proc + "/self/cgroup") ?? "").Split('\n'))
        {
            // hierarchy:controllers:path; version 2 is hierarchy 0 without controllers.
            string[] parts = line.Split(':', 3);
            if (parts.Length < 3)
                continue;
            string path = parts[2].TrimStart('/');
            if (parts[1].Split(',').Contains("cpu"))
                return Version1([$"{sys}/fs/cgroup/cpu/{path}", sys + "/fs/cgroup/cpu"]);
            if (parts[1].Length == 0 && KernelFiles.Text(sys + "/fs/cgroup/cgroup.controllers") is not null)
                return Version2([$"{sys}/fs/cgroup/{path}", sys + "/fs/cgroup"]);
        }
        return new ControlGroup(null, null, null);
    }

    private static ControlGroup Version1(string[] folders)
    {
        // Inside a container the path may be the host's: then the mount's root is the group.
        string folder = folders.First(f => Directory.Exists(f) || f == folders[^1]);
        string stat = Path.Combine(folder, "cpu.stat");
        long? quota = Whole(KernelFiles.Text(Path.Combine(folder, "cpu.cfs_quota_us")));
        long? period = Whole(KernelFiles.Text(Path.Combine(folder, "cpu.cfs_period_us")));
        return new ControlGroup(
            KernelFiles.Number(stat, "nr_throttled "),
            KernelFiles.Number(stat, "throttled_time ") / 1e9,
            quota > 0 && period > 0 ? (double)quota / period : null);
    }

    private static ControlGroup Version2(string[] folders)
    {
        string folder = folders.First(f => Directory.Exists(f) || f == folders[^1]);
        string stat = Path.Combine(folder, "cpu.stat");
        string[] limit = (KernelFiles.Text(Path.Combine(folder, "cpu.max")) ?? "").Split(' ');
        long? quota = Whole(limit[0]), period = Whole(limit[^1]);
        return new ControlGroup(
            KernelFiles.Number(stat, "nr_throttled "),
            KernelFiles.Number(stat, "throttled_usec ") / 1e6,
            limit.Length == 2 && quota > 0 && period > 0 ? (double)quota / period : null);
    }

    private static long? Whole(string? text) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out long value) ? value : null;
}
