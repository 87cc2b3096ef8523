using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>The usual remedy of each cause, worded with the finding's own names.</summary>
internal static class Remedies
{
    private const string CodeRollback = "Revert the commit.";

    /// <summary>One set-based query for many single ones.</summary>
    public static Remedy OneQuery(
        StatementTemplate template, StatementCallSite site, string name, string? table) => new()
    {
        Title = $"Fetch what {name} needs in one query instead of {Figures.Count(site.Calls)}",
        Implementation = new(ImplementationLanguage.Text,
            $"Collect the parameters first, run one statement, and group its rows by the key in a dict:\n"
            + $"  now:     {SqlText.Short(template.Fingerprint, 300)}   -- once for each item\n"
            + $"  instead: the same columns and the key FROM {table ?? "the table"} … WHERE key IN (SELECT … ) or a "
            + "JOIN with the query that gives the items\n  rows_by_key.setdefault(row[0], []).append(row)"),
        Tier = Tier.QuickWin,
        HoursLow = 1,
        HoursHigh = 2,
        Risk = Level.Low,
        SideEffects =
        [
            "All rows are held at once: where there may be very many, fetch them in batches of some thousand keys.",
        ],
        Rollback = CodeRollback,
    };

    /// <summary>An index that a trial proved.</summary>
    public static Remedy Index(IndexTrial trial) => new()
    {
        Title = $"Create an index on {trial.Table} ({string.Join(", ", trial.Columns)})",
        Implementation = new(ImplementationLanguage.Sql, trial.CreateSql),
        Tier = Tier.QuickWin,
        HoursLow = 0.5,
        HoursHigh = 1,
        Risk = Level.Low,
        SideEffects =
        [
            trial.WriteSlowdown is { } slower
                ? $"Writes to {trial.Table} take {Figures.Percent(slower)} longer (measured on the copy)."
                : $"Writes to {trial.Table} have one more index to keep.",
            $"The file grows by {Figures.Bytes(trial.IndexBytes)}.",
        ],
        Rollback = trial.DropSql,
        Cost = new RecommendationCost { Bytes = trial.IndexBytes, WriteSlowdown = trial.WriteSlowdown },
    };

    /// <summary>One transaction around many writes.</summary>
    public static Remedy OneTransaction(string name) => new()
    {
        Title = $"Write the rows of {name} in one transaction",
        Implementation = new(ImplementationLanguage.Text,
            "Begin one transaction in front of the loop and commit behind it:\n"
            + "  with connection:            # commits at the end, rolls back on an error\n"
            + "      for row in rows:\n"
            + "          connection.execute(…)   # or one executemany(…)\n"
            + "and take the commit out of the loop. For endless input commit every thousand rows."),
        Tier = Tier.QuickWin,
        HoursLow = 0.5,
        HoursHigh = 1.5,
        Risk = Level.Medium,
        SideEffects =
        [
            "A failure in the middle undoes all rows of the batch instead of keeping those before it.",
            "The write lock is held for the whole batch: other writers wait longer, but once.",
        ],
        Rollback = CodeRollback,
    };

