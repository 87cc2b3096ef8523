using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using PerfOpt.Adapters.Processes.Native;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;

namespace PerfOpt.Adapters.Processes;

/// <summary>Why a target could not be started, in the user's words.</summary>
internal static class StartError
{
    /// <summary>Explains a failure.</summary>
    public static PerfOptException Explain(StartFailure failure, RunRequest request, string path)
    {
        string name = request.Command[0];
        string reason = Marshal.GetPInvokeErrorMessage(failure.Error);
        var (message, mend, code) = failure.Stage switch
        {
            StartStage.OpenInput => (
                $"the file for standard input cannot be read: {request.StandardInput}: {reason}",
                "Name a readable file, or leave it out for an empty input", ExitCodes.TargetFailed),
            StartStage.OpenOutput => (
                $"the file for the target's output cannot be written: {request.OutputFile}: {reason}",
                "Check the folder's permissions and space", ExitCodes.EnvironmentNotReady),
            StartStage.Prepare => (
                $"no pipe could be made: {reason}", "Close programs, or raise the limit: ulimit -n 4096",
                ExitCodes.EnvironmentNotReady),
            StartStage.Launch => (
                $"the target could not be launched: {reason}",
                failure.Error == Errno.ArgumentsTooLong
                    ? "Shorten the arguments or the environment: getconf ARG_MAX"
                    : "Check the limits on processes and memory: ulimit -a", ExitCodes.EnvironmentNotReady),
            _ => Execution(failure.Error, name, path, reason),
        };
        return new PerfOptException(message, mend, code);
    }

    private static (string Message, string Mend, int Code) Execution(int error, string name, string path, string reason)
    {
        string? interpreter = InterpreterOf(path);
        var (message, mend) = error switch
        {
            Errno.BadExecutable => (
                $"{name} is neither a program for this machine nor a script with a #! line",
                $"Name what runs it: perfopt analyze -- sh {name}"),
            Errno.NoEntry when interpreter is not null => (
                $"{name} asks for {interpreter}, which does not exist",
                $"Mend its first line, or name what runs it: perfopt analyze -- sh {name}"),
            Errno.NoEntry => (
                $"{name} needs a dynamic loader that does not exist here",
                $"It was built for another system: file {path}"),
            Errno.AccessDenied when interpreter is not null => (
                $"permission denied: {name}, or {interpreter} which it asks for, may not be executed",
                $"ls -l {path} {interpreter}"),
            Errno.AccessDenied or Errno.NotPermitted => (
                $"permission denied: {name} may not be executed (a file system mounted noexec, or a security policy)",
                $"findmnt -T {path}"),
            Errno.TextBusy => ($"{name} is being written by another process", "Wait until it is complete"),
            Errno.ArgumentsTooLong => (
                $"the arguments and environment of {name} are too long", "getconf ARG_MAX"),
            _ => (
                $"{name} could not be executed: {reason} (error {error.ToString(CultureInfo.InvariantCulture)})",
                $"Run it by itself to see the same: {path}"),
        };
        return (message, mend, ExitCodes.TargetFailed);
    }

    /// <summary>The program in a script's first line; null when there is none.</summary>
    private static string? InterpreterOf(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            byte[] start = new byte[256];
            string text = Encoding.Latin1.GetString(start, 0, file.ReadAtLeast(start, start.Length, false));
            if (!text.StartsWith("#!", StringComparison.Ordinal))
                return null;
            return text[2..].Split('\n')[0].Trim(' ', '\t').Split(' ', '\t')[0];
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null; // Executable and not readable: no script then.
        }
    }
}
