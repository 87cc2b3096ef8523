namespace PerfOpt.Core.Statistics;

/// <summary>
/// How a cost grows with a size. Each class is fitted as t = a + b·g(n), a, b ≥ 0, with weights 1/t² so that small
/// costs count like large ones; the simplest class within ΔBIC ≤ 6 of the best is chosen (Schwarz, "Estimating the
/// dimension of a model", Ann. Stat. 6, 1978; Kass and Raftery, "Bayes factors", JASA 90, 1995: 6 is strong evidence).
/// It must agree with the log-log slope of the upper half of the sizes. Where the data cannot tell, it refuses.
/// </summary>
public sealed record ComplexityFit
{
    /// <summary>The fewest distinct sizes that are judged.</summary>
    public const int MinimumSizes = 6;

    private const double BicMargin = 6;
    private const double SlopeTolerance = 0.05;
    private const double SmallResidual = 0.005;
    private const double LargeResidual = 0.25;

    /// <summary>The class chosen; null where the fit was refused.</summary>
    public ComplexityClass? Class { get; init; }

    /// <summary>All classes that the data does not tell apart, simplest first.</summary>
    public IReadOnlyList<ComplexityClass> Candidates { get; init; } = [];

    /// <summary>Why no class was chosen; null where one was.</summary>
    public string? Refusal { get; init; }

    /// <summary>The fitted a, in the cost's unit.</summary>
    public double Constant { get; init; }

    /// <summary>The fitted b, in the cost's unit for one unit of g(n).</summary>
    public double Coefficient { get; init; }

    /// <summary>
    /// The power of n with which cost grows over the upper half of the sizes, the constant taken away; null where it
    /// cannot be said.
    /// </summary>
    public double? Exponent { get; init; }

    /// <summary>Its 95 % interval.</summary>
    public Interval? ExponentInterval { get; init; }

    /// <summary>
    /// Fits costs over sizes. Several costs of one size are reduced to their median. Points that are not positive are
    /// left out.
    /// </summary>
    /// <param name="points">Size and cost of each observation, in any order.</param>
    public static ComplexityFit Of(IEnumerable<(double Size, double Cost)> points)
    {
        (double Size, double Cost)[] medians =
        [
            .. points.Where(p => p.Size >= 1 && p.Cost > 0 && double.IsFinite(p.Size) && double.IsFinite(p.Cost))
                .GroupBy(p => p.Size)
                .Select(g => (g.Key, Quantile.Median(g.Select(p => p.Cost))))
                .OrderBy(p => p.Key),
        ];
        if (medians.Length < MinimumSizes)
            return Refused($"{medians.Length} sizes were seen, and at least {MinimumSizes} are needed.");
        ComplexityTerm[] fits = [.. Enum.GetValues<ComplexityClass>().Select(c => ComplexityTerm.Fit(c, medians))];
        double best = fits.Min(f => f.Bic);
        ComplexityTerm[] candidates = [.. fits.Where(f => f.Bic <= best + BicMargin)];
        // A term whose coefficient is 0 is the constant under another name.
        ComplexityTerm[] growing =
            [.. candidates.Where(f => f.Class == ComplexityClass.Constant || f.Coefficient > 0)];
        ComplexityTerm? chosen = growing.FirstOrDefault(f => AgreesWithSlope(f, medians));
        ComplexityTerm shown = chosen ?? fits.MinBy(f => f.Bic)!;
        Slope? slope = UpperSlope(shown, medians, 0.95);
        return new ComplexityFit
        {
            Class = chosen is null ? null : Doubt(chosen, medians) is null ? chosen.Class : null,
            Candidates = [.. growing.Select(f => f.Class)],
            Refusal = chosen is null
                ? "no class agrees with the slope over the larger sizes."
                : Doubt(chosen, medians),
            Constant = shown.Constant,
            Coefficient = shown.Coefficient,
            Exponent = slope?.Value,
            ExponentInterval = slope?.Interval,
        };
    }

    private static ComplexityFit Refused(string why) => new() { Refusal = why };

    private static string? Doubt(ComplexityTerm fit, (double Size, double Cost)[] points)
    {
        double smallest = points.Min(p => p.Cost);
        double ratio = points.Max(p => p.Cost) / smallest;
        if (fit.Class != ComplexityClass.Constant && ratio < 3 && fit.Constant > smallest / 2)
            return "a constant cost dominates: larger sizes are needed to see the growth.";
        double[] residuals = [.. points.Select(p => (fit.At(p.Size) - p.Cost) / p.Cost)];
        double typical = Math.Sqrt(residuals.Average(r => r * r));
        if (typical > LargeResidual)
            return "no class describes the costs: growth may be faster than cubic, or noise too large.";
        return typical > SmallResidual && RunsTest.PValueOfTooFew(residuals) < 0.01
            ? "the residuals follow a pattern, as at the edge of a cache: one law does not describe all sizes."
            : null;
    }

    private static bool AgreesWithSlope(ComplexityTerm fit, (double Size, double Cost)[] points)
    {
        // The interval is wide on purpose: it shall only refuse a class that is plainly wrong.
        if (UpperSlope(fit, points, 0.999) is not { Interval: { } interval }) return true;
        (double[] sizes, _) = Upper(fit, points);
        double expected = Slope.LogLog(sizes, [.. sizes.Select(s => fit.Class.Term(s))])!.Value.Value;
        return expected >= interval.Low - SlopeTolerance && expected <= interval.High + SlopeTolerance;
    }

    private static Slope? UpperSlope(ComplexityTerm fit, (double Size, double Cost)[] points, double level)
    {
        (double[] sizes, double[] costs) = Upper(fit, points);
        return Slope.LogLog(sizes, costs, level);
    }

    /// <summary>The upper half of the sizes, and their costs without the constant.</summary>
    private static (double[] Sizes, double[] Costs) Upper(ComplexityTerm fit, (double Size, double Cost)[] points)
    {
        double constant = fit.Class == ComplexityClass.Constant ? 0 : fit.Constant;
        (double Size, double Cost)[] upper =
            [.. points[(points.Length / 2)..].Where(p => p.Cost > constant && p.Size > 1)];
        return ([.. upper.Select(p => p.Size)], [.. upper.Select(p => p.Cost - constant)]);
    }
}
