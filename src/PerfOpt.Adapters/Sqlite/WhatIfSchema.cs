using PerfOpt.Core.Databases;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Sqlite;

/// <summary>
/// The schema and the statistics of a database without its rows, in memory: the planner plans there as it would on
/// the real one, so candidates are screened without building them.
/// </summary>
internal sealed class WhatIfSchema : IDisposable
{
    private readonly SqliteSession _memory;

    private WhatIfSchema(SqliteSession memory) => _memory = memory;

    public static WhatIfSchema Of(SqliteSession source)
    {
        var memory = SqliteSession.Open("", SqliteAccess.Memory);
        var rank = "CASE type WHEN 'table' THEN 0 WHEN 'view' THEN 1 ELSE 2 END";
        foreach (var row in source.Rows($"SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE " +
                     $"'sqlite\\_%' ESCAPE '\\' AND type IN ('table','view','index') ORDER BY {rank}, rowid"))
        {
            var isVirtual = (row[0] ?? "").StartsWith("CREATE VIRTUAL", StringComparison.OrdinalIgnoreCase);
            if (!isVirtual)
                memory.Execute(row[0] ?? "");
        }
        CopyStatistics(source, memory);
        return new WhatIfSchema(memory);
    }

    /// <summary>The candidates that the planner would use: those it picks among all first, then those it takes alone.
    /// </summary>
    public IReadOnlyList<IndexCandidate> Screen(StatementExecution sample, IReadOnlyList<IndexCandidate> candidates)
    {
        var used = new List<IndexCandidate>();
        var together = candidates.Select(static (c, i) => (Candidate: c, Name: Name(i))).ToList();
        foreach (var (candidate, name) in together)
            _memory.Execute(candidate.CreateSql(name));
        var plan = StatementReplay.Plan(_memory, sample);
        used.AddRange(together.Where(c => plan.Uses(c.Name)).Select(static c => c.Candidate));
        foreach (var (_, name) in together)
            _memory.Execute($"DROP INDEX {name}");
        foreach (var (candidate, name) in together)
        {
            _memory.Execute(candidate.CreateSql(name));
            if (StatementReplay.Plan(_memory, sample).Uses(name) && !used.Contains(candidate))
                used.Add(candidate);
            _memory.Execute($"DROP INDEX {name}");
        }
        return used;
    }

    public void Dispose() => _memory.Dispose();

    private static string Name(int number) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"perfopt_what_if_{number}");

    private static void CopyStatistics(SqliteSession source, SqliteSession memory)
    {
        if (source.Number("SELECT count(*) FROM sqlite_schema WHERE name='sqlite_stat1'") == 0)
            return;
        memory.Execute("ANALYZE");
        memory.Execute("DELETE FROM sqlite_stat1");
        using var insert = memory.Prepare("INSERT INTO sqlite_stat1 VALUES(?,?,?)");
        foreach (var row in source.Rows("SELECT tbl, idx, stat FROM sqlite_stat1"))
        {
            for (var i = 0; i < row.Length; i++)
                insert.Bind(i + 1, row[i]);
            insert.Step();
            insert.Reset();
        }
        memory.Execute("ANALYZE sqlite_schema");
    }
}
