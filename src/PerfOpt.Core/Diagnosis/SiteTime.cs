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
        return Math.Max(time.Seconds * part, Math.Min(probed, time.Seconds));
    }

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
