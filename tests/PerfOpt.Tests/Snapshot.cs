using System.Text;
using PerfOpt.Tests.Tidy;
using Shouldly;

namespace PerfOpt.Tests;

/// <summary>Compares a text with a committed file; <c>UPDATE_SNAPSHOTS=1</c> writes the file instead.</summary>
internal static class Snapshot
{
    /// <summary>A file of <c>tests/PerfOpt.Tests/snapshots</c>.</summary>
    public static void Matches(string actual, string name) =>
        MatchesFile(actual, Path.Combine("tests", "PerfOpt.Tests", "snapshots", name));

    /// <summary>A file of the repository.</summary>
    public static void MatchesFile(string actual, string relativePath)
    {
        var path = Path.Combine(SourceTree.Root, relativePath);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual, new UTF8Encoding(false));
            return;
        }

        File.Exists(path).ShouldBeTrue($"{relativePath} is missing: run the tests with UPDATE_SNAPSHOTS=1");
        actual.ShouldBe(File.ReadAllText(path), $"{relativePath} differs: look, then UPDATE_SNAPSHOTS=1");
    }
}
