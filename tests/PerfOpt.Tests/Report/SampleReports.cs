using PerfOpt.Core.Model;

namespace PerfOpt.Tests.Report;

/// <summary>Reports made by hand: everything filled, nothing filled, and everything hostile.</summary>
internal static class SampleReports
{
    private const string Books = "store/books.py";

    /// <summary>Every property of the contract has a value.</summary>
    public static ReportDocument Full() => Empty() with
    {
        Target = new TargetInfo
        {
            Kind = TargetKind.Python,
            Command = ["python3", "app.py", "--shop", "Corner books"],
            WorkingDirectory = "/srv/shop",
            Database = "shop.db",
            Url = "http://localhost:8000/",
            Runtime = "CPython 3.11.7",
            Revision = "3f2a9c1+dirty",
        },
        Environment = new EnvironmentInfo
        {
            Os = "Linux 6.1.0", Cpu = "Example CPU @ 2.40GHz", Cores = 2, MemoryBytes = 8_000_000_000,
            Noise = new NoiseInfo
            {
                CoefficientOfVariation = 0.012,
                Warnings = ["The frequency governor is powersave; set performance for steadier runs."],
            },
        },
        Summary = new Summary
        {
            Headline = "63 % of each run of app.py goes to 2 001 queries that one query could replace.",
            Verdict = SummaryVerdict.Proceed,
            KeyFindings =
            [
                "load_books issues one query per author: 1.9 s of 3 s.",
                "orders has no index on customer_id: 0.42 s.",
            ],
            Score = 37,
        },
        Baseline = FullBaseline(),
        Profile = FullProfile(),
        Bottlenecks = FullBottlenecks(),
        Recommendations = FullRecommendations(),
        Projections =
        [
            new Projection
            {
                Scenario = "current", Driver = "orders per day", GrowthPerDay = 0.02, Capacity = 12_000,
                TimeToCapacityDays = 120, P95 = 3.2, Cpu = 0.75, MemoryBytes = 52_000_000,
                Basis = "modelled: linear in the orders of one day",
            },
            new Projection { Scenario = "after R1", Capacity = 31_000, P95 = 1.2, Basis = "modelled" },
            new Projection { Scenario = "after all", P95 = 0.7, Cpu = 0.41, Basis = "modelled" },
        ],
        Scaling = new Scaling
        {
            Resources =
            [
                new ResourceLimit { Resource = "cpu", Use = 0.75, At = 10, Limit = 13, Unit = "ops/s" },
                new ResourceLimit { Resource = "memory", Use = 0.1, At = 10, Limit = 90, Unit = "ops/s" },
            ],
            Usl = new ScalabilityLaw
            {
                Lambda = 10.5, Sigma = 0.08, Kappa = 0.0021, PeakConcurrency = 21, R2 = 0.991,
            },
            Complexity = new Complexity { Model = "O(n^2)", Exponent = 1.98, Ci95 = [1.9, 2.05] },
        },
        Resources =
        [
            new ResourceComparison
            {
                Resource = "Latency P95", Unit = "s", Current = 3.2, After = 1.2, Change = -0.625,
                Basis = Basis.Modelled,
            },
            new ResourceComparison
            {
                Resource = "Memory", Unit = "B", Current = 52_000_000, After = 48_000_000, Change = -0.077,
                Basis = Basis.Measured,
            },
            new ResourceComparison { Resource = "CPU", Unit = "1", Current = 0.98, Basis = Basis.Measured },
        ],
        Roadmap =
        [
            new RoadmapPhase("Phase 1 (quick wins)",
            [
                new RoadmapItem("Fetch the books of all authors in one query", 1.5, "R1"),
                new RoadmapItem("Create the index", 1, "R2"),
            ]),
            new RoadmapPhase("Phase 2 (next)", [new RoadmapItem("Keep the baseline in the pipeline", 2)]),
        ],
        Verification = FullVerification(),
        Risks =
        [
            new Risk(Level.Low, "An index slows writes to orders by 2 %.", "Drop the index."),
            new Risk(Level.Medium, "One large result set is held in memory.", "Fetch in batches of 500 authors."),
        ],
        Conclusion = new Conclusion
        {
            Verdict = "Proceed with phase 1", Roi = "2.5 hours of work for 62 % less wall time of each run",
            QuickStart = "R1",
        },
        Checklist =
        [
            new ChecklistItem("Current metrics documented", true, "#/baseline"),
            new ChecklistItem("Monitoring in place for verification", false),
        ],
        Gaps =
        [
            new Gap("profile.memory", "growth by allocation site", "the target ran for less than 10 s",
                "perfopt profile --memory -- python3 app.py"),
        ],
    };

