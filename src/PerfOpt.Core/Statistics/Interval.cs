namespace PerfOpt.Core.Statistics;

/// <summary>A closed interval.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end, not below <paramref name="Low"/>.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Half of its width.</summary>
    public double HalfWidth => (High - Low) / 2;

    /// <summary>Whether a value lies in it, ends included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>Both ends through an increasing function.</summary>
    public Interval Map(Func<double, double> increasing) => new(increasing(Low), increasing(High));

    /// <summary>Low and high, as the report writes them.</summary>
    public IReadOnlyList<double> ToList() => [Low, High];
}
