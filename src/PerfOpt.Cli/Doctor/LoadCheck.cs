using System.Globalization;

namespace PerfOpt.Cli.Doctor;

/// <summary>Whether other programs keep the processors busy: what is timed beside them is noisy.</summary>
public sealed class LoadCheck : IDoctorCheck
{
    private const string Name = "load";
    private const double QuietShare = 0.25;

    /// <inheritdoc />
    public CheckResult Run(IMachine machine)
    {
        string? first = machine.Read("/proc/loadavg")?.Split(' ')[0];
        if (!double.TryParse(first, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double load))
            return new CheckResult(Name, CheckStatus.Information, "not known");
        string found = string.Create(CultureInfo.InvariantCulture,
            $"{load:0.00} over the last minute, on {machine.Processors} processors");
        return load <= QuietShare * machine.Processors
            ? new CheckResult(Name, CheckStatus.Ok, found)
            : new CheckResult(Name, CheckStatus.Warning, found + "; timings will be noisy",
                "see what runs: ps -eo pcpu,comm --sort=-pcpu | head");
    }
}
