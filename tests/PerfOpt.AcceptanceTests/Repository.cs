using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using Xunit;

[assembly: SupportedOSPlatform("linux")]
// Each analysis wants a core for its target and a bit of another for itself.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace PerfOpt.AcceptanceTests;

/// <summary>Where the parts of the checkout stand that the tests use.</summary>
public static class Repository
{
    /// <summary>The folder of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The launcher.</summary>
    public static string Launcher => Path.Combine(Root, "perfopt");

    /// <summary>The folder of a sample.</summary>
    /// <param name="name">Its name, such as <c>bookshop</c>.</param>
    public static string Sample(string name) => Path.Combine(Root, "samples", name);

    /// <summary>The path of a target program.</summary>
    /// <param name="name">Relative to the targets' folder, such as <c>inputs/hangs.py</c>.</param>
    public static string Target(string name) =>
        Path.Combine(Root, "tests", "PerfOpt.AcceptanceTests", "targets", name);

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        // The tests run from artifacts/; the compiled-in path serves where the output was moved elsewhere.
        foreach (string start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(thisFile)! })
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "perfopt.slnx")))
                    return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException("The checkout was not found above " + AppContext.BaseDirectory);
    }
}
