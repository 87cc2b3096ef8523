using PerfOpt.Core.Diagnosis;

namespace PerfOpt.Core.Strategy;

/// <summary>
/// What several remedies save together: gains on different lines add up; of gains on the same line the largest
/// counts, since either remedy removes the same time.
/// </summary>
public sealed class Savings
{
    private readonly IReadOnlyList<Finding> _ordered;
    private readonly double _wall;

    /// <summary>Gathers the findings whose remedies are planned.</summary>
    /// <param name="ordered">Best first.</param>
    /// <param name="wallSeconds">Of one run.</param>
    public Savings(IReadOnlyList<Finding> ordered, double wallSeconds)
    {
        _ordered = ordered;
        _wall = wallSeconds;
    }

    /// <summary>Seconds saved by all.</summary>
    public double AllSeconds => Of(_ordered.Count, g => g.Seconds);

    /// <summary>Processor seconds saved by all.</summary>
    public double AllCpuSeconds => Of(_ordered.Count, g => g.CpuSeconds);

    /// <summary>Seconds saved by the first remedies.</summary>
    public double FirstSeconds(int count) => Of(count, g => g.Seconds);

    /// <summary>Processor seconds saved by the first remedies.</summary>
    public double FirstCpuSeconds(int count) => Of(count, g => g.CpuSeconds);

    private double Of(int count, Func<Gain, double> value)
    {
        var total = 0.0;
        var done = new List<Finding>();
        foreach (var finding in _ordered.Take(count).OrderByDescending(f => value(f.Gain)))
        {
            if (done.Any(d => d.Lines.Any(finding.Lines.Contains)))
                continue;
            total += value(finding.Gain);
            done.Add(finding);
        }

        return Math.Min(total, _wall * 0.99);
    }
}
