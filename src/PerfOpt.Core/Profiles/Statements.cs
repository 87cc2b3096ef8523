namespace PerfOpt.Core.Profiles;

/// <summary>What a program asked of its databases, seen by a probe in a run of its own.</summary>
public sealed record StatementLog
{
    /// <summary>By template.</summary>
    public required IReadOnlyList<StatementTemplate> Templates { get; init; }

    /// <summary>Databases that were opened.</summary>
    public required IReadOnlyList<ObservedDatabase> Databases { get; init; }

    /// <summary>Wall seconds of the run with the probe, against which the statements' times stand.</summary>
    public required double RunSeconds { get; init; }

    /// <summary>Statements that the probe could not keep because a bound was hit.</summary>
    public long Dropped { get; init; }
}

/// <summary>All executions of one statement template on one database.</summary>
public sealed record StatementTemplate
{
    /// <summary>Literals replaced by <c>?</c>, white space folded.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>One real text, as the program gave it.</summary>
    public required string Example { get; init; }

    /// <summary>What it does.</summary>
    public required StatementKind Kind { get; init; }

    /// <summary>Index into <see cref="StatementLog.Databases"/>.</summary>
    public required int Database { get; init; }

    /// <summary>Executions; a batch of <c>executemany</c> counts once for each of its parameter sets.</summary>
    public required long Calls { get; init; }

    /// <summary>Calls of the driver: an <c>executemany</c> counts once.</summary>
    public required long DriverCalls { get; init; }

    /// <summary>Seconds in execution and fetching.</summary>
    public required double TotalSeconds { get; init; }

    /// <summary>Rows fetched, or changed by a write.</summary>
    public required long Rows { get; init; }

    /// <summary>Distinct parameter sets, counted exactly up to a bound (then a lower bound).</summary>
    public required long DistinctParameters { get; init; }

    /// <summary>Executions that the engine ran in a transaction of their own.</summary>
    public long Autocommits { get; init; }

    /// <summary>Some real executions: their parameters, for re-running on a copy. JSON values, typed.</summary>
    public IReadOnlyList<StatementExecution> Samples { get; init; } = [];

    /// <summary>Who called, most calls first.</summary>
    public required IReadOnlyList<StatementCallSite> CallSites { get; init; }
}

/// <summary>One remembered execution.</summary>
/// <param name="Text">The text, as given.</param>
/// <param name="Parameters">Positional, or named where <paramref name="Names"/> is given: null, long, double, string
/// or byte[].</param>
/// <param name="Names">Names of the parameters, or null where they are positional.</param>
public sealed record StatementExecution(string Text, IReadOnlyList<object?> Parameters, IReadOnlyList<string>? Names);

/// <summary>Calls of one template from one place.</summary>
public sealed record StatementCallSite
{
    /// <summary>The innermost frame of the user's own code.</summary>
    public required FrameInfo Frame { get; init; }

    /// <summary>
    /// The frames around it that are the user's own, innermost first, the first being <see cref="Frame"/>.
    /// </summary>
    public required IReadOnlyList<FrameInfo> Stack { get; init; }

    /// <summary>Executions from here.</summary>
    public required long Calls { get; init; }

    /// <summary>Seconds from here.</summary>
    public required double TotalSeconds { get; init; }

    /// <summary>Rows from here.</summary>
    public required long Rows { get; init; }

    /// <summary>Distinct parameter sets from here, bounded like the template's.</summary>
    public required long DistinctParameters { get; init; }

    /// <summary>Whether the bound was hit, so that there are at least so many.</summary>
    public bool DistinctIsAtLeast { get; init; }

    /// <summary>
    /// Activations of the caller's function during which these calls happened: calls over it is calls per unit of
    /// work.
    /// </summary>
    public long Activations { get; init; }

    /// <summary>
    /// For each frame of <see cref="Stack"/>, its activations during which these calls happened; the first is
    /// <see cref="Activations"/>. A frame with few activations and many calls holds the loop. 0 where not known.
    /// </summary>
    public IReadOnlyList<long> StackActivations { get; init; } = [];

    /// <summary>For commits: write statements that were committed from here.</summary>
    public long WritesCommitted { get; init; }

    /// <summary>
    /// Rows of the latest earlier query in the same activation whose values appeared among the parameters; 0 where
    /// none did.
    /// </summary>
    public long FedByRows { get; init; }

    /// <summary>That query's template; null where there is none.</summary>
    public string? FedBy { get; init; }

    /// <summary>Calls of the driver whose parameters appeared among the rows of <see cref="FedBy"/>.</summary>
    public long FedCalls { get; init; }
}

/// <summary>What a statement does.</summary>
public enum StatementKind
{
    /// <summary>Reads.</summary>
    Read,
    /// <summary>Writes rows.</summary>
    Write,
    /// <summary>Ends a transaction and keeps it.</summary>
    Commit,
    /// <summary>Begins a transaction, rolls back or sets a savepoint.</summary>
    Transaction,
    /// <summary>Changes the schema or a setting.</summary>
    Other,
}

/// <summary>A database that a program opened.</summary>
public sealed record ObservedDatabase
{
    /// <summary>The path as opened, or <c>:memory:</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The absolute path of its file; null for one that lives in memory or in a temporary file.</summary>
    public string? Path { get; init; }

    /// <summary>Statements that ran on it.</summary>
    public long Statements { get; init; }

    /// <summary>The driver, such as <c>sqlite3</c>.</summary>
    public required string Driver { get; init; }

    /// <summary>The engine's version.</summary>
    public string? EngineVersion { get; init; }

    /// <summary>A copy in perfopt's scratch folder, made by the backup interface; null where none was made.</summary>
    public string? Copy { get; init; }

    /// <summary>Why there is no copy.</summary>
    public string? CopyRefused { get; init; }

    /// <summary>Connections opened.</summary>
    public long Connects { get; init; }
}
