using System.Security.Cryptography;
using PerfOpt.Core.Measurement;

namespace PerfOpt.Core.Verification;

/// <summary>Compares what the two sides print, by the SHA-256 of each run's standard output.</summary>
/// <param name="directory">A folder that exists.</param>
/// <param name="enabled">Whether to compare at all; else output is thrown away.</param>
internal sealed class OutputComparison(string directory, bool enabled)
{
    private readonly HashSet<string> _before = [];
    private readonly HashSet<string> _after = [];
    private int _runs;

    /// <summary>The request with its output going to a fresh file.</summary>
    public RunRequest Prepare(RunRequest request)
    {
        if (!enabled) return request with { Output = OutputMode.Discard, OutputFile = null };
        string name = $"verify-output-{++_runs}";
        return request with { Output = OutputMode.Capture, OutputFile = Path.Combine(directory, name) };
    }

    /// <summary>Reads what a run printed.</summary>
    public async Task ReadAsync(bool before, RunRequest prepared)
    {
        if (prepared.OutputFile is not { } file) return;
        byte[] hash = [];
        if (File.Exists(file))
        {
            await using FileStream stream = File.OpenRead(file);
            hash = await SHA256.HashDataAsync(stream);
        }
        (before ? _before : _after).Add(Convert.ToHexString(hash));
    }

    /// <summary>Deletes the file of a run.</summary>
    public static void Discard(RunRequest prepared)
    {
        if (prepared.OutputFile is { } file) File.Delete(file);
    }

    /// <summary>
    /// Whether both sides printed the same on every run. A side that differs from itself (it prints a time, say)
    /// makes the comparison meaningless, which is said and not called a change.
    /// </summary>
    public (bool? Unchanged, string? Note) Conclude()
    {
        if (!enabled || _before.Count == 0 || _after.Count == 0) return (null, null);
        if (_before.Count > 1)
            return (null, "Standard output was not compared: the command before prints something else on each run.");
        if (_after.Count > 1)
            return (false, "The command after prints something else from run to run, the command before does not.");
        bool same = _before.SetEquals(_after);
        return (same, same ? null : "The commands print different output.");
    }
}
