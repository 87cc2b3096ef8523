namespace PerfOpt.Cli.Doctor;

/// <summary>git, by which a report says what revision it measured.</summary>
public sealed class GitCheck : IDoctorCheck
{
    private const string Name = "git";

    /// <inheritdoc />
    public CheckResult Run(IMachine machine)
    {
        string? found = (machine.Variable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "git"))
            .FirstOrDefault(machine.FileExists);
        return found is not null
            ? new CheckResult(Name, CheckStatus.Ok, found)
            : new CheckResult(Name, CheckStatus.Warning, "not found; reports do not say which revision was measured",
                "sudo apt-get install git");
    }
}
