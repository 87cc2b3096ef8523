using System.Globalization;
using PerfOpt.Adapters.Linux;
using PerfOpt.Core.Model;
using Status = PerfOpt.Adapters.Python.Sampling.PythonRuntimeLocator.LocationStatus;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// A process that is or may become a CPython: a script that will <c>exec</c> the interpreter, an interpreter that still
/// starts, a child just forked. Looks again, ever more seldom, until there is one.
/// </summary>
internal sealed class TargetProcess : IDisposable
{
    private const long EagerForNs = 1_000_000_000;
    private const long PatientForNs = 10_000_000_000;
    private const long EagerNs = 2_000_000;
    private const long PatientNs = 20_000_000;
    private const long SeldomNs = 500_000_000;

    private readonly PythonRuntimeLocator _locator;
    private readonly SamplerOptions _options;
    private readonly long _startTicks;
    private string? _executable;
    private long _executableSince;
    private long _nextTry;
    private bool _given;

    private TargetProcess(int processId, long startTicks, PythonRuntimeLocator locator, SamplerOptions options)
    {
        ProcessId = processId;
        _startTicks = startTicks;
        _locator = locator;
        _options = options;
    }

    /// <summary>Its id.</summary>
    public int ProcessId { get; }

    /// <summary>The sampler, once there is something to sample.</summary>
    public ProcessSampler? Sampler { get; private set; }

    /// <summary>The interpreter that was found last.</summary>
    public PythonRuntimeInfo? Runtime { get; private set; }

    /// <summary>Why it cannot be sampled, where that is known.</summary>
    public PerfOptException? Refusal { get; private set; }

    /// <summary>A process that lives, or null.</summary>
    public static TargetProcess? Open(int processId, PythonRuntimeLocator locator, SamplerOptions options) =>
        ProcessTree.StartOf(processId) is { } start ? new TargetProcess(processId, start, locator, options) : null;

    /// <summary>Looks whether it lives, has become another program, or has an interpreter by now.</summary>
    /// <returns>False when it has ended.</returns>
    public bool Refresh(long nowNs, SampleLog log, SampleCounts counts)
    {
        if (ProcessTree.StartOf(ProcessId) != _startTicks)
            return false;
        var executable = ProcFile.ReadLink(string.Create(CultureInfo.InvariantCulture, $"/proc/{ProcessId}/exe"));
        if (executable != _executable || _executableSince == 0)
        {
            Drop();
            _executable = executable;
            _executableSince = nowNs;
            _given = false;
            _nextTry = 0;
        }
        if (Sampler is null && !_given && nowNs >= _nextTry)
            Look(nowNs, log, counts);
        return true;
    }

    /// <summary>Gives up the sampler, when its interpreter is no longer where it was.</summary>
    public void Drop()
    {
        Sampler?.Dispose();
        Sampler = null;
    }

    /// <inheritdoc/>
    public void Dispose() => Drop();

    /// <summary>The error for an interpreter that is not understood.</summary>
    public static PerfOptException NotUnderstood(int processId, PythonRuntimeInfo runtime) => new(
        string.Create(CultureInfo.InvariantCulture, $"process {processId} cannot be sampled: {runtime.Unsupported}"),
        string.Create(CultureInfo.InvariantCulture,
            $"run the program with a CPython of 3.{PythonOffsetTable.OldestMinor} to "
                + $"3.{PythonOffsetTable.NewestMinor}, such as: perfopt analyze -- python3.12 app.py"),
        ExitCodes.EnvironmentNotReady);

    private void Look(long nowNs, SampleLog log, SampleCounts counts)
    {
        var age = nowNs - _executableSince;
        _nextTry = nowNs + (age < EagerForNs ? EagerNs : age < PatientForNs ? PatientNs : SeldomNs);
        var location = _locator.Find(ProcessId);
        if (location.Status == Status.Denied)
        {
            Refusal = MemoryAccess.Refused(ProcessId);
            return;
        }
        if (location is not { Status: Status.Found, Info: { } info })
            return;
        Runtime = info;
        if (!info.Supported)
        {
            Refusal = NotUnderstood(ProcessId, info);
            _given = true;
            return;
        }
        var sampler = new ProcessSampler(ProcessId, location, _options, log, counts);
        if (!sampler.IsInitialised())
        {
            sampler.Dispose();
            return;
        }
        Refusal = null;
        Sampler = sampler;
    }
}
