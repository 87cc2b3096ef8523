using PerfOpt.Core.Model;

namespace PerfOpt.Report;

/// <summary>What a section without data says: the report's own gaps, else what it takes to fill the section.</summary>
public static class SectionGaps
{
    /// <summary>The gaps of sections by their name in the JSON; parts such as <c>profile.io</c> belong to it.</summary>
    public static IEnumerable<Gap> Of(ReportDocument report, params string[] sections) =>
        report.Gaps.Where(gap => sections.Any(s =>
            gap.Section.Equals(s, StringComparison.OrdinalIgnoreCase)
            || gap.Section.StartsWith(s + ".", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The gaps of a section that is empty; never none.</summary>
    public static IReadOnlyList<Gap> OfEmpty(ReportDocument report, params string[] sections)
    {
        var known = Of(report, sections).ToList();
        if (known.Count > 0)
            return known;
        var otherwise = Otherwise(sections[0], report.Target);
        var isUnmeasured = report.Baseline is null && report.Profile is null;
        return [isUnmeasured && report.Gaps is [var first, ..]
            ? otherwise with { Why = "the steps before it gave no data", Mend = first.Mend } : otherwise];
    }

    private static Gap Otherwise(string section, TargetInfo target)
    {
        var again = Wording.Reproduce(target);
        return section switch
        {
            "baseline" => new(section, "the metrics of a run", "no run could be measured", again),
            "profile" => new(section, "where the time goes", "the target could not be observed", again),
            "recommendations" => new(section, "opportunities", "no bottleneck gave rise to one",
                "repeat the analysis with a heavier workload"),
            "projections" => new(section, "how long the target lasts as its load grows",
                "nothing is known of how the load grows", "repeat the analysis as the load grows and compare"),
            "scaling" => new(section, "where the target's limits are", "neither load nor input size was varied",
                "repeat the analysis with inputs of several sizes and compare"),
            "resources" => new(section, "resources after the changes", "there is no estimate to compare with",
                again),
            "roadmap" => new(section, "a roadmap", "there is no recommendation to plan",
                "repeat the analysis with a heavier workload"),
            "verification" => new(section, "checks before and after a change", "there is no change to check",
                "perfopt verify --before COMMAND --after COMMAND"),
            "bottlenecks" => new(section, "bottlenecks", "the target could not be observed", again),
            _ => new(section, "anything here", "the analysis left it empty", again),
        };
    }
}
