namespace PerfOpt.Core.Model;

/// <summary>A failure that the user can mend; caught once in the command line's entry point.</summary>
/// <param name="message">One line: what failed and the value found.</param>
/// <param name="mend">What to do, a line to paste where there is one.</param>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
public sealed class PerfOptException(string message, string mend, int exitCode) : Exception(message)
{
    /// <summary>What to do about it.</summary>
    public string Mend { get; } = mend;

    /// <summary>The process's exit code.</summary>
    public int ExitCode { get; } = exitCode;
}
