using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Probe;

/// <summary>Joins what the processes of a target tell of their operations into one log.</summary>
internal static class OperationMerge
{
    public static OperationLog Log(IEnumerable<ProbeDocument> documents, double seconds)
    {
        var dropped = 0L;
        var all = new List<OperationSite>();
        foreach (var document in documents)
        {
            dropped += document.Dropped;
            var frames = new FrameTable(document.Frames);
            all.AddRange(document.Operations.Select(o => Site(o, frames)).OfType<OperationSite>());
        }
        var joined = all.GroupBy(o => (o.Type, o.Name))
            .SelectMany(g => g.GroupBy(o => o.Stack, StackComparer.Instance))
            .Select(g => g.Aggregate(Join));
        return new OperationLog
        {
            Sites = [.. joined.OrderByDescending(o => o.TotalSeconds).ThenByDescending(o => o.Count)],
            RunSeconds = seconds,
            Dropped = dropped,
        };
    }

    private static OperationSite? Site(OperationEntry entry, FrameTable frames)
    {
        var stack = frames.Stack(entry.Stack);
        if (stack.Count == 0 || !Enum.TryParse<OperationType>(entry.Type, out var type))
            return null;
        return new OperationSite
        {
            Type = type,
            Name = entry.Name,
            Frame = stack[0],
            Stack = stack,
            Count = entry.Calls,
            TotalSeconds = entry.Seconds,
            DistinctArguments = entry.Distinct,
            MostAtOnce = Math.Max(entry.Most, 1),
            Overlapped = entry.Overlapped,
            Threads = entry.Threads,
            Activations = entry.Activations.FirstOrDefault(),
            StackActivations = entry.Activations,
            InEventLoop = entry.Looped > 0,
            Timed = entry.Timed,
            Examples = [.. entry.Examples.Take(3)],
        };
    }

    private static OperationSite Join(OperationSite a, OperationSite b) => a with
    {
        Count = a.Count + b.Count,
        TotalSeconds = a.TotalSeconds + b.TotalSeconds,
        DistinctArguments = Math.Max(a.DistinctArguments, b.DistinctArguments),
        MostAtOnce = Math.Max(a.MostAtOnce, b.MostAtOnce),
        Overlapped = a.Overlapped + b.Overlapped,
        Threads = a.Threads + b.Threads,
        Activations = a.Activations + b.Activations,
        StackActivations = [.. a.StackActivations.Zip(b.StackActivations, (x, y) => x + y)],
        InEventLoop = a.InEventLoop || b.InEventLoop,
    };
}
