using System.Globalization;
using PerfOpt.Core.Model;

namespace PerfOpt.Report.Components;

/// <summary>
/// Where the marks of a metric stand on a strip of 170 units. The strip's ends are the smallest and the largest of
/// what is drawn; the axis does not begin at zero, for positions, not lengths, carry the meaning.
/// </summary>
internal sealed record MetricPlot
{
    private const double Left = 6;
    private const double Width = 158;

    public required string Dot { get; init; }

    public (string From, string To)? Range { get; init; }

    public (string From, string To)? Interval { get; init; }

    public string? Target { get; init; }

    public required string Label { get; init; }

    /// <summary>The plot, or null where no middle was measured.</summary>
    public static MetricPlot? Of(Metric m)
    {
        if ((m.Median ?? m.P50 ?? m.Mean) is not { } middle)
            return null;
        var drawn = new[] { middle, m.Min ?? middle, m.Max ?? middle, m.Target ?? middle }
            .Concat(m.Ci95 ?? []).ToList();
        var (low, high) = (drawn.Min(), drawn.Max());
        string At(double value) => (high > low ? Left + Width * ((value - low) / (high - low)) : Left + Width / 2)
            .ToString("0.#", CultureInfo.InvariantCulture);
        return new MetricPlot
        {
            Dot = At(middle),
            Range = m is { Min: { } min, Max: { } max } ? (At(min), At(max)) : null,
            Interval = m.Ci95 is [var from, var to] ? (At(from), At(to)) : null,
            Target = m.Target is { } target ? At(target) : null,
            Label = Sentences.Middle(m) + (m is { Min: { } least, Max: { } most }
                ? ", range " + Quantities.Interval(least, most, m.Name, m.Unit) : ""),
        };
    }
}
