using System.Globalization;
using PerfOpt.Core.Model;

namespace PerfOpt.Adapters.Linux;

/// <summary>
/// Explains why the kernel refuses to show one process to another (ptrace(2), "Ptrace access mode checking").
/// </summary>
public static class MemoryAccess
{
    /// <summary>The error for a process whose memory may not be read, with the mend that fits this machine.</summary>
    public static PerfOptException Refused(int processId) => Explain(
        processId, OwnerOf(processId), OwnerOf(Environment.ProcessId),
        ProcFile.ReadText("/proc/sys/kernel/yama/ptrace_scope").Trim(),
        File.Exists("/.dockerenv") || File.Exists("/run/.containerenv"));

    /// <summary>The error, from what is known of the machine.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="owner">Its user's number, where known.</param>
    /// <param name="self">Our user's number.</param>
    /// <param name="yamaScope">The Yama setting's text; empty where the kernel has none.</param>
    /// <param name="inContainer">Whether we run in a container.</param>
    public static PerfOptException Explain(
        int processId, int? owner, int? self, string yamaScope, bool inContainer)
    {
        var id = processId.ToString(CultureInfo.InvariantCulture);
        if (owner is { } other && self is { } own && other != own && own != 0)
        {
            return Error(
                string.Create(CultureInfo.InvariantCulture,
                    $"process {id} belongs to user {other}, and we are user {own}: the kernel refuses to read it"),
                $"run as its user or as root: sudo perfopt … --pid {id}");
        }
        if (inContainer)
        {
            return Error(
                $"the container may not read the memory of process {id}",
                "start the container with: --cap-add=SYS_PTRACE");
        }
        if (yamaScope is "1" or "2" or "3" && self != 0)
        {
            return Error(
                $"kernel.yama.ptrace_scope is {yamaScope}: the kernel refuses to read process {id}, which we did "
                    + $"not start",
                yamaScope == "3"
                    ? "this setting holds until a reboot: start the program through perfopt instead of attaching"
                    : $"sudo sysctl kernel.yama.ptrace_scope=0, or: sudo perfopt … --pid {id}");
        }
        return Error(
            $"the kernel refuses to read the memory of process {id}",
            $"run as root, or with the capability: sudo setcap cap_sys_ptrace=ep \"$(command -v perfopt)\"");
    }

    private static PerfOptException Error(string message, string mend) =>
        new(message, mend, ExitCodes.EnvironmentNotReady);

    private static int? OwnerOf(int processId)
    {
        foreach (var line in ProcFile.ReadText($"/proc/{processId}/status").AsSpan().EnumerateLines())
        {
            if (line.StartsWith("Uid:") && int.TryParse(
                    line[4..].Trim().ToString().Split('\t')[0], NumberStyles.None, CultureInfo.InvariantCulture,
                        out var id))
                return id;
        }
        return null;
    }
}
