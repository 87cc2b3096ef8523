using PerfOpt.Core.Databases;

namespace PerfOpt.Adapters.Sqlite;

/// <summary>What a database is like.</summary>
public sealed record SqliteDatabaseFacts
{
    /// <summary>Tables and views by name, compared without case.</summary>
    public required IReadOnlyDictionary<string, TableSchema> Tables { get; init; }

    /// <summary>The names of all objects.</summary>
    public required IReadOnlySet<string> Names { get; init; }

    /// <summary>Bytes of a page.</summary>
    public required long PageSize { get; init; }

    /// <summary>Pages, free ones included.</summary>
    public required long Pages { get; init; }

    /// <summary>How it keeps transactions, such as <c>wal</c> or <c>delete</c>.</summary>
    public required string JournalMode { get; init; }

    /// <summary>Whether ANALYZE has left statistics.</summary>
    public required bool HasStatistics { get; init; }
}
