using PerfOpt.Core.Model;

namespace PerfOpt.Tests.Report;

/// <summary>The full report with every text replaced by one that attacks, and figures that are not numbers.</summary>
internal static class HostileReport
{
    public const string Text = "<script>alert(1)</script><img src=x onerror=alert(2)> | a | `tick` ``` fence\n"
        + "# heading\n- [x] done\n</script><!-- comment --> [link](javascript:alert(3)) &amp; *bold* \u001b[31mred"
        + "\u0007 \u202Edrowssap\u2066 \u2028 \uD83D\uDE00 e\u0301 漢字 \\ end";

    public static ReportDocument Make()
    {
        var full = SampleReports.Full();
        var place = new Location(Text, 1, 9, Text);
        return full with
        {
            Tool = new ToolInfo("perfopt", Text),
            Target = full.Target with
            {
                Command = ["python3", Text, "--x=$(reboot)", "it's"], WorkingDirectory = Text, Runtime = Text,
                Revision = Text, Database = Text, Url = "javascript:alert(1)",
            },
            Environment = full.Environment with
            {
                Os = Text, Cpu = Text,
                Noise = new NoiseInfo { CoefficientOfVariation = double.NaN, Warnings = [Text] },
            },
            Summary = full.Summary with { Headline = Text, KeyFindings = [Text] },
            Baseline = new Baseline
            {
                Runs = 1, Warmups = 0, Issues = [Text],
                Metrics =
                [
                    new Metric
                    {
                        Name = Text, Operation = Text, Unit = Text, Samples = 3, Median = 2, P95 = double.NaN,
                        Ci95 = [double.NegativeInfinity, 1], Target = 1, TargetSource = Text,
                        Verdict = TargetVerdict.Missed,
                    },
                ],
            },
            Profile = HostileProfile(full.Profile!),
            Bottlenecks = [.. full.Bottlenecks.Select(b => b with
            {
                Title = Text, Location = place, Related = [place], Statement = new string('x', 2_000_000),
                Table = Text, Endpoint = Text,
                Explanation = Text, Impact = Text, Share = double.PositiveInfinity,
                Evidence = [new Evidence(EvidenceKind.Source, Text, double.NaN, Text)],
            })],
            Recommendations = [.. full.Recommendations.Select(r => r with
            {
                Title = Text, SideEffects = [Text], Rollback = Text, EffortHours = [double.NaN, 1],
                Implementation = new Implementation(ImplementationLanguage.Text, Text + "\n````\n~~~~\n" + Text),
                Estimate = r.Estimate is { } e ? e with { Method = Text, After = double.NaN } : null,
            })],
            Projections = [new Projection { Scenario = Text, Driver = Text, Basis = Text, P95 = double.NaN }],
            Resources =
            [
                new ResourceComparison
                {
                    Resource = Text, Unit = Text, Current = 1, After = double.NaN, Basis = Basis.Modelled,
                },
                new ResourceComparison { Resource = "gone", Unit = "s", Current = double.NaN, Basis = Basis.Measured },
            ],
            Roadmap = [new RoadmapPhase(Text, [new RoadmapItem(Text, 1, Text)])],
            Verification = new VerificationSection
            {
                Plan = [new VerificationCheck(Text, Text, VerificationKind.BeforeAfter)],
            },
            Risks = [new Risk(Level.Low, Text, Text)],
            Conclusion = new Conclusion { Verdict = Text, Roi = Text, QuickStart = Text },
            Checklist = [new ChecklistItem(Text, true, Text)],
            Gaps = [new Gap(Text, Text, Text, Text), new Gap("scaling", Text, Text, Text)],
        };
    }

    private static ProfileSummary HostileProfile(ProfileSummary profile) => profile with
    {
        Mode = Text,
        Overhead = double.NaN,
        Hotspots = [.. profile.Hotspots.Select(h => h with { Symbol = Text, File = Text })],
        Statements =
        [
            new StatementSummary
            {
                Fingerprint = Text, Calls = 1, TotalTime = 1, CallSites = [new CallSite(Text, 1, Text, 1)],
            },
        ],
        Memory = new MemorySummary { Growth = [new MemoryGrowth(Text, 1, Text, 1)] },
        Locks = [new LockSummary(Text, 1, Text, 0.5, 2)],
        Artifacts = new ProfileArtifacts { Speedscope = "javascript:alert(1)", Collapsed = Text },
    };
}
