using System.Globalization;
using PerfOpt.Adapters.Linux;
using PerfOpt.Core.Model;
using Status = PerfOpt.Adapters.Python.Sampling.PythonRuntimeLocator.LocationStatus;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// Samples CPython 3.8 to 3.14 from outside: reads its memory through <c>process_vm_readv(2)</c>, changes nothing in it
/// and, unless asked for exact stacks, never stops it.
/// </summary>
public static class PythonSampler
{
    private const double SlowestHz = 0.1;
    private const double FastestHz = 10_000;

    /// <summary>What CPython a process runs; null when it runs none, or none yet.</summary>
    /// <exception cref="PerfOptException">There is no such process (exit code 3) or access is refused (4).</exception>
    public static PythonProcess? Probe(int processId)
    {
        var location = new PythonRuntimeLocator().Find(processId);
        return location switch
        {
            { Status: Status.Found, Info: { } info } => new PythonProcess(processId, info),
            { Status: Status.Denied } => throw MemoryAccess.Refused(processId),
            { Status: Status.Gone } => throw NoSuchProcess(processId),
            _ => null,
        };
    }

    /// <summary>
    /// What CPython an executable is, without running it; null when it is none, such as a shell script that starts one.
    /// </summary>
    /// <param name="path">The executable; links are followed.</param>
    public static PythonRuntimeInfo? ProbeExecutable(string path)
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var folder = Path.GetDirectoryName(target) ?? "";
        var name = Path.GetFileName(target);
        List<string> candidates = [target];
        var libraries = Path.GetFullPath(Path.Combine(folder, "..", "lib"));
        if (Directory.Exists(libraries))
            candidates.AddRange(Directory.EnumerateFiles(libraries, $"lib{name}*.so*").Order(StringComparer.Ordinal));
        foreach (var candidate in candidates.Where(File.Exists))
        {
            if (PythonBinary.TryRead(File.OpenRead(candidate), candidate) is not { } binary
                || PythonBinary.Parse(binary.VersionText) is not { } version)
                continue;
            return new PythonRuntimeInfo
            {
                Major = version.Major,
                Minor = version.Minor,
                Version = binary.VersionText,
                Unsupported = PythonRuntimeInfo.ReasonAgainst(version.Major, version.Minor, freeThreaded: false),
                Binary = candidate,
            };
        }
        return null;
    }

    /// <summary>
    /// Begins to sample a process on a thread of its own, until the process ends or the session is stopped. The process
    /// need not be a CPython yet: a script may still have to start it.
    /// </summary>
    /// <param name="processId">The process.</param>
    /// <param name="options">How.</param>
    /// <exception cref="PerfOptException">
    /// There is no such process (exit code 3), access is refused or its version is not understood (4), or the rate is
    /// out
    /// of range (2).
    /// </exception>
    public static SamplerSession Start(int processId, SamplerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!(options.RateHz is >= SlowestHz and <= FastestHz))
        {
            throw new PerfOptException(
                string.Create(CultureInfo.InvariantCulture, $"a rate of {options.RateHz} Hz is out of range"),
                string.Create(CultureInfo.InvariantCulture, $"choose {SlowestHz} to {FastestHz} Hz, such as: "
                    + $"--rate 100"),
                ExitCodes.Usage);
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxDepth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxSamples, 2);
        var locator = new PythonRuntimeLocator();
        if (TargetProcess.Open(processId, locator, options) is not { } root)
            throw NoSuchProcess(processId);
        var location = locator.Find(processId);
        if (location.Status == Status.Denied)
            throw MemoryAccess.Refused(processId);
        if (location is { Info: { Supported: false } runtime })
            throw TargetProcess.NotUnderstood(processId, runtime);
        return new SamplerSession(root, locator, options);
    }

    private static PerfOptException NoSuchProcess(int processId) => new(
        string.Create(CultureInfo.InvariantCulture, $"there is no process {processId}"),
        "find the process with: pgrep -a python",
        ExitCodes.TargetFailed);
}
