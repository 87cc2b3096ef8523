namespace PerfOpt.Core.Measurement;

/// <summary>Runs targets. Whatever ends perfopt, its own death included, ends every process that it started.</summary>
public interface ITargetRunner
{
    /// <summary>
    /// Runs a command to its end, its limit or cancellation. Cancellation stops the whole tree and returns what was
    /// measured, with <see cref="RunResult.Interrupted"/> set.
    /// </summary>
    /// <param name="request">What to run.</param>
    /// <param name="started">Called with the root's process id as soon as it runs; null where no one looks on.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="Model.PerfOptException">The command does not exist or may not be executed (exit code
    /// 3).</exception>
    Task<RunResult> RunAsync(RunRequest request, Action<int>? started, CancellationToken cancellationToken);
}
