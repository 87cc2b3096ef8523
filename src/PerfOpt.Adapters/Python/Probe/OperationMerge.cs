using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Probe;

/// <summary>Joins what the processes of a target tell of their operations into one log.</summary>
internal static class OperationMerge
{
    public static OperationLog Log(IEnumerable<ProbeDocument> documents, double seconds)
    {
        var dropped = 0L;
        var all = new List<ObservedOperation>();
        foreach (var document in documents)
        {
            dropped += document.Dropped;
            var frames = new FrameTable(document.Frames);
            all.AddRange(document.Operations.Select(o => Operation(o, frames)).OfType<ObservedOperation>());
        }
        var joined = all.GroupBy(o => o.Kind)
            .SelectMany(g => g.GroupBy(o => o.Stack, StackComparer.Instance))
            .Select(g => g.Aggregate(Join));
        return new OperationLog
        {
            Operations = [.. joined.OrderByDescending(o => o.TotalSeconds).ThenByDescending(o => o.Calls)],
            RunSeconds = seconds,
            Dropped = dropped,
        };
    }

    private static ObservedOperation? Operation(OperationEntry entry, FrameTable frames)
    {
        var stack = frames.Stack(entry.Stack);
        if (stack.Count == 0 || !Enum.TryParse<ObservedOperationKind>(entry.Kind, out var kind))
            return null;
        return new ObservedOperation
        {
            Kind = kind,
            Frame = stack[0],
            Stack = stack,
            StackActivations = entry.Activations,
            Calls = entry.Calls,
            TotalSeconds = entry.Seconds,
            Timed = entry.Timed,
            MaxConcurrent = entry.Most,
            Overlapped = entry.Overlapped,
            Threads = entry.Threads,
            DistinctArguments = entry.Distinct,
            Examples = [.. entry.Examples.Take(3)],
            FirstStart = entry.First,
            LastEnd = entry.Last,
        };
    }

    private static ObservedOperation Join(ObservedOperation a, ObservedOperation b) => a with
    {
        StackActivations = [.. a.StackActivations.Zip(b.StackActivations, (x, y) => x + y)],
        Calls = a.Calls + b.Calls,
        TotalSeconds = a.TotalSeconds + b.TotalSeconds,
        MaxConcurrent = Math.Max(a.MaxConcurrent, b.MaxConcurrent),
        Overlapped = a.Overlapped + b.Overlapped,
        Threads = a.Threads + b.Threads,
        DistinctArguments = Math.Max(a.DistinctArguments, b.DistinctArguments),
        FirstStart = a.FirstStart is { } x && b.FirstStart is { } y ? Math.Min(x, y) : a.FirstStart ?? b.FirstStart,
        LastEnd = a.LastEnd is { } p && b.LastEnd is { } q ? Math.Max(p, q) : a.LastEnd ?? b.LastEnd,
    };
}
