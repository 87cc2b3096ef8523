namespace PerfOpt.Cli.Doctor;

/// <summary>Whether the SQLite library that comes with perfopt can be loaded.</summary>
/// <param name="version">Loads it and gives its version; throws <see cref="DllNotFoundException"/> where it is not
/// there.</param>
public sealed class SqliteCheck(Func<string> version) : IDoctorCheck
{
    private const string Name = "SQLite";

    /// <inheritdoc />
    public CheckResult Run(IMachine machine)
    {
        try
        {
            return new CheckResult(Name, CheckStatus.Ok, version());
        }
        catch (Exception failure) when (failure is DllNotFoundException or TypeInitializationException
            or BadImageFormatException)
        {
            return new CheckResult(Name, CheckStatus.Failed, $"its library cannot be loaded: {failure.Message}",
                "build perfopt again on this machine: dotnet build -c Release");
        }
    }
}