    /// <summary>Another structure.</summary>
    public static Remedy Structure(SourceOperation operation, string structure, string better) => new()
    {
        Title = $"Keep {operation.Operand} in a {structure}: {better}",
        Implementation = new(ImplementationLanguage.Text, operation.Kind switch
        {
            OperationKind.Membership =>
                $"Build “{Leaf(operation.Operand)}_set = set({operation.Operand})” once (or keep a set beside the "
                    + "list and add to both), and test membership on it.",
            OperationKind.PopFront =>
                $"from collections import deque\n{operation.Operand} = deque(…)\n… = {operation.Operand}.popleft()",
            OperationKind.Insert =>
                $"from collections import deque\n{operation.Operand} = deque(…)\n{operation.Operand}.appendleft(…)    "
                    + "# or append() in the loop and reverse() behind it; bisect.insort/heapq where order is the "
                    + "purpose",
            OperationKind.SearchByValue =>
                $"Build a dict once: “position = {{value: i for i, value in enumerate({operation.Operand})}}”, and "
                    + $"keep it up to date where {operation.Operand} changes.",
            OperationKind.Sort =>
                $"Take the sort out of the loop. Where the order is needed in every iteration, keep "
                    + $"{operation.Operand} ordered with bisect.insort, or take the smallest with heapq.",
            _ => $"import heapq\nheapq.heapify({operation.Operand})\n… = heapq.heappop({operation.Operand})",
        }),
        Tier = Tier.QuickWin,
        HoursLow = 0.5,
        HoursHigh = 1.5,
        Risk = Level.Low,
        SideEffects =
        [
            operation.Kind is OperationKind.Membership or OperationKind.SearchByValue
                ? "The elements must be hashable and keep their hash while inside; a second structure takes memory."
                : "Access by index in the middle becomes slower on a deque or heap.",
        ],
        Rollback = CodeRollback,
    };

    /// <summary>A better algorithm.</summary>
    public static Remedy Algorithm(string name, RegionGrowth growth) => new()
    {
        Title = growth.FirstLine == growth.LastLine
            ? $"Replace the n^{Figures.Digits(growth.Exponent)} work of {name} in line {growth.FirstLine} by one pass"
            : $"Replace the n^{Figures.Digits(growth.Exponent)} work of {name} in lines {growth.FirstLine} to "
                + $"{growth.LastLine} by one pass",
        Implementation = new(ImplementationLanguage.Text, growth.Advice),
        Tier = Tier.QuickWin,
        HoursLow = 1,
        HoursHigh = 3,
        Risk = Level.Low,
        SideEffects =
        [
            "The order of the results may change where it followed from the nested loops: keep it by sorting or by "
                + "insertion order.",
        ],
        Rollback = CodeRollback,
    };

    /// <summary>Waits at the same time.</summary>
    public static Remedy Concurrently(string name, long waits, int workers) => new()
    {
        Title = $"Let {name} wait for its {Figures.Count(waits)} calls at the same time",
        Implementation = new(ImplementationLanguage.Text,
            "The calls do not need one another's results. Run them in a bounded pool:\n"
            + "  from concurrent.futures import ThreadPoolExecutor\n"
            + $"  with ThreadPoolExecutor(max_workers={workers}) as pool:\n"
            + "      results = list(pool.map(call, items))      # keeps the order\n"
            + "or, in asynchronous code, asyncio.gather with a semaphore."),
        Tier = Tier.MediumEffort,
        HoursLow = 2,
        HoursHigh = 4,
        Risk = Level.Medium,
        SideEffects =
        [
            $"The other side sees up to {workers} calls at once: keep to its limits.",
            "What the call touches must be safe for threads; one failure no longer stops those behind it.",
        ],
        Rollback = CodeRollback,
    };

    /// <summary>Work in bulk instead of in bytecode.</summary>
    public static Remedy Vectorise(string name) => new()
    {
        Title = $"Take the loop in {name} out of the interpreter",
        Implementation = new(ImplementationLanguage.Text,
            "In order of effort: built-ins that loop in C (sum, map, itertools, bytes.translate, str.join, "
            + "statistics); NumPy arrays in place of lists of numbers; compiling the function (Cython, mypyc, Numba); "
            + "running under PyPy; independent parts in several processes."),
        Tier = Tier.MediumEffort,
        HoursLow = 3,
        HoursHigh = 8,
        Risk = Level.Medium,
        SideEffects =
        [
            "Floating-point sums may differ in the last digits when their order changes.",
            "NumPy or a compiler is a further dependency.",
        ],
        Rollback = CodeRollback,
    };

    private static string Leaf(string operand) => operand[(operand.LastIndexOf('.') + 1)..].Trim('(', ')', '[', ']');
}
