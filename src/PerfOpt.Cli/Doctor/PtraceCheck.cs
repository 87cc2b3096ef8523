using System.Globalization;

namespace PerfOpt.Cli.Doctor;

/// <summary>
/// Whether the kernel lets perfopt look into other processes: Yama's <c>ptrace_scope</c> (Linux, admin-guide/LSM/Yama),
/// the capability <c>CAP_SYS_PTRACE</c> (number 19 of capabilities(7)), a container's seccomp filter.
/// </summary>
public sealed class PtraceCheck : IDoctorCheck
{
    private const int CapSysPtrace = 19;
    private const string Name = "process access";

    /// <inheritdoc />
    public CheckResult Run(IMachine machine)
    {
        string status = machine.Read("/proc/self/status") ?? "";
        bool capable = HasCapability(Field(status, "CapEff"));
        string where = InContainer(machine) ? "in a container, " : "";
        int? scope = int.TryParse(machine.Read("/proc/sys/kernel/yama/ptrace_scope")?.Trim(), NumberStyles.None,
            CultureInfo.InvariantCulture, out int value) ? value : null;
        string found = where + (scope is { } known ? $"ptrace_scope is {known}" : "no Yama restriction")
            + (capable ? ", CAP_SYS_PTRACE is held" : "");
        return scope switch
        {
            3 => new CheckResult(Name, CheckStatus.Failed, found + ": no process may look into another until a restart",
                "remove kernel.yama.ptrace_scope=3 from /etc/sysctl.d and restart the machine"),
            2 when !capable => new CheckResult(Name, CheckStatus.Failed, found + ": only root may look into processes",
                Mend(machine)),
            1 when !capable => new CheckResult(Name, CheckStatus.Warning,
                found + ": commands that perfopt starts can be profiled, running processes (--pid) cannot",
                Mend(machine)),
            _ => new CheckResult(Name, CheckStatus.Ok, found),
        };
    }

    private static string Mend(IMachine machine) => InContainer(machine)
        ? "start the container with --cap-add=SYS_PTRACE"
        : "sudo sysctl kernel.yama.ptrace_scope=0";

    private static bool InContainer(IMachine machine) =>
        machine.FileExists("/.dockerenv") || machine.FileExists("/run/.containerenv")
        || machine.Variable("KUBERNETES_SERVICE_HOST") is not null
        || (machine.Read("/proc/1/cgroup") is { } groups
            && (groups.Contains("docker", StringComparison.Ordinal)
                || groups.Contains("kubepods", StringComparison.Ordinal)));

    private static bool HasCapability(string? mask) =>
        ulong.TryParse(mask, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits)
        && (bits >> CapSysPtrace & 1) == 1;

    private static string? Field(string status, string name) => status.Split('\n')
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..].Trim();
}
