using System.Diagnostics;
using System.Globalization;
using PerfOpt.Core.Databases;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Sqlite;

/// <summary>One run of trials on a pair of copies.</summary>
internal sealed class IndexTrialSession
{
    private const int MostIndexesForOne = 3;
    private const double CoveringPays = 0.7;
    private const double MergeMayCost = 1.25;
    private const double MergeMayLose = 0.02;
    private const double SampleSeconds = 1.0;

    private readonly TrialCopies _copies;
    private readonly IndexTrialLimits _limits;
    private readonly CancellationToken _ct;
    private readonly SqliteDatabaseFacts _facts;
    private readonly List<Gap> _gaps = [];
    private readonly List<Winner> _winners = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double?> _insertCosts = new(StringComparer.Ordinal);
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public IndexTrialSession(TrialCopies copies, IndexTrialLimits limits, CancellationToken ct)
    {
        _copies = copies;
        _limits = limits;
        _ct = ct;
        copies.Limit();
        _facts = SqliteDatabaseReader.Read(copies.Without);
    }

    private sealed record Subject(
        StatementTemplate Template, IReadOnlyList<StatementExecution> Samples, StatementShape Shape);

    private sealed record Winner(
        Subject Subject, IndexComparison Comparison, IReadOnlyList<IndexComparison> Beside);

    /// <summary>Tries indexes for the statements, the costliest first.</summary>
    public IndexTrialResult Run(IReadOnlyList<StatementTemplate> statements)
    {
        FollowForeignKeys(statements);
        using var whatIf = OpenWhatIf();
        var subjects = statements
            .Where(static s => s.Kind is StatementKind.Read or StatementKind.Write)
            .OrderByDescending(static s => s.TotalSeconds).ToList();
        var tried = 0;
        foreach (var template in subjects)
        {
            if (_clock.Elapsed > _limits.Total || tried >= _limits.Statements)
            {
                _gaps.Add(new Gap("bottlenecks", Invariant($"indexes for {subjects.Count - tried} further statements"),
                    "the time for index trials was used up by costlier ones", "run it again with a longer limit"));
                break;
            }
            tried++;
            Guard(template, () => Try(template, whatIf));
        }
        Merge();
        Prune();
        return new IndexTrialResult([.. _winners.OrderByDescending(Saving).Select(Describe)], _gaps);
    }

    private static double Saving(Winner winner) => winner.Subject.Template.Calls
        * (winner.Comparison.Times.Before - winner.Comparison.Times.After);

    // Whether deletes look for children is a setting of the connection that the program made or did not make.
    private void FollowForeignKeys(IReadOnlyList<StatementTemplate> statements)
    {
        var wants = statements.Any(static s =>
        {
            var tokens = SqlTokenizer.Tokens(s.Example);
            return tokens.Count >= 4 && tokens[0].IsWord("PRAGMA") && tokens[1].IsWord("foreign_keys")
                && tokens[3].Text.ToUpperInvariant() is "ON" or "1" or "TRUE" or "YES";
        });
        if (!wants)
            return;
        _copies.Without.Execute("PRAGMA foreign_keys=ON");
        _copies.With.Execute("PRAGMA foreign_keys=ON");
    }

    private WhatIfSchema? OpenWhatIf()
    {
        try
        {
            return WhatIfSchema.Of(_copies.Without);
        }
        catch (SqliteEngineException)
        {
            // A schema that needs functions or modules which are not here: candidates are built unscreened.
            return null;
        }
    }

    private void Guard(StatementTemplate template, Action attempt)
    {
        try
        {
            attempt();
        }
        catch (SqliteEngineException e)
        {
            AddGap(template, e.IsTimeout
                ? Invariant($"running or building on the copy took longer than {_limits.PerExecution.TotalSeconds} s")
                : $"it cannot run on the copy: {e.Message}");
        }
    }

    private void AddGap(StatementTemplate template, string why) => _gaps.Add(new Gap("bottlenecks",
        $"an index for: {Short(template.Fingerprint)}", why, "run it by hand on a copy of the database"));

