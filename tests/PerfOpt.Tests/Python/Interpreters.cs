using System.Diagnostics;
using Xunit;

namespace PerfOpt.Tests.Python;

/// <summary>This machine's CPython interpreters, 3.8 and newer: pyenv's, those on the path, the system's.</summary>
public static class Interpreters
{
    private static readonly Lazy<IReadOnlyList<(string Path, Version Version)>> Found = new(Find);

    public static TheoryData<string> All()
    {
        var data = new TheoryData<string>();
        foreach (var (path, _) in Found.Value)
            data.Add(path);
        return data;
    }

    public static string Newest => Found.Value.MaxBy(i => i.Version).Path;

    public static Version VersionOf(string path) => Found.Value.First(i => i.Path == path).Version;

    private static List<(string, Version)> Find()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var pyenv = Environment.GetEnvironmentVariable("PYENV_ROOT") ?? Path.Combine(home, ".pyenv");
        var versions = Path.Combine(pyenv, "versions");
        var candidates = new List<string>();
        if (Directory.Exists(versions))
            candidates.AddRange(Directory.GetDirectories(versions).Select(d => Path.Combine(d, "bin", "python3")));
        candidates.Add("/usr/bin/python3");
        candidates.AddRange((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Where(d => !d.EndsWith("shims", StringComparison.Ordinal)).Select(d => Path.Combine(d, "python3")));
        var found = new Dictionary<string, Version>();
        foreach (var path in candidates.Where(File.Exists))
        {
            var version = VersionAt(path);
            if (version is not null && version >= new Version(3, 8) && !found.ContainsValue(version))
                found[path] = version;
        }
        if (found.Count == 0)
            throw new InvalidOperationException("No CPython 3.8 or newer was found; install one to run these tests.");
        return [.. found.Select(f => (f.Key, f.Value)).OrderBy(f => f.Value)];
    }

    private static Version? VersionAt(string path)
    {
        var start = new ProcessStartInfo(path) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("import sys; print('%d.%d.%d' % sys.version_info[:3])");
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Version.TryParse(text.Trim(), out var version) ? version : null;
    }
}
