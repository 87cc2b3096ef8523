using System.Text.Json.Serialization;

namespace PerfOpt.Core.Model;

/// <summary>
/// The closed list of root causes. Each member's text says what is true when it is confirmed; its JSON name is the
/// stable id that reports, filters and tests use.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<RootCause>))]
public enum RootCause
{
    /// <summary>
    /// One statement template ran many times from one call site, each with other parameters, in one unit of work.
    /// </summary>
    [JsonStringEnumMemberName("n-plus-one-query")] NPlusOneQuery,
    /// <summary>A filter, join or sort read many more rows than it returned, and an index would serve it.</summary>
    [JsonStringEnumMemberName("missing-index")] MissingIndex,
    /// <summary>
    /// The plan is poor though the schema could serve it: a function on the column, a leading wildcard, a
    /// correlated subquery, over-fetching.
    /// </summary>
    [JsonStringEnumMemberName("inefficient-query")] InefficientQuery,
    /// <summary>Many writes, each its own transaction.</summary>
    [JsonStringEnumMemberName("commit-per-row")] CommitPerRow,
    /// <summary>A connection was opened for each operation.</summary>
    [JsonStringEnumMemberName("connection-per-operation")] ConnectionPerOperation,
    /// <summary>
    /// Settings or statistics of the engine cost time (journal mode, cache size, missing statistics).
    /// </summary>
    [JsonStringEnumMemberName("database-configuration")] DatabaseConfiguration,
    /// <summary>An index costs writes and space and serves no query seen.</summary>
    [JsonStringEnumMemberName("redundant-index")] RedundantIndex,
    /// <summary>
    /// The cost of a region grows faster than its input (nested scans, an exponent clearly above 1).
    /// </summary>
    [JsonStringEnumMemberName("superlinear-algorithm")] SuperlinearAlgorithm,
    /// <summary>
    /// An operation is linear on the structure in use and constant or logarithmic on another (list membership, pop
    /// from the front, sort in a loop, search by value).
    /// </summary>
    [JsonStringEnumMemberName("wrong-data-structure")] WrongDataStructure,
    /// <summary>The same result is computed again from the same inputs.</summary>
    [JsonStringEnumMemberName("repeated-computation")] RepeatedComputation,
    /// <summary>A cache is there and misses far more than its keys allow.</summary>
    [JsonStringEnumMemberName("ineffective-cache")] IneffectiveCache,
    /// <summary>
    /// Live memory grows with work done, without a bound, and does not come back (unbounded cache, listeners,
    /// accumulating global).
    /// </summary>
    [JsonStringEnumMemberName("memory-leak")] MemoryLeak,
    /// <summary>Allocation or copying, or the collection it causes, takes a large share of time.</summary>
    [JsonStringEnumMemberName("excessive-allocation")] ExcessiveAllocation,
    /// <summary>
    /// Far more is held at once than the work needs (a whole file or result set where a stream would do).
    /// </summary>
    [JsonStringEnumMemberName("oversized-working-set")] OversizedWorkingSet,
    /// <summary>Time goes to interpreting bytecode of a hot numeric or per-element loop.</summary>
    [JsonStringEnumMemberName("interpreter-bound-loop")] InterpreterBoundLoop,
    /// <summary>Independent CPU work ran on one core while others idled.</summary>
    [JsonStringEnumMemberName("serial-execution")] SerialExecution,
    /// <summary>Several CPU-bound Python threads waited for one another.</summary>
    [JsonStringEnumMemberName("gil-contention")] GilContention,
    /// <summary>Threads waited for a lock held by another.</summary>
    [JsonStringEnumMemberName("lock-contention")] LockContention,
    /// <summary>
    /// A call whose cost is known and avoidable dominates a loop (parsing a format, deep copy, disabled logging's
    /// formatting, regex compile, reflection).
    /// </summary>
    [JsonStringEnumMemberName("costly-call-in-loop")] CostlyCallInLoop,
    /// <summary>A pattern backtracks exponentially.</summary>
    [JsonStringEnumMemberName("catastrophic-regex")] CatastrophicRegex,
    /// <summary>Exceptions thrown at a high rate in normal operation.</summary>
    [JsonStringEnumMemberName("exception-control-flow")] ExceptionControlFlow,
    /// <summary>Independent waits happened one after another.</summary>
    [JsonStringEnumMemberName("sequential-blocking-io")] SequentialBlockingIo,
    /// <summary>A blocking call ran on an event loop.</summary>
    [JsonStringEnumMemberName("blocking-call-in-async")] BlockingCallInAsync,
    /// <summary>Pool threads blocked on tasks; the pool starved.</summary>
    [JsonStringEnumMemberName("sync-over-async")] SyncOverAsync,
    /// <summary>Many tiny reads, writes or syncs.</summary>
    [JsonStringEnumMemberName("unbuffered-io")] UnbufferedIo,
    /// <summary>A process was started for each item.</summary>
    [JsonStringEnumMemberName("process-per-item")] ProcessPerItem,
    /// <summary>Time passed in fixed sleeps while the awaited thing was ready.</summary>
    [JsonStringEnumMemberName("polling")] Polling,
    /// <summary>Imports, compilation or set-up dominate a short run.</summary>
    [JsonStringEnumMemberName("startup-work")] StartupWork,
    /// <summary>Many small remote calls where one would do.</summary>
    [JsonStringEnumMemberName("chatty-network")] ChattyNetwork,
    /// <summary>Large compressible bodies sent as they are.</summary>
    [JsonStringEnumMemberName("uncompressed-response")] UncompressedResponse,
    /// <summary>The same unchanged resource fetched again in full.</summary>
    [JsonStringEnumMemberName("missing-http-caching")] MissingHttpCaching,
}
