using System.Globalization;

namespace PerfOpt.Adapters.Processes;

/// <summary>Small text files of the kernel; one that is absent, unreadable or otherwise formed gives null.</summary>
internal static class KernelFiles
{
    /// <summary>All of a file, trimmed.</summary>
    public static string? Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What follows a key at the beginning of a line, trimmed.</summary>
    public static string? Line(string path, string key) => Text(path)?.Split('\n')
        .FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Trim();

    /// <summary>The whole number that follows a key.</summary>
    public static long? Number(string path, string key) =>
        long.TryParse(Line(path, key)?.Split(' ')[0], CultureInfo.InvariantCulture, out long value) ? value : null;

    /// <summary>The folders in a folder.</summary>
    public static IReadOnlyList<string> Folders(string path)
    {
        try
        {
            return Directory.Exists(path) ? Directory.GetDirectories(path) : [];
        }
        catch (IOException)
        {
            return [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }
}
