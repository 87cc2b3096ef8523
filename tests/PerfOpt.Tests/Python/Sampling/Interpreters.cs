using System.Diagnostics;
using PerfOpt.Adapters.Python.Sampling;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Python.Sampling;

/// <summary>The CPython interpreters of this machine, one for each minor version that can be sampled.</summary>
internal static class Interpreters
{
    private static readonly Lazy<IReadOnlyList<string>> Found = new(Find);

    /// <summary>Their executables; a test that uses none would pass for nothing, so there must be one.</summary>
    public static IReadOnlyList<string> All => Found.Value.Count > 0
        ? Found.Value
        : throw new InvalidOperationException("No CPython 3.8 to 3.14 is installed: install one, such as python3.");

    public static TheoryData<string> Theory => [.. All];

    private static IReadOnlyList<string> Find()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var pyenv = Environment.GetEnvironmentVariable("PYENV_ROOT") ?? Path.Combine(home, ".pyenv");
        var versions = Path.Combine(pyenv, "versions");
        List<string> candidates = ["/usr/bin/python3"];
        if (Directory.Exists(versions))
        {
            candidates.AddRange(Directory.EnumerateDirectories(versions).Order(StringComparer.Ordinal)
                .Select(folder => Path.Combine(folder, "bin", "python3")));
        }
        candidates.AddRange((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .SelectMany(folder => Enumerable.Range(8, 7).Select(minor => Path.Combine(folder, $"python3.{minor}"))));
        return [.. candidates.Where(File.Exists)
            .Select(Resolve).Distinct(StringComparer.Ordinal)
            .Where(path => PythonSampler.ProbeExecutable(path) is { Supported: true })];
    }

    /// <summary>The file itself: its folder may be a link as well, as <c>/bin</c> is.</summary>
    private static string Resolve(string path)
    {
        var file = File.ResolveLinkTarget(path, true)?.FullName ?? path;
        var folder = Path.GetDirectoryName(file)!;
        return Path.Combine(Directory.ResolveLinkTarget(folder, true)?.FullName ?? folder, Path.GetFileName(file));
    }
}

/// <summary>
/// A target program that runs. A shell stands between it and the test: .NET would take a stop of its own child for that
/// child's end.
/// </summary>
internal sealed class Target : IDisposable
{
    private readonly Process _shell;

    private Target(Process shell, int processId, string firstLine)
    {
        _shell = shell;
        ProcessId = processId;
        FirstLine = firstLine;
    }

    public int ProcessId { get; }

    /// <summary>What the program printed when it was ready.</summary>
    public string FirstLine { get; }

    public static string PathOf(string script) =>
        Path.Combine(AppContext.BaseDirectory, "Python", "Sampling", "targets", script);

    /// <summary>Starts a program and waits until it says that it is ready.</summary>
    public static Target Start(string interpreter, string script, params string[] arguments) =>
        Start([interpreter, PathOf(script), .. arguments], "ready");

    public static Target Start(string[] command, string awaited)
    {
        var start = new ProcessStartInfo(
            "/bin/sh", ["-c", "\"$@\" & echo $!; wait $!", "sh", .. command]) { RedirectStandardOutput = true };
        var shell = Process.Start(start)!;
        var processId = int.Parse(shell.StandardOutput.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture);
        var line = awaited.Length == 0 ? "" : shell.StandardOutput.ReadLine() ?? "";
        line.ShouldStartWith(awaited);
        return new Target(shell, processId, line);
    }

    /// <summary>Samples until the program ends.</summary>
    public PerfOpt.Core.Profiles.StackProfile Sample(SamplerOptions options)
    {
        using var session = PythonSampler.Start(ProcessId, options);
        _shell.WaitForExit();
        return session.Finish();
    }

    public int WaitForExit()
    {
        _shell.WaitForExit();
        return _shell.ExitCode;
    }

    public void Dispose()
    {
        _shell.Kill(entireProcessTree: true);
        _shell.Dispose();
    }
}
