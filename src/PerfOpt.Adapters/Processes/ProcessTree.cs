using PerfOpt.Adapters.Processes.Native;

namespace PerfOpt.Adapters.Processes;

/// <summary>Signals to all descendants of a process.</summary>
internal static class ProcessTree
{
    private const int MostFreezePasses = 50;

    /// <summary>The living descendants, without those that are spared and what descends from them.</summary>
    public static List<ProcessEntry> Living(int ancestor, Predicate<ProcessEntry>? spare = null)
    {
        var snapshot = ProcessTable.Snapshot().Where(entry => spare is null || !spare(entry)).ToList();
        return ProcessTable.Descendants(ancestor, snapshot).Where(entry => !entry.HasEnded).ToList();
    }

    /// <summary>Asks all to end; the stopped ones are continued, that they may hear it.</summary>
    public static void Terminate(IEnumerable<ProcessEntry> processes)
    {
        foreach (var process in processes)
        {
            Send(process, Signals.Terminate);
            Send(process, Signals.Continue);
        }
    }

    /// <summary>
    /// Kills all descendants. They are stopped first, again and again until no new one appears, so that none can fork
    /// away from the list; what escapes all the same is found by the caller's next pass.
    /// </summary>
    /// <returns>How many were killed in this pass.</returns>
    public static int Kill(int ancestor, Predicate<ProcessEntry>? spare = null)
    {
        var seen = new HashSet<(int, long)>();
        var processes = new List<ProcessEntry>();
        for (int pass = 0; pass < MostFreezePasses; pass++)
        {
            var unseen = Living(ancestor, spare).Where(entry => seen.Add((entry.Id, entry.StartTicks))).ToList();
            if (unseen.Count == 0)
                break;
            foreach (var process in unseen)
                Send(process, Signals.Stop);
            processes.AddRange(unseen);
        }
        foreach (var process in processes)
            Send(process, Signals.Kill);
        return processes.Count;
    }

    /// <summary>Sends a signal, unless the id now belongs to another process.</summary>
    private static void Send(ProcessEntry process, int signal)
    {
        if (ProcessTable.Find(process.Id) is { } now && now.StartTicks == process.StartTicks)
            _ = Libc.kill(process.Id, signal);
    }
}
