using System.Globalization;

namespace PerfOpt.Core.Profiles.Formats;

/// <summary>How exports name a thread.</summary>
internal static class ThreadNames
{
    /// <summary>The name, with the process and, where it is not the main one, the interpreter.</summary>
    public static string Of(ThreadInfo thread) => thread.Interpreter == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{thread.Name} [{thread.ProcessId}/{thread.ThreadId}]")
        : string.Create(CultureInfo.InvariantCulture,
            $"{thread.Name} [{thread.ProcessId}/{thread.ThreadId}, interpreter {thread.Interpreter}]");
}
