using PerfOpt.Core.Model;

namespace PerfOpt.Adapters.Processes;

/// <summary>How the guard is started: a program whose entry point calls <see cref="GuardProcess.Main"/>.</summary>
/// <param name="Program">The executable file.</param>
/// <param name="Arguments">What precedes the guard's own arguments; empty for a native executable.</param>
public sealed record GuardCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>This program once more, whether it was started as itself or as <c>dotnet perfopt.dll</c>.</summary>
    /// <exception cref="PerfOptException">The program's file is not known (exit code 4).</exception>
    public static GuardCommand OfThisProcess()
    {
        string program = Environment.ProcessPath ?? throw new PerfOptException(
            "perfopt cannot find its own executable, which it needs a second time to guard the target",
            "Check that /proc is mounted",
            ExitCodes.EnvironmentNotReady);
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return new GuardCommand(program, isHost ? [Path.GetFullPath(Environment.GetCommandLineArgs()[0])] : []);
    }
}
