using Shouldly;

namespace PerfOpt.Tests.Cli;

/// <summary>
/// Compares a text with a file that is kept; with <c>UPDATE_SNAPSHOTS=1</c> the file is written instead.
/// </summary>
public static class CliSnapshot
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Compares with a file of the repository.</summary>
    /// <param name="actual">What is now.</param>
    /// <param name="path">The file, relative to the solution's folder.</param>
    public static void Match(string actual, string path)
    {
        string file = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
            return;
        }

        string expected = File.Exists(file) ? File.ReadAllText(file) : "";
        actual.ShouldBe(expected, $"{path} differs; UPDATE_SNAPSHOTS=1 rewrites it");
    }

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "perfopt.slnx")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("perfopt.slnx is in no folder above");
        }

        return folder;
    }
}
