using PerfOpt.Core;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Sqlite;

/// <summary>Tries indexes on copies of every SQLite database that a program used.</summary>
/// <param name="scratch">An existing folder of perfopt's own.</param>
/// <param name="limits">How much it may take for each database.</param>
public sealed class SqliteIndexTrials(string scratch, IndexTrialLimits limits) : IIndexTrialDriver
{
    /// <inheritdoc />
    public async Task<TriedIndexes> TryIndexesAsync(StatementLog statements, CancellationToken cancellationToken)
    {
        var trials = new List<IndexTrial>();
        var gaps = new List<Gap>();
        for (var i = 0; i < statements.Databases.Count && !cancellationToken.IsCancellationRequested; i++)
        {
            var database = statements.Databases[i];
            var templates = statements.Templates.Where(t => t.Database == i).ToList();
            if (database.Driver != "sqlite3" || templates.Count == 0)
                continue;
            var result = await IndexTrialRunner.RunAsync(
                database, templates, Path.Combine(scratch, $"trial-{i}"), limits, cancellationToken)
                    .ConfigureAwait(false);
            trials.AddRange(result.Trials);
            gaps.AddRange(result.Gaps);
        }

        return new TriedIndexes(trials, gaps);
    }
}
