namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>A process that runs CPython.</summary>
/// <param name="ProcessId">Its id.</param>
/// <param name="Runtime">The interpreter.</param>
public sealed record PythonProcess(int ProcessId, PythonRuntimeInfo Runtime)
{
    /// <summary>Such as <c>CPython 3.11.7</c>.</summary>
    public string Name => Runtime.Name;

    /// <summary>Whether it can be sampled; else <see cref="PythonRuntimeInfo.Unsupported"/> says why.</summary>
    public bool Supported => Runtime.Supported;
}