    /// <summary>Only what a report must have, and a gap for what is lacking.</summary>
    public static ReportDocument Empty() => new()
    {
        Tool = new ToolInfo("perfopt", "0.1.0"),
        Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Target = new TargetInfo { Kind = TargetKind.Python, Command = ["python3", "app.py"] },
        Environment = new EnvironmentInfo
        {
            Os = "Linux 6.1.0", Cpu = "Example CPU @ 2.40GHz", Cores = 2, MemoryBytes = 8_000_000_000,
            Noise = new NoiseInfo(),
        },
        Summary = new Summary
        {
            Headline = "app.py ended before it could be measured.", Verdict = SummaryVerdict.Inconclusive,
        },
        Verification = new VerificationSection(),
        Conclusion = new Conclusion { Verdict = "Measure again" },
        Gaps =
        [
            new Gap("baseline", "any run", "the command failed with exit code 1 after 0.2 s",
                "perfopt analyze --allow-exit-code 1 -- python3 app.py"),
        ],
    };

    /// <summary>Text of a target that would break out of every rendering, and figures that are none.</summary>
    public static ReportDocument Hostile() => HostileReport.Make();

    /// <summary>One of the three.</summary>
    public static ReportDocument ByName(string name) => name switch
    {
        "full" => Full(),
        "empty" => Empty(),
        "hostile" => Hostile(),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static Baseline FullBaseline() => new()
    {
        Runs = 10,
        Warmups = 1,
        Metrics =
        [
            new Metric
            {
                Name = MetricNames.WallTime, Unit = "s", Samples = 10, Median = 3.01, Mean = 3.03, Min = 2.9,
                Max = 3.4, P50 = 3.01, P90 = 3.21, P95 = 3.3, P99 = 3.39, Ci95 = [2.96, 3.08], Target = 2,
                TargetSource = "perfopt.yaml", Verdict = TargetVerdict.Missed,
            },
            new Metric
            {
                Name = MetricNames.CpuUtilization, Unit = "1", Samples = 10, Median = 0.98, Min = 0.95, Max = 0.99,
                Ci95 = [0.96, 0.99],
            },
            new Metric
            {
                Name = MetricNames.PeakRss, Unit = "B", Samples = 10, Median = 52_000_000, Min = 51_900_000,
                Max = 52_400_000, Ci95 = [51_950_000, 52_200_000], Target = 100_000_000,
                TargetSource = "perfopt.yaml", Verdict = TargetVerdict.Met,
            },
            new Metric
            {
                Name = MetricNames.Latency, Operation = "checkout", Unit = "s", Samples = 1200, Median = 0.0123,
                P95 = 0.031, Min = 0.009, Max = 0.081, Ci95 = [0.0121, 0.0126], Target = 0.05,
                TargetPercentile = 95, TargetSource = "perfopt.yaml", Verdict = TargetVerdict.Met,
            },
            new Metric { Name = "orders_per_second", Unit = "1/s", Samples = 4, Median = 1234.5 },
        ],
        Issues = ["wall_time is 51 % over its target (3.01 s > 2 s)"],
    };

    private static ProfileSummary FullProfile() => new()
    {
        Mode = "sampling", RateHz = 100, ReachedHz = 99.7, Samples = 1234, LostSamples = 3, Overhead = 0.006,
        OnCpuShare = 0.4, WaitShare = 0.6,
        Hotspots =
        [
            new Hotspot
            {
                Symbol = "load_books", File = Books, Line = 42, SelfShare = 0.31, TotalShare = 0.63, Samples = 777,
                Kind = HotspotKind.Wait,
            },
            new Hotspot
            {
                Symbol = "render", File = "store/render.py", Line = 7, SelfShare = 0.22, TotalShare = 0.24,
                Samples = 296, Kind = HotspotKind.Cpu,
            },
        ],
        Statements =
        [
            new StatementSummary
            {
                Fingerprint = "SELECT id, title FROM book WHERE author_id = ?", Calls = 2001, TotalTime = 1.9,
                Rows = 8000, CallSites = [new CallSite(Books, 42, "load_books", 2001)],
            },
        ],
        Memory = new MemorySummary
        {
            SlopeBytesPerSecond = 1.2e6, SlopeCi95 = [1.1e6, 1.3e6], Trend = MemoryTrend.Growing,
            Growth = [new MemoryGrowth("store/cache.py", 12, "dict", 3_400_000)],
        },
        Io = new IoSummary
        {
            Reads = 120, Writes = 30, Syncs = 4, BytesRead = 480_000, BytesWritten = 96_000, Opens = 17, Connects = 1,
            ProcessesStarted = 2,
        },
        Locks = [new LockSummary("store/stock.py", 88, "reserve", 0.2, 4)],
        Artifacts = new ProfileArtifacts
        {
            Speedscope = "profile.speedscope.json", Collapsed = "profile.collapsed.txt", Pprof = "profile.pb.gz",
        },
    };

    private static IReadOnlyList<Bottleneck> FullBottlenecks() =>
    [
        new Bottleneck
        {
            Id = "B1", Rank = 1, Title = "load_books runs one query per author", RootCause = RootCause.NPlusOneQuery,
            Severity = Severity.Critical, Status = BottleneckStatus.Confirmed,
            Location = new Location(Books, 42, 47, "load_books"),
            Related = [new Location("store/db.py", 9, 12, "query")],
            Statement = "SELECT id, title FROM book WHERE author_id = ?", Table = "book", Endpoint = "GET /books",
            TimeSeconds = 1.9, Share = 0.63,
            Explanation = "One template ran 2 001 times from one line, each time with another author. "
                + "Each call costs 0.95 ms, most of it outside the engine.",
            Impact = "A run takes 3 s where 1.15 s would do, and grows with the number of authors.",
            Evidence =
            [
                new Evidence(EvidenceKind.StatementCount, "2 001 calls of one template from store/books.py:42", 2001,
                    "1"),
                new Evidence(EvidenceKind.Stack, "63 % of the samples are below load_books", 0.63, "share"),
            ],
        },
        new Bottleneck
        {
            Id = "B2", Rank = 2, Title = "orders is read whole for each customer", RootCause = RootCause.MissingIndex,
            Severity = Severity.Medium, Status = BottleneckStatus.Confirmed, Table = "orders",
            Statement = "SELECT * FROM orders WHERE customer_id = ?", TimeSeconds = 0.42, Share = 0.14,
            Explanation = "The plan scans 20 000 rows to return 3.", Impact = "Slower with each order.",
            Evidence = [new Evidence(EvidenceKind.Plan, "SCAN orders")],
        },
        new Bottleneck
        {
            Id = "B3", Rank = 3, Title = "the cache of covers grows", RootCause = RootCause.MemoryLeak,
            Severity = Severity.Low, Status = BottleneckStatus.Suspected,
            Location = new Location("store/cache.py", 12), GrowthBytesPerHour = 4.3e9,
            Explanation = "A dict at module level is written and never shortened.", Impact = "Memory runs out.",
            Evidence = [new Evidence(EvidenceKind.Source, "COVERS[key] = image, no deletion")],
        },
        new Bottleneck
        {
            Id = "B4", Rank = 4, Title = "membership is tested on a list", RootCause = RootCause.WrongDataStructure,
            Severity = Severity.Low, Status = BottleneckStatus.Suspected,
            Location = new Location("store/stock.py", 88, 90, "reserve"), TimeSeconds = 0.08, Share = 0.027,
            Explanation = "`in` on a list of 900.", Impact = "Small.", Evidence = [],
        },
    ];

    private static IReadOnlyList<Recommendation> FullRecommendations() =>
    [
        new Recommendation
        {
            Id = "R1", Bottleneck = "B1", Title = "Fetch the books of all authors in one query",
            Tier = Tier.QuickWin, EffortHours = [1, 2], Impact = Level.High, Risk = Level.Low, Priority = 1,
            Estimate = new Estimate
            {
                Metric = MetricNames.WallTime, Before = 3.01, After = 1.15, Low = 1.1, High = 1.3, Change = -0.618,
                Basis = Basis.Modelled, Method = "Amdahl's law on a 63 % share",
            },
            Implementation = new Implementation(ImplementationLanguage.Diff,
                "--- a/store/books.py\n+++ b/store/books.py\n@@ -42,2 +42,2 @@\n"
                + "-    for author in authors:\n-        rows += query(ONE, author)\n+    rows = query(ALL)\n"),
            Cost = new RecommendationCost { Bytes = 1_200_000 },
            SideEffects = ["All books are held at once."],
            Rollback = "Revert the commit.",
        },
        new Recommendation
        {
            Id = "R2", Bottleneck = "B2", Title = "Create an index on orders(customer_id)",
            Tier = Tier.MediumEffort, EffortHours = [4, 4], Impact = Level.Medium, Risk = Level.Medium, Priority = 2,
            Estimate = new Estimate
            {
                Metric = MetricNames.WallTime, Before = 3.01, After = 2.6, Low = 2.58, High = 2.63, Change = -0.136,
                Basis = Basis.Measured, Method = "trial on a copy of the database",
            },
            Implementation = new Implementation(ImplementationLanguage.Sql,
                "CREATE INDEX idx_orders_customer ON orders(customer_id);"),
            Cost = new RecommendationCost { Bytes = 409_600, WriteSlowdown = 0.02 },
            Rollback = "DROP INDEX idx_orders_customer;",
        },
        new Recommendation
        {
            Id = "R3", Bottleneck = "B3", Title = "Bound the cache of covers", Tier = Tier.Architectural,
            EffortHours = [8, 24], Impact = Level.Low, Risk = Level.High, Priority = 3,
            Implementation = new Implementation(ImplementationLanguage.Text, "Use functools.lru_cache(maxsize=500)."),
            Rollback = "Revert the commit.",
        },
    ];

    private static VerificationSection FullVerification() => new()
    {
        Plan =
        [
            new VerificationCheck("Wall time before and after R1",
                "perfopt verify --before 'python3 app.py' --after 'python3 new.py'", VerificationKind.BeforeAfter),
            new VerificationCheck("Repeat the baseline after the release", "perfopt baseline -- python3 app.py",
                VerificationKind.Production),
        ],
        Results =
        [
            new VerificationResult
            {
                Recommendation = "R1", Metric = MetricNames.WallTime,
                Before = new VerificationSide(3.01, [2.96, 3.08], 10),
                After = new VerificationSide(1.12, [1.1, 1.16], 10),
                Change = -0.628, ChangeCi95 = [-0.65, -0.6], PValue = 0.00195, Threshold = 0.02, PairsNeeded = 6,
                Verdict = ComparisonVerdict.Improved, OutputUnchanged = true, TestsPassed = true,
            },
        ],
    };
}
