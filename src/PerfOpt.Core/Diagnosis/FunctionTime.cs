namespace PerfOpt.Core.Diagnosis;

/// <summary>The time of one function, whosever it is.</summary>
public sealed class FunctionTime
{
    private readonly Dictionary<int, double> _lines = [];

    /// <summary>Seconds of one run with it innermost.</summary>
    public double SelfSeconds { get; private set; }

    /// <summary>Seconds of one run with it anywhere on the stack.</summary>
    public double TotalSeconds { get; private set; }

    /// <summary>Of <see cref="TotalSeconds"/>, waiting.</summary>
    public double WaitSeconds { get; private set; }

    /// <summary>Samples with it anywhere on the stack.</summary>
    public long Samples { get; private set; }

    /// <summary>The line with the most inclusive time.</summary>
    public int HottestLine => _lines.Count == 0 ? 0 : _lines.MaxBy(l => l.Value).Key;

    internal void Add(double seconds, long samples, int line, bool innermost, bool waits)
    {
        TotalSeconds += seconds;
        Samples += samples;
        if (innermost)
            SelfSeconds += seconds;
        if (waits)
            WaitSeconds += seconds;
        _lines[line] = _lines.GetValueOrDefault(line) + seconds;
    }
}
