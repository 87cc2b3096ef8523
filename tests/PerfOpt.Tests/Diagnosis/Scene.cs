using PerfOpt.Core.Diagnosis;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Tests.Diagnosis;

/// <summary>A made-up run of 10 s at 100 Hz in /app, of which a test says what was seen.</summary>
internal sealed class Scene
{
    private const double WallSeconds = 10;
    private readonly StackProfileBuilder _profile = new();
    private readonly List<SourceFunction> _source = [];
    private readonly List<InspectedFunction> _inspected = [];
    private readonly List<StatementTemplate> _statements = [];
    private readonly List<OperationSite> _operations = [];
    private readonly List<IndexTrial> _trials = [];
    private readonly int _thread;
    private long _time;

    public Scene() => _thread = _profile.Thread(new ThreadInfo(1, 1, "python3", 0));

    public static FrameInfo Frame(string symbol, int line, int firstLine = 1) =>
        new(symbol, "/app/app.py", line, firstLine, FrameOrigin.Own);

    public static FunctionKey Key(string symbol, int firstLine = 1) => new("/app/app.py", symbol, firstLine);

    /// <summary>Seconds of the run with this stack, outermost frame first.</summary>
    public Scene Spend(double seconds, ThreadActivity activity, params FrameInfo[] stack)
    {
        var id = _profile.Stack([.. stack.Select(_profile.Frame)]);
        for (var i = 0; i < seconds * 100; i++)
        {
            _profile.Add(new StackSample(
                _time, _thread, id, activity, activity == ThreadActivity.OnCpu, 10_000_000, -1));
            _time += 10_000_000;
        }

        return this;
    }

    public Scene Source(
        string symbol, int lastLine, IReadOnlyList<SourceLoop> loops, params SourceOperation[] operations)
    {
        _source.Add(new SourceFunction
        {
            Function = Key(symbol), Line = 1, EndLine = lastLine, Parameters = [],
            Loops = loops, Operations = operations,
        });
        return this;
    }

    public Scene Inspect(
        string symbol, long calls, IReadOnlyList<LineCount> lines, IReadOnlyList<OperandUse>? operands = null,
        IReadOnlyList<WorkPoint>? work = null)
    {
        _inspected.Add(new InspectedFunction
        {
            Function = Key(symbol), Calls = calls, Lines = lines, Operands = operands ?? [], Work = work ?? [],
        });
        return this;
    }

    public Scene State(StatementTemplate template)
    {
        _statements.Add(template);
        return this;
    }

    public Scene Operate(OperationSite site)
    {
        _operations.Add(site);
        return this;
    }

    public Scene Try(IndexTrial trial)
    {
        _trials.Add(trial);
        return this;
    }

    public static SourceLoop Loop(int line, int endLine, string iterable, int depth = 1, string kind = "for") => new()
    {
        Line = line, EndLine = endLine, Kind = kind, Depth = depth, Iterable = iterable, Targets = ["x"],
        CarriedNames = [],
    };

    public static SourceOperation Operation(
        int line, OperationKind kind, string operand, string text, int loopLine) => new()
    {
        Line = line, Kind = kind, Operand = operand, Text = text, LoopLine = loopLine,
    };

    public static OperandUse Use(
        int line, string expression, string type, long count, long shortest, long longest) => new()
    {
        Line = line, Expression = expression, Type = type, Count = count, MinLength = shortest,
        MeanLength = (shortest + longest) / 2.0, MaxLength = longest,
    };

    public static StatementTemplate Statement(
        StatementKind kind, string sql, long calls, long rows, FrameInfo[] stack, double seconds,
        long distinct = -1, long committed = 0, long fedByRows = 0, long autocommits = 0) => new()
    {
        Fingerprint = sql, Example = sql, Kind = kind, Database = 0, Calls = calls, DriverCalls = calls,
        TotalSeconds = seconds, Rows = rows, DistinctParameters = distinct < 0 ? calls : distinct,
        Autocommits = autocommits,
        CallSites =
        [
            new StatementCallSite
            {
                Frame = stack[0], Stack = stack, Calls = calls, TotalSeconds = seconds, Rows = rows,
                DistinctParameters = distinct < 0 ? calls : distinct, Activations = 1, WritesCommitted = committed,
                FedByRows = fedByRows, FedCalls = fedByRows > 0 ? calls : 0,
                FedBy = fedByRows > 0 ? "SELECT id FROM parents" : null,
            },
        ],
    };

    public DiagnosisInput Input()
    {
        var quality = new ProfileQuality
        {
            RequestedHz = 100, ReachedHz = 100, MissedRounds = 0, FailedSamples = 0, SamplerCpuSeconds = 0,
            DurationSeconds = _time * 1e-9,
        };
        return new DiagnosisInput(WallSeconds, new Observation
        {
            WorkingDirectory = "/app",
            Profile = _profile.Build(quality),
            ProfiledWallSeconds = WallSeconds,
            Statements = new StatementLog { Templates = _statements, Databases = [], RunSeconds = WallSeconds },
            Operations = new OperationLog { Sites = _operations, RunSeconds = WallSeconds },
            Source = _source,
            Inspection = new Inspection { Functions = _inspected },
            IndexTrials = _trials,
        });
    }
}
