using Microsoft.AspNetCore.Components;
using PerfOpt.Core.Model;

namespace PerfOpt.Report.Components;

/// <summary>
/// A part of the page. Razor encodes what it prints; what came from the target passes through here first.
/// </summary>
public abstract class ReportComponent : ComponentBase
{
    /// <summary>The report, figures finite.</summary>
    [Parameter]
    [EditorRequired]
    public required ReportDocument Report { get; set; }

    /// <summary>One line of the target's text.</summary>
    protected static string Line(string? text, int limit = 1000) => SafeText.Line(text, limit);

    /// <summary>Several lines of it.</summary>
    protected static string Block(string? text) => SafeText.Block(text).TrimEnd('\n');

    /// <summary>A file and line.</summary>
    protected static string Spot(string file, int line) => Line(FormattableString.Invariant($"{file}:{line}"), 300);

    /// <summary>A place in source.</summary>
    protected static string Spot(Location place) =>
        Line(Wording.Place(place) + (place.Symbol is { } symbol ? " in " + symbol : ""), 300);

    /// <summary>The place that a person would change.</summary>
    protected static string Spot(Bottleneck b) => Line(b switch
    {
        { Location: { } place } => Spot(place),
        { Table: { } table } => "table " + table,
        { Endpoint: { } endpoint } => endpoint,
        { Statement: { } statement } => statement,
        _ => "the whole run",
    }, 300);

    /// <summary>The class of a severity.</summary>
    protected static string Class(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "bad",
        Severity.Medium => "caution",
        _ => "quiet",
    };

    /// <summary>The class of a status.</summary>
    protected static string Class(BottleneckStatus status) =>
        status is BottleneckStatus.Confirmed ? "good" : "caution";

    /// <summary>The class of a verdict on a target.</summary>
    protected static string Class(TargetVerdict verdict) => verdict switch
    {
        TargetVerdict.Met => "good",
        TargetVerdict.Missed => "bad",
        _ => "quiet",
    };

    /// <summary>A verdict on a target as a mark and a word.</summary>
    protected static string Mark(TargetVerdict verdict) => verdict switch
    {
        TargetVerdict.Met => "✓ met",
        TargetVerdict.Missed => "✗ missed",
        _ => "? undecided",
    };

    /// <summary>An anchor inside the page, made of our own text only.</summary>
    protected static string Anchor(string kind, int number) => FormattableString.Invariant($"{kind}-{number}");

    /// <summary>The anchor of a bottleneck by its id; absent when there is no such bottleneck.</summary>
    protected string? AnchorOf(string bottleneck)
    {
        for (var i = 0; i < Report.Bottlenecks.Count; i++)
        {
            if (Report.Bottlenecks[i].Id == bottleneck)
                return Anchor("bottleneck", i + 1);
        }
        return null;
    }
}