    private static string Short(string text) => text.Length <= 120 ? text : text[..119] + "…";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Try(StatementTemplate template, WhatIfSchema? whatIf)
    {
        if (Prepare(template) is not { } subject)
            return;
        var candidates = IndexCandidates.For(subject.Shape, _limits.FewestRows);
        if (candidates.Count == 0)
        {
            if (subject.Shape.Tables.Any(static t => t.Table.IsVirtual))
                AddGap(template, "a module keeps the rows of its table, and no index can be added to that");
            return;
        }
        var kept = new List<IndexComparison>();
        var clock = Stopwatch.StartNew();
        try
        {
            for (var round = 0; round < MostIndexesForOne && clock.Elapsed < _limits.PerStatement; round++)
            {
                if (Best(subject, Screen(subject, candidates, whatIf), clock) is not { } best)
                    break;
                _winners.Add(new Winner(subject, best, [.. kept]));
                kept.Add(best);
                _copies.Keep(best.Candidate, best.IndexName);
                candidates = [.. candidates.Where(c => c.Table.Name != best.Candidate.Table.Name)];
                if (candidates.Count == 0)
                    break;
            }
        }
        finally
        {
            DropAll(kept);
        }
    }

    private Subject? Prepare(StatementTemplate template)
    {
        var samples = Samples(template);
        var tokens = SqlTokenizer.Tokens(samples[0].Text);
        if (tokens.Count == 0
            || !tokens[0].IsAnyWord("SELECT", "WITH", "VALUES", "INSERT", "REPLACE", "UPDATE", "DELETE"))
            return null;
        if (tokens.Take(tokens.Count - 1).Any(static t => t.IsSymbol(";")))
        {
            AddGap(template, "its text holds several statements");
            return null;
        }
        var shape = StatementShapeReader.Read(samples[0].Text, _facts.Tables);
        _copies.Limit();
        using (var replay = new StatementReplay(_copies.Without, samples))
        {
            if (!replay.Fits)
            {
                AddGap(template, "no execution was kept with all of its parameters");
                return null;
            }
        }
        if (IndexCandidates.For(shape, _limits.FewestRows).Count == 0)
            return new Subject(template, samples, shape);
        using var probe = new StatementReplay(_copies.Without, [samples[0]]);
        var seconds = probe.Run(false).Seconds;
        var count = (int)Math.Clamp(SampleSeconds / Math.Max(seconds, 1e-9), 1, samples.Count);
        return new Subject(template, [.. samples.Take(count)], shape);
    }

    private IReadOnlyList<StatementExecution> Samples(StatementTemplate template)
    {
        if (template.Samples.Count == 0)
            return [new StatementExecution(template.Example, [], null)];
        // Spread over all that were kept, since the first parameters are seldom typical.
        var count = Math.Min(_limits.Samples, template.Samples.Count);
        return [.. Enumerable.Range(0, count).Select(i => template.Samples[i * template.Samples.Count / count])];
    }

    private IReadOnlyList<IndexCandidate> Screen(Subject subject, IReadOnlyList<IndexCandidate> candidates,
        WhatIfSchema? whatIf)
    {
        if (whatIf is null)
            return [.. candidates.Take(_limits.Candidates)];
        try
        {
            return [.. whatIf.Screen(subject.Samples[0], candidates).Take(_limits.Candidates)];
        }
        catch (SqliteEngineException)
        {
            // The schema without rows cannot plan it (a virtual table is left out there): build some unscreened.
            return [.. candidates.Take(_limits.Candidates)];
        }
    }

    private IndexComparison? Best(Subject subject, IReadOnlyList<IndexCandidate> candidates, Stopwatch clock)
    {
        IndexComparison? best = null;
        foreach (var candidate in candidates)
        {
            if (clock.Elapsed > _limits.PerStatement)
                break;
            var comparison = Compare(subject, candidate);
            if (comparison.IsKept && (best is null || IsBetter(comparison, best)))
                best = comparison;
        }
        if (best is null || IndexCandidates.Covering(best.Candidate, subject.Shape) is not { } wider)
            return best;
        var covering = Compare(subject, wider);
        var pays = covering.IsKept && covering.Times.After <= CoveringPays * best.Times.After
            && covering.IndexBytes <= 2 * best.IndexBytes;
        return pays ? covering : best;
    }

    // Least time; within a tenth of it the smaller one.
    private static bool IsBetter(IndexComparison one, IndexComparison other)
    {
        var ratio = one.Times.After / Math.Max(other.Times.After, 1e-12);
        return ratio < 0.9 || (ratio < 1.1 && one.IndexBytes < other.IndexBytes);
    }

    private IndexComparison Compare(Subject subject, IndexCandidate candidate)
    {
        if (!_names.TryGetValue(candidate.Key, out var name))
        {
            var taken = _facts.Names.Concat(_names.Values).ToHashSet(StringComparer.OrdinalIgnoreCase);
            name = candidate.Name(taken);
            _names[candidate.Key] = name;
        }
        return _copies.Compare(subject.Samples, candidate, name, subject.Shape.IsOrdered);
    }

