namespace PerfOpt.Cli.Doctor;

/// <summary>Whether reports can be written.</summary>
/// <param name="folder">Where they would go; it need not exist yet.</param>
public sealed class OutputFolderCheck(string folder) : IDoctorCheck
{
    private const string Name = "output folder";

    /// <inheritdoc />
    public CheckResult Run(IMachine machine) => machine.WhyNotWritable(folder) is { } reason
        ? new CheckResult(Name, CheckStatus.Failed, $"{folder} cannot be written to: {reason}",
            "choose another folder with --out DIR")
        : new CheckResult(Name, CheckStatus.Ok, $"{folder} can be written to");
}
