using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>
/// <c>superlinear-algorithm</c>: the cost of a region grows faster than its input. Confirmed by the counts of a
/// nest's iterations, by the lengths of what is copied again in a loop, or by the exponent of work against size over
/// calls of different sizes.
/// </summary>
public sealed class SuperlinearAlgorithm : IDetector
{
    private const double LeastShare = 0.02;

    /// <inheritdoc />
    public RootCause Cause => RootCause.SuperlinearAlgorithm;

    /// <inheritdoc />
    public IEnumerable<Finding> Detect(DiagnosisInput input)
    {
        var reported = new HashSet<(FunctionKey, int)>();
        foreach (var (key, _) in input.Time.Lines.Where(l => input.Time.Share(l.Value.Seconds) >= LeastShare / 4))
        {
            if (GrowthAt(input, key) is not { } growth || !reported.Add((growth.Function, growth.FirstLine)))
                continue;
            var lines = Region(input, growth);
            var seconds = lines.Sum(l => l.Value.Seconds);
            if (input.Time.Share(seconds) >= LeastShare)
                yield return Describe(input, growth.Function, growth, lines, seconds);
        }
    }

    private static RegionGrowth? GrowthAt(DiagnosisInput input, LineKey key)
    {
        if (Nest.Of(input, key) is { } nest)
            return nest;
        return input.SourceOf(key.Function) is { } source && input.InspectedOf(key.Function) is { } inspected
            ? GrowingCopy.Of(key, source, inspected) ?? CallGrowth.Of(key, source, inspected)
            : null;
    }

    /// <summary>
    /// The region's own lines, and those of helpers that are called from it and from nowhere else that costs.
    /// </summary>
    private static List<KeyValuePair<LineKey, LineTime>> Region(DiagnosisInput input, RegionGrowth growth) =>
    [
        .. input.Time.Lines.Where(l => (l.Key.Function == growth.Function && In(growth, l.Key.Line))
            || input.Time.OwnStack(l.Key).Skip(1).Take(3)
                .Any(f => TimeAttribution.KeyOf(f) == growth.Function && In(growth, f.Line))),
    ];

    private static bool In(RegionGrowth growth, int line) => line >= growth.FirstLine && line <= growth.LastLine;

    private static Finding Describe(
        DiagnosisInput input, FunctionKey function, RegionGrowth growth,
        List<KeyValuePair<LineKey, LineTime>> lines, double seconds)
    {
        var name = Places.ShortName(function.Symbol);
        var hottest = lines.Where(l => l.Key.Function == function).MaxBy(l => l.Value.Seconds);
        if (hottest.Value is null)
            hottest = new(new LineKey(function, growth.FirstLine), new LineTime());
        var place = input.Places.Of(function.File, hottest.Key.Line);
        var kept = Math.Min(seconds * growth.LinearShare, seconds * 0.5);
        var saved = seconds - kept;
        return new Finding
        {
            Cause = RootCause.SuperlinearAlgorithm,
            Title = $"{name} does work of about n^{Figures.Digits(growth.Exponent)} for {Figures.Count(growth.Size)} "
                + $"{growth.What}",
            Status = BottleneckStatus.Confirmed,
            Location = input.Places.Location(function, hottest.Key.Line, growth.LastLine),
            Related = growth.FirstLine == hottest.Key.Line
                ? [] : [input.Places.Location(function, growth.FirstLine, growth.LastLine)],
            Seconds = seconds,
            Explanation = growth.Explanation
                + $" The region takes {Figures.Time(seconds)} of a run, most of it at {place}.",
            Impact = $"Ten times the input takes about {Figures.Count(Math.Pow(10, growth.Exponent))} times the "
                + $"{Figures.Time(seconds)}.",
            Evidence =
            [
                new(EvidenceKind.Exponent, growth.ExponentText, growth.Exponent, "1"),
                .. growth.Evidence,
                new(EvidenceKind.Stack,
                    $"{Figures.Time(seconds)} of a run in lines {growth.FirstLine} to {growth.LastLine}", seconds, "s"),
            ],
            Gain = Gains.Modelled(saved, saved * 0.8, seconds, 1,
                $"the region's {Figures.Time(seconds)} reduced to work proportional to its "
                    + $"{Figures.Count(growth.Size)} {growth.What}"),
            Remedy = Remedies.Algorithm(name, growth),
            Lines = [.. lines.Select(l => l.Key)],
        };
    }
}
