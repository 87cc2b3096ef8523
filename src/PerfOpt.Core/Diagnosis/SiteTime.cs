using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>The cost of calls from one place, by the profile where it saw them, else by the probe.</summary>
internal static class SiteTime
{
    /// <summary>Wall seconds of one unobserved run spent in a statement's calls from a site.</summary>
    /// <remarks>
    /// The probe's own time is inflated by what the probe costs, so it only serves as an upper bound and to split a
    /// line that issues several statements.
    /// </remarks>
    public static double Of(DiagnosisInput input, StatementCallSite site)
    {
        var probed = Scaled(input, site.TotalSeconds);
        var line = new LineKey(TimeAttribution.KeyOf(site.Frame), site.Frame.Line);
        if (input.Time.Of(line) is not { } time)
            return input.Observation.Profile is null ? probed : Math.Min(probed, input.WallSeconds * 0.01);
        var onLine = OnSameLine(input, site);
        var part = onLine > 0 ? site.TotalSeconds / onLine : 1;
        return Math.Max(time.Seconds * part, Math.Min(probed, time.Seconds))
            + Fetching(input, site).Sum(f => f.Seconds);
    }

    /// <summary>
    /// Lines of loops that fetch a cursor's rows one by one, behind the line that executed the statement, with the
    /// site's share of their time: by rows, where several statements of the function are fetched so.
    /// </summary>
    public static IEnumerable<(LineKey Line, double Seconds)> Fetching(DiagnosisInput input, StatementCallSite site)
    {
        var function = TimeAttribution.KeyOf(site.Frame);
        if (site.Rows == 0 || input.InspectedOf(function) is not { } inspected)
            yield break;
        var rows = input.Observation.Statements!.Templates.SelectMany(t => t.CallSites)
            .Where(s => TimeAttribution.KeyOf(s.Frame) == function).Sum(s => s.Rows);
        foreach (var use in inspected.Operands.Where(u => IsCursor(u) && u.Line != site.Frame.Line))
        {
            var line = new LineKey(function, use.Line);
            if (input.SourceOf(function)?.Loops.Any(l => l.Line == use.Line) == true && input.Time.Of(line) is { } time)
                yield return (line, time.Seconds * site.Rows / Math.Max(rows, 1));
        }
    }

    /// <summary>Whether an operand is a cursor, whose iteration fetches.</summary>
    public static bool IsCursor(OperandUse use) => use.Type.EndsWith("Cursor", StringComparison.Ordinal);

    private static double OnSameLine(DiagnosisInput input, StatementCallSite site) =>
        input.Observation.Statements!.Templates.SelectMany(t => t.CallSites)
            .Where(s => s.Frame.File == site.Frame.File && s.Frame.Line == site.Frame.Line)
            .Sum(s => s.TotalSeconds);

    private static double Scaled(DiagnosisInput input, double probeSeconds)
    {
        var run = input.Observation.Statements!.RunSeconds;
        return run > input.WallSeconds ? probeSeconds * input.WallSeconds / run : probeSeconds;
    }
}
