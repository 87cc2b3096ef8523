namespace PerfOpt.Cli.Doctor;

/// <summary>Whether the memory of a child process can really be read: what the profiler of Python rests on.</summary>
/// <param name="read">Reads from a child; says why that failed, or null.</param>
public sealed class ChildMemoryCheck(Func<string?> read) : IDoctorCheck
{
    private const string Name = "child memory";

    /// <inheritdoc />
    public CheckResult Run(IMachine machine) => read() is { } reason
        ? new CheckResult(Name, CheckStatus.Failed, $"process_vm_readv on a child process failed: {reason}",
            "allow it: in a container --cap-add=SYS_PTRACE or --security-opt seccomp=unconfined")
        : new CheckResult(Name, CheckStatus.Ok, "process_vm_readv works on a child process");
}
