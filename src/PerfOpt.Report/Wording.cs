using PerfOpt.Core.Model;

namespace PerfOpt.Report;

/// <summary>The words of the closed lists, the same in all renderings.</summary>
public static class Wording
{
    /// <summary>A metric with its operation, such as <c>Wall time</c> or <c>Latency of checkout</c>.</summary>
    public static string Of(Metric metric) => metric.Operation is { } operation
        ? OfMetric(metric.Name) + " of " + SafeText.Line(operation)
        : OfMetric(metric.Name);

    /// <summary>A metric's name for people.</summary>
    public static string OfMetric(string name) => name switch
    {
        MetricNames.WallTime => "Wall time",
        MetricNames.CpuTime => "CPU time",
        MetricNames.UserTime => "User CPU time",
        MetricNames.SystemTime => "System CPU time",
        MetricNames.CpuUtilization => "CPU usage",
        MetricNames.PeakRss => "Memory usage (peak)",
        MetricNames.RssGrowth => "Memory growth",
        MetricNames.IoRead => "Read from storage",
        MetricNames.IoWrite => "Written to storage",
        MetricNames.ContextSwitches => "Context switches",
        MetricNames.Throughput => "Throughput",
        MetricNames.Latency => "Latency",
        MetricNames.ErrorRate => "Error rate",
        _ => SafeText.Line(name),
    };

    /// <summary>The id of a root cause, as in the contract.</summary>
    public static string Of(RootCause cause) => JsonNames<RootCause>.Of(cause);

    /// <summary>A severity in capitals, as the specification writes it.</summary>
    public static string Of(Severity severity) => JsonNames<Severity>.Of(severity).ToUpperInvariant();

    /// <summary>Confirmed or suspected.</summary>
    public static string Of(BottleneckStatus status) => JsonNames<BottleneckStatus>.Of(status);

    /// <summary>Low, Medium or High.</summary>
    public static string Of(Level level) => level switch
    {
        Level.Low => "Low",
        Level.Medium => "Medium",
        _ => "High",
    };

    /// <summary>Measured or modelled.</summary>
    public static string Of(Basis basis) => JsonNames<Basis>.Of(basis);

    /// <summary>A verdict on a target; nothing where there is no target.</summary>
    public static string Of(TargetVerdict verdict) => JsonNames<TargetVerdict>.Of(verdict);

    /// <summary>A verdict on a comparison.</summary>
    public static string Of(ComparisonVerdict verdict) => JsonNames<ComparisonVerdict>.Of(verdict);

    /// <summary>The report's verdict.</summary>
    public static string Of(SummaryVerdict verdict) => verdict switch
    {
        SummaryVerdict.Proceed => "Proceed",
        SummaryVerdict.Investigate => "Investigate",
        SummaryVerdict.Healthy => "Healthy",
        _ => "Inconclusive",
    };

    /// <summary>What a verdict of the report means.</summary>
    public static string Meaning(SummaryVerdict verdict) => verdict switch
    {
        SummaryVerdict.Proceed => "a confirmed bottleneck has a recommendation that pays",
        SummaryVerdict.Investigate => "a place is slow and its cause is not confirmed",
        SummaryVerdict.Healthy => "nothing worth changing was found",
        _ => "too little could be measured to say",
    };

    /// <summary>The kind of target.</summary>
    public static string Of(TargetKind kind) => JsonNames<TargetKind>.Of(kind);

    /// <summary>A tier's heading in the specification.</summary>
    public static (string Name, string Span) Of(Tier tier) => tier switch
    {
        Tier.QuickWin => ("Quick Wins", "1-2 hours, significant impact"),
        Tier.MediumEffort => ("Medium Effort", "4-8 hours, good ROI"),
        _ => ("Architectural", "1-3 days, major improvement"),
    };

    /// <summary>Effort as a level, by tier.</summary>
    public static Level Effort(Tier tier) => tier switch
    {
        Tier.QuickWin => Level.Low,
        Tier.MediumEffort => Level.Medium,
        _ => Level.High,
    };

    /// <summary>A place as <c>file:line</c> or <c>file:line-end</c>, with its symbol apart.</summary>
    public static string Place(Location place) =>
        place.File + ":" + place.Line.ToString(Invariant)
        + (place.EndLine is { } end && end > place.Line ? "-" + end.ToString(Invariant) : "");

    /// <summary>The related places of a bottleneck that are not its own.</summary>
    public static IEnumerable<Location> Elsewhere(Bottleneck bottleneck) =>
        (bottleneck.Related ?? []).Where(r => bottleneck.Location is not { } own || Place(r) != Place(own));

    /// <summary>What was analysed, in one line: the command quoted for a shell, the database or the URL.</summary>
    public static string Subject(TargetInfo target) =>
        target.Command is { Count: > 0 } command ? ShellWords.Join(command)
        : target.Database ?? target.Url ?? Of(target.Kind);

    /// <summary>The line that repeats the analysis.</summary>
    public static string Reproduce(TargetInfo target) => target switch
    {
        { Command.Count: > 0 } => "perfopt analyze -- " + ShellWords.Join(target.Command),
        { Database: { } database } => "perfopt analyze --db " + ShellWords.Join([database]),
        { Url: { } url } => "perfopt analyze --url " + ShellWords.Join([url]),
        _ => "perfopt analyze --help",
    };

    /// <summary>The scenario of a projection as a heading.</summary>
    public static string Scenario(string scenario) => scenario switch
    {
        "current" => "Current Trajectory",
        "after all" => "With All Recommendations",
        _ when scenario.StartsWith("after ", StringComparison.Ordinal) =>
            (scenario.Contains(' ', StringComparison.Ordinal) && scenario.AsSpan(6).ContainsAny(" ,-+")
                ? "With Recommendations " : "With Recommendation ") + SafeText.Line(scenario[6..]),
        _ => SafeText.Line(scenario),
    };

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;
}
