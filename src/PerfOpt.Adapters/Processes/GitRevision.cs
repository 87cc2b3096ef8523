using System.Globalization;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;

namespace PerfOpt.Adapters.Processes;

/// <summary>The version of what is analysed.</summary>
public static class GitRevision
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The commit of a directory, with <c>+dirty</c> where tracked files differ from it. Nothing is written to the
    /// repository, its index included.
    /// </summary>
    /// <param name="runner">Runs git.</param>
    /// <param name="scratch">Takes git's output.</param>
    /// <param name="directory">The directory.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null without git, without a repository or commit, or when git takes more than seconds.</returns>
    public static async Task<string?> FindAsync(
        ITargetRunner runner, Scratch scratch, string directory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(scratch);
        async Task<string?> Git(params string[] arguments)
        {
            string file = scratch.PathOf(string.Create(CultureInfo.InvariantCulture, $"git-{Guid.NewGuid():N}"));
            var result = await runner.RunAsync(
                new RunRequest
                {
                    Command = ["git", "--no-optional-locks", .. arguments],
                    WorkingDirectory = directory,
                    Timeout = Limit,
                    Output = OutputMode.Capture,
                    OutputFile = file,
                },
                started: null,
                cancellationToken).ConfigureAwait(false);
            return result is { ExitCode: 0, TimedOut: false, Interrupted: false }
                ? (await File.ReadAllTextAsync(file, CancellationToken.None).ConfigureAwait(false)).Trim()
                : null;
        }

        try
        {
            if (await Git("rev-parse", "--verify", "HEAD").ConfigureAwait(false) is not { Length: > 0 } commit)
                return null;
            string? changes = await Git("status", "--porcelain", "--untracked-files=no").ConfigureAwait(false);
            return changes is null ? null : commit + (changes.Length > 0 ? "+dirty" : "");
        }
        catch (PerfOptException e) when (e.ExitCode == ExitCodes.TargetFailed)
        {
            return null; // No git here.
        }
    }
}
