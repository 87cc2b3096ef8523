namespace PerfOpt.Cli.Doctor;

/// <summary>
/// The kernel's files that say what a thread is doing: how long it ran, in what system call, waiting where.
/// </summary>
public sealed class ProcFilesCheck : IDoctorCheck
{
    private const string Name = "/proc";
    private static readonly string[] Needed = ["stat", "status", "maps"];
    private static readonly string[] Useful = ["schedstat", "syscall", "wchan", "io"];

    /// <inheritdoc />
    public CheckResult Run(IMachine machine)
    {
        string[] missing = Missing(machine, Needed);
        if (missing.Length > 0)
        {
            return new CheckResult(Name, CheckStatus.Failed, $"cannot be read: {string.Join(", ", missing)}",
                "sudo mount -o remount,hidepid=0 /proc");
        }

        string[] wanting = Missing(machine, Useful);
        return wanting.Length == 0
            ? new CheckResult(Name, CheckStatus.Ok, "what threads run and wait for can be read")
            : new CheckResult(Name, CheckStatus.Warning,
                $"cannot be read: {string.Join(", ", wanting)}; waits are described with less detail",
                "use a kernel with CONFIG_SCHED_INFO, CONFIG_HAVE_ARCH_TRACEHOOK and CONFIG_TASK_IO_ACCOUNTING");
    }

    private static string[] Missing(IMachine machine, string[] files) =>
        [.. files.Where(file => machine.Read($"/proc/self/{file}") is null)];
}
