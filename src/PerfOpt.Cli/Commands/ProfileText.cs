using System.Globalization;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Commands;

/// <summary>A profile in a few lines, for standard error.</summary>
public static class ProfileText
{
    private const int Places = 5;

    /// <summary>The lines, each at most 80 columns where the names allow it.</summary>
    /// <param name="profile">What was seen.</param>
    /// <param name="folder">Where the files are, as the user would write it.</param>
    public static IEnumerable<string> Lines(ProfileSummary profile, string folder)
    {
        yield return Invariant($"{profile.Samples} samples at {profile.ReachedHz ?? profile.RateHz:0.#} Hz")
            + (profile.LostSamples > 0 ? Invariant($", {profile.LostSamples} lost") : "")
            + (profile.OnCpuShare is { } cpu ? Invariant($"; {cpu * 100:0} % on a processor") : "")
            + (profile.WaitShare is { } wait ? Invariant($", {wait * 100:0} % waiting") : "");
        foreach (Hotspot place in profile.Hotspots.OrderByDescending(place => place.SelfShare).Take(Places))
        {
            string kind = place.Kind == HotspotKind.Wait ? "wait" : "cpu";
            yield return Invariant($"{place.SelfShare * 100,5:0.0} % {kind,-4}  ")
                + Invariant($"{place.Symbol}  {place.File}:{place.Line}");
        }

        foreach (string file in Files(profile.Artifacts))
            yield return $"wrote {Path.Combine(folder, file)}";
    }

    private static IEnumerable<string> Files(ProfileArtifacts? artifacts) =>
        new[] { artifacts?.Speedscope, artifacts?.Collapsed, artifacts?.Pprof }.OfType<string>();

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
