using System.Globalization;
using PerfOpt.Cli.Parsing;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli;

/// <summary>
/// What is said of a bug in perfopt: one line, and the stack trace in a file (or at once with --verbose).
/// </summary>
public static class CrashReport
{
    private const string Tracker = "perfopt's issue tracker";

    /// <summary>
    /// Answers exceptions that nothing catches, on any thread, and ends the process with exit code 70.
    /// </summary>
    public static void Install(string[] args)
    {
        bool verbose = args.TakeWhile(word => word != "--").Contains("--verbose");
        AppDomain.CurrentDomain.UnhandledException += (_, happened) =>
        {
            Write((Exception)happened.ExceptionObject, verbose, Console.Error, Path.GetTempPath());
            Environment.Exit(ExitCodes.Bug);
        };
    }

    /// <summary>Writes the line, and the trace where it belongs.</summary>
    /// <param name="bug">What happened.</param>
    /// <param name="verbose">Whether the trace is printed instead of kept in a file.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="folder">Where the file goes.</param>
    public static void Write(Exception bug, bool verbose, TextWriter error, string folder)
    {
        string what = $"perfopt {Program.Version} has a bug: {bug.GetType().Name}: {bug.Message}";
        if (verbose)
        {
            error.WriteLine(OneLine.Of($"perfopt: {what}; please report it with the lines below to {Tracker}"));
            error.WriteLine(bug);
            return;
        }

        string where = Keep(bug, folder) is { } file ? $"with the file {file}" : "with what --verbose prints";
        error.WriteLine(OneLine.Of($"perfopt: {what}; please report it {where} to {Tracker}"));
    }

    private static string? Keep(Exception bug, string folder)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"perfopt-crash-{Environment.ProcessId}.txt");
        string file = Path.Combine(folder, name);
        try
        {
            // The trace, and nothing of the user's: no command line, no environment.
            string machine = $"{Environment.OSVersion}\n.NET {Environment.Version}";
            File.WriteAllText(file, $"{Program.VersionLine}\n{machine}\n{bug}\n");
            return file;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
