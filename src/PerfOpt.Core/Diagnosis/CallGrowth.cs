using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>
/// Work of single calls against the size of their input, where a function was called at different sizes.
/// </summary>
internal static class CallGrowth
{
    private const int FewestSizes = 4;
    private const double LeastSpan = 4;
    private const double LeastExponent = 1.4;

    /// <summary>The growth of a hot function, or null.</summary>
    public static RegionGrowth? Of(LineKey key, SourceFunction source, InspectedFunction inspected)
    {
        var loop = source.Loops.Where(l => l.Line <= key.Line && key.Line <= l.EndLine).MinBy(l => l.Depth);
        var points = inspected.Work.Where(w => w is { Size: > 1, Work: > 1 })
            .GroupBy(w => w.Size)
            .Select(g => (X: Math.Log(g.Key), Y: Math.Log(g.Average(w => (double)w.Work))))
            .ToList();
        if (loop is null || points.Count < FewestSizes
            || points.Max(p => p.X) - points.Min(p => p.X) < Math.Log(LeastSpan))
            return null;
        var slope = Slope(points);
        if (slope < LeastExponent)
            return null;
        var largest = inspected.Work.MaxBy(w => w.Size);
        var smallest = inspected.Work.Where(w => w.Size > 1).MinBy(w => w.Size);
        return new RegionGrowth
        {
            Function = inspected.Function,
            FirstLine = loop.Line,
            LastLine = loop.EndLine,
            Exponent = slope,
            ExponentText = $"work grew as n^{Figures.Digits(slope)} over {points.Count} sizes",
            Size = largest.Size,
            What = "items",
            LinearShare = Math.Min((double)largest.Size / largest.Work * 2, 0.5),
            Explanation = $"A call with {Figures.Count(smallest.Size)} items executed {Figures.Count(smallest.Work)} "
                + $"lines, one with {Figures.Count(largest.Size)} items {Figures.Count(largest.Work)}.",
            Evidence =
            [
                new(EvidenceKind.Counter,
                    $"{Figures.Count(largest.Work)} line executions for {Figures.Count(largest.Size)} items",
                    largest.Work, "1"),
            ],
            Advice = "Look for the part that is done again for each item and whose result could be kept, indexed or "
                + "sorted once.",
        };
    }

    private static double Slope(List<(double X, double Y)> points)
    {
        var x = points.Average(p => p.X);
        var y = points.Average(p => p.Y);
        return points.Sum(p => (p.X - x) * (p.Y - y)) / points.Sum(p => (p.X - x) * (p.X - x));
    }
}
