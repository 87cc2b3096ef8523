using System.Buffers.Text;

namespace PerfOpt.Adapters.Linux;

/// <summary>What <c>/proc/pid/task/tid/schedstat</c> says.</summary>
/// <param name="RunNs">Nanoseconds on a processor; while the thread runs it lags by up to a scheduler tick.</param>
/// <param name="DelayNs">Nanoseconds ready but without a processor.</param>
/// <param name="Slices">How often it was put on a processor; 0 where the kernel does not count.</param>
public readonly record struct SchedStat(long RunNs, long DelayNs, long Slices)
{
    /// <summary>Parses a reading.</summary>
    public static SchedStat? Parse(ReadOnlySpan<byte> text)
    {
        if (!Utf8Parser.TryParse(text, out long run, out var used) || used >= text.Length)
            return null;
        text = text[(used + 1)..];
        if (!Utf8Parser.TryParse(text, out long delay, out used) || used >= text.Length)
            return null;
        text = text[(used + 1)..];
        return Utf8Parser.TryParse(text, out long slices, out _) ? new SchedStat(run, delay, slices) : null;
    }
}