    // Where one index of the set can serve two statements, the other is spared, if that measures well too.
    private void Merge()
    {
        for (var n = 0; n < _winners.Count; n++)
        {
            foreach (var wide in _winners.Select(static w => w.Comparison.Candidate)
                         .DistinctBy(static c => c.Key).ToList())
            {
                if (_clock.Elapsed < 1.5 * _limits.Total
                    && IndexMerge.Serve(_winners[n].Comparison.Candidate, wide) is { } merged)
                    Guard(_winners[n].Subject.Template, () => Replace(_winners[n].Comparison.Candidate, wide, merged));
            }
        }
    }

    private void Replace(IndexCandidate narrow, IndexCandidate wide, IndexCandidate merged)
    {
        var replaced = new Dictionary<int, IndexComparison>();
        for (var i = 0; i < _winners.Count; i++)
        {
            var current = _winners[i].Comparison;
            if (current.Candidate.Key != narrow.Key && (current.Candidate.Key != wide.Key || wide.Key == merged.Key))
                continue;
            var comparison = CompareBeside(_winners[i], merged);
            var allowed = Math.Max(MergeMayCost * current.Times.After,
                current.Times.After + (MergeMayLose * comparison.Times.Before));
            if (!comparison.IsKept || comparison.Times.After > allowed)
                return;
            replaced[i] = comparison;
        }
        foreach (var (i, comparison) in replaced)
            _winners[i] = _winners[i] with { Comparison = comparison };
    }

    private IndexComparison CompareBeside(Winner winner, IndexCandidate candidate)
    {
        var beside = winner.Beside.Where(b => b.Candidate.Key != candidate.Key).ToList();
        try
        {
            foreach (var index in beside)
                _copies.Keep(index.Candidate, index.IndexName);
            return Compare(winner.Subject, candidate);
        }
        finally
        {
            DropAll(beside);
        }
    }

    // An index that one statement wanted may be idle once those of the others are there.
    private void Prune()
    {
        var groups = _winners.GroupBy(static w => w.Comparison.Candidate.Key).ToList();
        if (groups.Count < 2 || _clock.Elapsed > _limits.Total)
            return;
        var all = groups.Select(static g => g.First().Comparison).ToList();
        try
        {
            foreach (var index in all)
                _copies.Keep(index.Candidate, index.IndexName);
            foreach (var only in groups.Where(static g => g.Count() == 1).Select(static g => g.First()).OrderBy(Saving))
                PruneOne(only);
        }
        catch (SqliteEngineException e) when (e.IsTimeout)
        {
            _gaps.Add(new Gap("bottlenecks", "whether the indexes need one another", "building them all took too long",
                "create them one by one and measure"));
        }
        finally
        {
            DropAll(all);
        }
    }

    private void PruneOne(Winner winner)
    {
        if (_clock.Elapsed > _limits.Total)
            return;
        var index = winner.Comparison;
        _copies.Drop(index.IndexName);
        var comparison = Compare(winner.Subject, index.Candidate);
        if (comparison.IsUsed && comparison.Times.IsClearlyFaster)
            _copies.Keep(index.Candidate, index.IndexName);
        else
            _winners.Remove(winner);
    }

    private void DropAll(List<IndexComparison> indexes)
    {
        foreach (var index in indexes)
            _copies.Drop(index.IndexName);
    }

    private IndexTrial Describe(Winner winner)
    {
        var comparison = winner.Comparison;
        var candidate = comparison.Candidate;
        if (!_insertCosts.TryGetValue(candidate.Key, out var slowdown))
        {
            slowdown = InsertCost.Measure(_copies, candidate, comparison.IndexName);
            _insertCosts[candidate.Key] = slowdown;
        }
        _ct.ThrowIfCancellationRequested();
        return new IndexTrial
        {
            Statement = winner.Subject.Template,
            Table = candidate.Table.Name,
            Columns = [.. candidate.Columns.Select(static c => c.Name)],
            CreateSql = candidate.CreateSql(comparison.IndexName),
            DropSql = $"DROP INDEX {SqlIdentifier.Quote(comparison.IndexName)}",
            PlanBefore = comparison.PlanBefore.Text,
            PlanAfter = comparison.PlanAfter.Text,
            SecondsBefore = comparison.Times.Before,
            SecondsAfter = comparison.Times.After,
            RowsReadBefore = comparison.Before.RowsRead > 0 ? comparison.Before.RowsRead : null,
            RowsReturned = comparison.Before.RowsReturned,
            IndexBytes = comparison.IndexBytes,
            WriteSlowdown = slowdown,
            SameRows = comparison.SameRows,
            Executions = comparison.Executions,
        };
    }
}
