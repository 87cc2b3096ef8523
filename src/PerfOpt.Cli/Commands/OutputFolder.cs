using System.Globalization;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Commands;

/// <summary>The folder that a command writes into.</summary>
public static class OutputFolder
{
    private static readonly string[] s_defaults = [".perfopt", "reports", "profiles"];

    /// <summary>
    /// Makes the folder and tries to write in it, before anything is run.
    /// </summary>
    /// <param name="asked">What the user named; null takes a new folder under <c>.perfopt</c>.</param>
    /// <param name="kind"><c>reports</c> or <c>profiles</c>.</param>
    /// <param name="context">Where the user stands, and the time.</param>
    /// <returns>The absolute path.</returns>
    /// <exception cref="PerfOptException">It cannot be made or written to (exit code 4).</exception>
    public static string Prepare(string? asked, string kind, CommandContext context)
    {
        string path = Path.GetFullPath(asked ?? DefaultName(kind, context), context.WorkingDirectory);
        return Guard(path, () =>
        {
            Directory.CreateDirectory(path);
            string probe = Path.Combine(path, $".perfopt-{Environment.ProcessId}");
            File.WriteAllText(probe, "perfopt");
            File.Delete(probe);
            return path;
        });
    }

    /// <summary>Writes into the folder, and says what is wrong where that fails.</summary>
    /// <exception cref="PerfOptException">It cannot be written to (exit code 4).</exception>
    public static async Task GuardAsync(string path, Func<Task> write)
    {
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refuse(path, failure);
        }
    }

    /// <summary>Removes the folder where nothing was written into it, and so the default folders above it.</summary>
    public static void RemoveIfEmpty(string path)
    {
        for (string? folder = path; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (folder != path && !s_defaults.Contains(Path.GetFileName(folder)))
                return;
            if (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).Any())
                return;
            Directory.Delete(folder);
        }
    }

    private static string DefaultName(string kind, CommandContext context)
    {
        string stem = context.Time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string parent = Path.Combine(".perfopt", kind);
        string name = Path.Combine(parent, stem);
        for (int i = 2; Directory.Exists(Path.GetFullPath(name, context.WorkingDirectory)); i++)
            name = Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}"));
        return name;
    }

    private static T Guard<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refuse(path, failure);
        }
    }

    private static PerfOptException Refuse(string path, Exception failure)
    {
        string reason = failure.Message.Split('\n')[0].TrimEnd('.', ' ');
        bool full = reason.Contains("No space left", StringComparison.Ordinal);
        return new PerfOptException(
            $"cannot write to the output folder '{path}' ({reason})",
            full ? "free some space, or choose another folder with --out DIR" : "choose another folder with --out DIR",
            ExitCodes.EnvironmentNotReady);
    }
}
