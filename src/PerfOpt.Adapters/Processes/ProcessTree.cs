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

    /// <summary>Asks all descendants to end; those that were stopped are continued, that they may hear it.</summary>
    /// <returns>How many were asked.</returns>
    public static int Terminate(int ancestor)
    {
        var processes = Freeze(ancestor, spare: null);
        foreach (var process in processes)
        {
            Send(process, Signals.Terminate);
            Send(process, Signals.Continue);
        }
        return processes.Count;
    }

    /// <summary>Kills all descendants; what escapes all the same is found by the caller's next pass.</summary>
    /// <returns>How many were killed in this pass.</returns>
    public static int Kill(int ancestor, Predicate<ProcessEntry>? spare = null)
    {
        var processes = Freeze(ancestor, spare);
        foreach (var process in processes)
            Send(process, Signals.Kill);
        return processes.Count;
    }

    /// <summary>Stops all, again and again until no new one appears: none can fork away from the list.</summary>
    private static List<ProcessEntry> Freeze(int ancestor, Predicate<ProcessEntry>? spare)
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
        return processes;
    }

    /// <summary>Sends a signal, unless the id now belongs to another process.</summary>
    private static void Send(ProcessEntry process, int signal)
    {
        if (ProcessTable.Find(process.Id) is { } now && now.StartTicks == process.StartTicks)
            _ = Libc.kill(process.Id, signal);
    }
}
