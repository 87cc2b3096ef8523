using System.Globalization;

namespace PerfOpt.Cli.Doctor;

/// <summary>The runtime that perfopt itself runs on.</summary>
public sealed class DotNetCheck(Version version) : IDoctorCheck
{
    private const int Needed = 10;

    /// <inheritdoc />
    public CheckResult Run(IMachine machine)
    {
        string found = string.Create(CultureInfo.InvariantCulture, $".NET {version}");
        return version.Major >= Needed
            ? new CheckResult(".NET", CheckStatus.Ok, found)
            : new CheckResult(".NET", CheckStatus.Failed, found,
                $"install the .NET {Needed} runtime: https://dotnet.microsoft.com/download");
    }
}
