using PerfOpt.Cli.Doctor;

namespace PerfOpt.Cli;

/// <summary>The one explicit list of what the commands are made of, and the only place that knows every part.</summary>
public static class Composition
{
    /// <summary>The operations of this version. A command whose operation is not listed is not offered.</summary>
    public static Operations Operations => new()
    {
        Verify = VerifyOperation.RunAsync,
        Doctor = DoctorChecks.RunAll,
    };
}
