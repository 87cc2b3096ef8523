using System.Globalization;

namespace PerfOpt.Cli.Doctor;

/// <summary>
/// Who may count hardware events (Linux, admin-guide/sysctl/kernel: perf_event_paranoid). For information: Python is
/// profiled without them.
/// </summary>
public sealed class PerfEventCheck : IDoctorCheck
{
    private const string Name = "perf events";

    /// <inheritdoc />
    public CheckResult Run(IMachine machine)
    {
        string? text = machine.Read("/proc/sys/kernel/perf_event_paranoid")?.Trim();
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int level))
            return new CheckResult(Name, CheckStatus.Information, "not offered by this kernel; not needed for Python");
        string found = string.Create(CultureInfo.InvariantCulture,
            $"perf_event_paranoid is {level}; not needed for Python");
        return level <= 2
            ? new CheckResult(Name, CheckStatus.Ok, found)
            : new CheckResult(Name, CheckStatus.Information, found,
                "for native programs: sudo sysctl kernel.perf_event_paranoid=1");
    }
}
