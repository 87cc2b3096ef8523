using System.Diagnostics;
using PerfOpt.Core.Databases;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Sqlite;

/// <summary>What one pass over the samples of a statement gave.</summary>
/// <param name="Seconds">Of one execution, mean over the samples.</param>
/// <param name="RowsRead">Rows that full scans and automatic indexes read in one execution, mean.</param>
/// <param name="AutomaticRows">Rows put into automatic indexes in one execution, mean.</param>
/// <param name="Steps">Steps of the engine's machine, all samples.</param>
/// <param name="RowsReturned">Rows returned or changed by one execution, mean.</param>
/// <param name="Digests">Of the rows, one for each sample; empty where not asked for.</param>
internal readonly record struct ReplayPass(double Seconds, double RowsRead, double AutomaticRows, long Steps,
    double RowsReturned, IReadOnlyList<RowDigest> Digests);

/// <summary>Runs the very executions that were seen on one copy; writes are rolled back.</summary>
internal sealed class StatementReplay : IDisposable
{
    private const int FullScanStep = 1, AutoIndex = 3, MachineStep = 4;

    private readonly SqliteSession _session;
    private readonly IReadOnlyList<StatementExecution> _samples;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    public StatementReplay(SqliteSession session, IReadOnlyList<StatementExecution> samples)
    {
        _session = session;
        _samples = samples;
        foreach (var sample in samples)
        {
            if (!_statements.ContainsKey(sample.Text))
                _statements[sample.Text] = session.Prepare(sample.Text);
        }
    }

    /// <summary>Whether all parameters fit.</summary>
    public bool Fits => _samples.All(s => _statements[s.Text].TryBind(s));

    /// <summary>One pass.</summary>
    /// <param name="withDigest">Also looks at the rows; such a pass is not for timing.</param>
    public ReplayPass Run(bool withDigest)
    {
        long ticks = 0, scanned = 0, automatic = 0, steps = 0;
        double rows = 0;
        var digests = new List<RowDigest>();
        foreach (var sample in _samples)
        {
            var statement = _statements[sample.Text];
            var writes = !statement.IsReadOnly;
            if (writes)
                _session.Execute("BEGIN");
            try
            {
                var (taken, digest) = Execute(statement, sample, withDigest);
                ticks += taken;
                rows += writes && statement.Columns == 0
                    ? SQLitePCL.raw.sqlite3_changes(_session.Handle)
                    : digest.Rows;
                if (withDigest)
                    digests.Add(digest);
            }
            finally
            {
                statement.Reset();
                if (writes && SQLitePCL.raw.sqlite3_get_autocommit(_session.Handle) == 0)
                    _session.Execute("ROLLBACK");
            }
            automatic += statement.Take(AutoIndex);
            scanned += statement.Take(FullScanStep);
            steps += statement.Take(MachineStep);
        }
        var count = _samples.Count;
        return new ReplayPass(ticks / (double)Stopwatch.Frequency / count, (scanned + automatic) / (double)count,
            automatic / (double)count, steps, rows / count, digests);
    }

    /// <summary>The plan of the first sample, with its values bound, since a pattern's value can matter.</summary>
    public QueryPlan Plan() => Plan(_session, _samples[0]);

    public static QueryPlan Plan(SqliteSession session, StatementExecution sample)
    {
        using var statement = session.Prepare("EXPLAIN QUERY PLAN " + sample.Text);
        statement.TryBind(sample);
        var rows = new List<PlanRow>();
        while (statement.Step())
        {
            rows.Add(new PlanRow(SQLitePCL.raw.sqlite3_column_int(statement.Handle, 0),
                SQLitePCL.raw.sqlite3_column_int(statement.Handle, 1), statement.TextAt(3) ?? ""));
        }
        return QueryPlan.Parse(rows);
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
    }

    private static (long Ticks, RowDigest Digest) Execute(SqliteStatement statement, StatementExecution sample,
        bool withDigest)
    {
        var digest = default(RowDigest);
        var columns = statement.Columns;
        var start = Stopwatch.GetTimestamp();
        statement.TryBind(sample);
        while (statement.Step())
            digest.Add(statement.Handle, withDigest ? columns : 0);
        return (Stopwatch.GetTimestamp() - start, digest);
    }
}
