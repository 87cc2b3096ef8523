namespace PerfOpt.Core.Measurement;

/// <summary>What one run wrote to the file named by <c>PERFOPT_OPERATIONS</c>.</summary>
public sealed record OperationLog
{
    /// <summary>A run that wrote nothing.</summary>
    public static OperationLog Empty { get; } = new() { Samples = [] };

    /// <summary>The values that were kept, in the order of the file.</summary>
    public required IReadOnlyList<OperationSample> Samples { get; init; }

    /// <summary>Completed calls of each operation, those beyond the bound of <see cref="Samples"/> counted too.</summary>
    public IReadOnlyDictionary<string, long> Completed { get; init; } = new Dictionary<string, long>();

    /// <summary>Failed calls of each operation.</summary>
    public IReadOnlyDictionary<string, long> Failed { get; init; } = new Dictionary<string, long>();

    /// <summary>Lines that could not be read.</summary>
    public long Malformed { get; init; }

    /// <summary>Number, from 1, of the first of them; 0 where there is none.</summary>
    public long FirstMalformedLine { get; init; }

    /// <summary>Values that were read but not kept because a bound was hit.</summary>
    public long Dropped { get; init; }

    /// <summary>Whether the file was longer than what is read.</summary>
    public bool Truncated { get; init; }
}
