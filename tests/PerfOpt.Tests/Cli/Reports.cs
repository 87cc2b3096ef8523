using PerfOpt.Core.Model;

namespace PerfOpt.Tests.Cli;

/// <summary>Small documents, written by hand.</summary>
public static class Reports
{
    public static ProfileSummary Profile => new()
    {
        Mode = "sampling",
        RateHz = 100,
        Samples = 1234,
        LostSamples = 2,
        OnCpuShare = 0.4,
        WaitShare = 0.6,
        Hotspots =
        [
            new Hotspot
            {
                Symbol = "load",
                File = "app.py",
                Line = 7,
                SelfShare = 0.5,
                TotalShare = 0.6,
                Samples = 700,
                Kind = HotspotKind.Wait,
            },
        ],
        Artifacts = new ProfileArtifacts { Collapsed = "profile.collapsed.txt" },
    };

    public static ReportDocument Sample(params (double? Target, TargetVerdict Verdict)[] metrics) => new()
    {
        Tool = new ToolInfo("perfopt", "0.1.0"),
        Created = DateTimeOffset.UnixEpoch,
        Target = new TargetInfo { Kind = TargetKind.Python, Command = ["python3", "app.py"] },
        Environment = new EnvironmentInfo
        {
            Os = "Linux", Cpu = "cpu", Cores = 2, MemoryBytes = 1, Noise = new NoiseInfo(),
        },
        Summary = new Summary { Headline = "the headline", Verdict = SummaryVerdict.Healthy },
        Baseline = new Baseline
        {
            Runs = 3,
            Warmups = 1,
            Metrics =
            [
                .. metrics.Select(metric => new Metric
                {
                    Name = MetricNames.WallTime,
                    Unit = "s",
                    Samples = 3,
                    Target = metric.Target,
                    Verdict = metric.Verdict,
                }),
            ],
        },
        Verification = new VerificationSection(),
        Conclusion = new Conclusion { Verdict = "fine" },
    };

    public static ReportDocument Saying(string headline)
    {
        ReportDocument sample = Sample();
        return sample with { Summary = sample.Summary with { Headline = headline } };
    }

    public static VerificationSection Verified(ComparisonVerdict verdict, bool? outputUnchanged = true) => new()
    {
        Results =
        [
            new VerificationResult
            {
                Metric = MetricNames.WallTime,
                Before = new VerificationSide(0.2, [0.19, 0.21], 10),
                After = new VerificationSide(0.1, [0.09, 0.11], 10),
                Change = -0.5,
                ChangeCi95 = [-0.53, -0.47],
                Threshold = 0.02,
                PairsNeeded = verdict == ComparisonVerdict.Inconclusive ? 40 : null,
                Verdict = verdict,
                OutputUnchanged = outputUnchanged,
            },
        ],
    };
}
