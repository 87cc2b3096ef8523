using System.Text;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Terminal;

/// <summary>
/// Standard output, where a failure to write (it is closed, or its disk is full) is something that the user can mend.
/// A reader that went away (<c>| head</c>) is no failure: the runtime drops what is written after it.
/// </summary>
/// <param name="inner">The process's standard output.</param>
public sealed class StandardOutput(TextWriter inner) : TextWriter
{
    /// <inheritdoc />
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc />
    public override void Write(char value) => Guard(() => inner.Write(value));

    /// <inheritdoc />
    public override void Write(string? value) => Guard(() => inner.Write(value));

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => Guard(() => inner.Write(buffer, index, count));

    /// <inheritdoc />
    public override void Flush() => Guard(inner.Flush);

    private static void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PerfOptException($"cannot write to standard output ({failure.Message.TrimEnd('.')})",
                "send it to a file or a pipe that can be written to", ExitCodes.EnvironmentNotReady);
        }
    }
}
