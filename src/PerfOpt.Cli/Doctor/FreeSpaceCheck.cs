using System.Globalization;

namespace PerfOpt.Cli.Doctor;

/// <summary>Whether there is room for what perfopt writes.</summary>
/// <param name="name">What the room is for.</param>
/// <param name="folder">Where it is; it need not exist yet.</param>
public sealed class FreeSpaceCheck(string name, string folder) : IDoctorCheck
{
    private const long Mebibyte = 1 << 20;
    private const long Least = 50 * Mebibyte;
    private const long Comfortable = 500 * Mebibyte;

    /// <inheritdoc />
    public CheckResult Run(IMachine machine)
    {
        if (machine.FreeBytes(folder) is not { } free)
            return new CheckResult(name, CheckStatus.Information, $"not known for {folder}");
        string found = string.Create(CultureInfo.InvariantCulture, $"{free / Mebibyte} MiB free for {folder}");
        CheckStatus status = free switch
        {
            < Least => CheckStatus.Failed,
            < Comfortable => CheckStatus.Warning,
            _ => CheckStatus.Ok,
        };
        string? mend = status == CheckStatus.Ok ? null : $"free some space: df -h {folder}";
        return new CheckResult(name, status, found, mend);
    }
}
