using System.Globalization;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>A CPython, as a file or in a process.</summary>
public sealed record PythonRuntimeInfo
{
    /// <summary>Major version.</summary>
    public required int Major { get; init; }

    /// <summary>Minor version.</summary>
    public required int Minor { get; init; }

    /// <summary>Such as <c>3.11.7</c>; without the last part where only the file's name tells it.</summary>
    public required string Version { get; init; }

    /// <summary>Why it cannot be sampled; null when it can.</summary>
    public string? Unsupported { get; init; }

    /// <summary>The file that holds the interpreter: the executable or a shared library.</summary>
    public required string Binary { get; init; }

    /// <summary>Whether it can be sampled.</summary>
    public bool Supported => Unsupported is null;

    /// <summary>Such as <c>CPython 3.11.7</c>.</summary>
    public string Name => $"CPython {Version}";

    /// <summary>Why a version cannot be sampled, or null.</summary>
    public static string? ReasonAgainst(int major, int minor, bool freeThreaded)
    {
        if (major != 3 || minor is < PythonOffsetTable.OldestMinor or > PythonOffsetTable.NewestMinor)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"CPython {major}.{minor} is not one of the versions understood, "
                    + $"3.{PythonOffsetTable.OldestMinor} to 3.{PythonOffsetTable.NewestMinor}");
        }
        return freeThreaded ? "a free-threaded build (without GIL) is not understood" : null;
    }
}
