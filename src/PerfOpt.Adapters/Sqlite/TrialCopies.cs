using System.Diagnostics;
using PerfOpt.Core.Databases;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Sqlite;

/// <summary>Two copies of a database, one without and one with the index that is tried.</summary>
internal sealed class TrialCopies : IDisposable
{
    private const int FewestRounds = 3;
    private const int MostRounds = 21;
    private const int DecisiveRounds = 9;

    private readonly SqliteSession _without;
    private readonly SqliteSession _with;
    private readonly string _folder;
    private readonly IndexTrialLimits _limits;
    private readonly CancellationToken _ct;

    private TrialCopies(string folder, IndexTrialLimits limits, CancellationToken ct)
    {
        _folder = folder;
        _limits = limits;
        _ct = ct;
        _without = OpenCopy(Path.Combine(folder, "without.db"));
        try
        {
            _with = OpenCopy(Path.Combine(folder, "with.db"));
        }
        catch (SqliteEngineException)
        {
            _without.Dispose();
            throw;
        }
    }

    public SqliteSession Without => _without;

    public SqliteSession With => _with;

    public static TrialCopies Make(string source, string scratch, IndexTrialLimits limits, CancellationToken ct)
    {
        var folder = Path.Combine(scratch, "index-trial-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        TrialCopies? made = null;
        try
        {
            SqliteDatabaseCopier.Copy(source, Path.Combine(folder, "without.db"), ct);
            File.Copy(Path.Combine(folder, "without.db"), Path.Combine(folder, "with.db"));
            made = new TrialCopies(folder, limits, ct);
            return made;
        }
        finally
        {
            if (made is null)
                Directory.Delete(folder, true);
        }
    }

    /// <summary>Builds the candidate on one copy and runs the samples on both, in turn.</summary>
    public IndexComparison Compare(IReadOnlyList<StatementExecution> samples, IndexCandidate candidate, string name,
        bool ordered)
    {
        using var without = new StatementReplay(_without, samples);
        var planBefore = without.Plan();
        var bytes = _with.UsedBytes;
        Limit();
        _with.Execute(candidate.CreateSql(name));
        try
        {
            bytes = _with.UsedBytes - bytes;
            using var with = new StatementReplay(_with, samples);
            var planAfter = with.Plan();
            var comparison = new IndexComparison
            {
                Candidate = candidate,
                IndexName = name,
                IsUsed = planAfter.Uses(name),
                PlanBefore = planBefore,
                PlanAfter = planAfter,
                IndexBytes = bytes,
            };
            return comparison.IsUsed ? Time(comparison, without, with, ordered) : comparison;
        }
        finally
        {
            Limit();
            _with.Execute($"DROP INDEX {SqlIdentifier.Quote(name)}");
        }
    }

    /// <summary>Builds an index on both, so that further ones are tried beside it.</summary>
    public void Keep(IndexCandidate candidate, string name)
    {
        foreach (var session in (ReadOnlySpan<SqliteSession>)[_without, _with])
        {
            Limit();
            session.Execute(candidate.CreateSql(name));
        }
    }

    /// <summary>Takes an index that was kept away again.</summary>
    public void Drop(string name)
    {
        foreach (var session in (ReadOnlySpan<SqliteSession>)[_without, _with])
        {
            Limit();
            session.Execute($"DROP INDEX IF EXISTS {SqlIdentifier.Quote(name)}");
        }
    }

    /// <summary>Sets the limit of one execution anew.</summary>
    public void Limit()
    {
        _ct.ThrowIfCancellationRequested();
        _without.Limit(_limits.PerExecution, _ct);
        _with.Limit(_limits.PerExecution, _ct);
    }

    public void Dispose()
    {
        _without.Dispose();
        _with.Dispose();
        Directory.Delete(_folder, true);
    }

    private static SqliteSession OpenCopy(string path)
    {
        var session = SqliteSession.Open(path, SqliteAccess.Own);
        session.Execute("PRAGMA journal_mode=MEMORY");
        session.Execute("PRAGMA synchronous=OFF");
        return session;
    }

    private IndexComparison Time(IndexComparison comparison, StatementReplay without, StatementReplay with,
        bool ordered)
    {
        Limit();
        var before = without.Run(true);
        Limit();
        var after = with.Run(true);
        var same = before.RowsReturned.Equals(after.RowsReturned)
            && before.Digests.Zip(after.Digests, (b, a) => b.SameAs(a, ordered)).All(static s => s);
        var pair = Math.Max(before.Seconds + after.Seconds, 1e-6) * before.Digests.Count;
        var rounds = (int)Math.Clamp(_limits.PerComparison.TotalSeconds / pair, FewestRounds, MostRounds);
        var times = (Before: new List<double>(rounds), After: new List<double>(rounds));
        var clock = Stopwatch.StartNew();
        for (var i = 0; same && i < rounds; i++)
        {
            if (i >= FewestRounds && clock.Elapsed > 2 * _limits.PerComparison)
                break;
            Limit();
            // Who goes first changes, so that what the first leaves in the caches favours neither.
            if (i % 2 == 0)
                times.Before.Add(without.Run(false).Seconds);
            times.After.Add(with.Run(false).Seconds);
            if (i % 2 == 1)
                times.Before.Add(without.Run(false).Seconds);
            if (i + 1 >= DecisiveRounds && new PairedTimes(times.Before, times.After).IsDecided)
                break;
        }
        return comparison with
        {
            Before = before,
            After = after,
            SameRows = same,
            Times = new PairedTimes(times.Before, times.After),
            Executions = times.After.Count * before.Digests.Count,
        };
    }
}
