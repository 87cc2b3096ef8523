namespace PerfOpt.Cli.Doctor;

/// <summary>Whether the processor's clock rate is left to change under a measurement.</summary>
public sealed class GovernorCheck : IDoctorCheck
{
    private const string Name = "CPU governor";

    /// <inheritdoc />
    public CheckResult Run(IMachine machine) =>
        machine.Read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")?.Trim() switch
        {
            null or "" => new CheckResult(Name, CheckStatus.Information,
                "not shown by this machine, as in most virtual ones"),
            "performance" => new CheckResult(Name, CheckStatus.Ok, "performance"),
            var other => new CheckResult(Name, CheckStatus.Warning, $"{other}; the clock rate changes while measuring",
                "sudo cpupower frequency-set -g performance"),
        };
}
