using System.Globalization;

namespace PerfOpt.Adapters.Processes;

/// <summary>One process, as <c>/proc/pid/stat</c> gives it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Parent">Its parent's id.</param>
/// <param name="State">The state's letter: <c>R</c>, <c>S</c>, <c>D</c>, <c>T</c>, <c>Z</c> …</param>
/// <param name="StartTicks">When it started, in clock ticks since boot: with the id, a process's identity.</param>
/// <param name="CpuTicks">User and system time of itself, in clock ticks.</param>
/// <param name="Name">Its name, at most 15 bytes.</param>
public readonly record struct ProcessEntry(
    int Id, int Parent, char State, long StartTicks, long CpuTicks, string Name)
{
    /// <summary>Whether it has ended and only waits to be reaped.</summary>
    public bool HasEnded => State is 'Z' or 'X';
}

/// <summary>The processes of this machine that can be seen, at one moment.</summary>
public static class ProcessTable
{
    /// <summary>Reads one process; null when it does not exist (any more).</summary>
    public static ProcessEntry? Find(int pid)
    {
        try
        {
            return Parse(File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat"));
        }
        catch (IOException)
        {
            return null; // It ended between two system calls: ESRCH or ENOENT.
        }
        catch (UnauthorizedAccessException)
        {
            return null; // /proc is mounted with hidepid.
        }
    }

    /// <summary>Parses a line of <c>/proc/pid/stat</c> (proc_pid_stat(5)); null when it is malformed.</summary>
    public static ProcessEntry? Parse(string line)
    {
        // The name may hold blanks and parentheses: it ends at the last one.
        int open = line.IndexOf('(', StringComparison.Ordinal), close = line.LastIndexOf(')');
        if (open < 1 || close <= open || close + 2 >= line.Length)
            return null;
        string[] fields = line[(close + 2)..].Split(' ');
        if (fields.Length < 20 || fields[0].Length != 1)
            return null;
        var culture = CultureInfo.InvariantCulture;
        if (!int.TryParse(line.AsSpan(0, open).Trim(), culture, out int id)
            || !int.TryParse(fields[1], culture, out int parent)
            || !long.TryParse(fields[11], culture, out long user)
            || !long.TryParse(fields[12], culture, out long system)
            || !long.TryParse(fields[19], culture, out long start))
            return null;
        return new ProcessEntry(id, parent, fields[0][0], start, user + system, line[(open + 1)..close]);
    }

    /// <summary>Reads all of them.</summary>
    public static IReadOnlyList<ProcessEntry> Snapshot()
    {
        var entries = new List<ProcessEntry>();
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), CultureInfo.InvariantCulture, out int pid)
                && Find(pid) is { } entry)
                entries.Add(entry);
        }
        return entries;
    }

    /// <summary>The descendants of a process, zombies included, parents before children.</summary>
    public static IReadOnlyList<ProcessEntry> Descendants(int ancestor) => Descendants(ancestor, Snapshot());

    /// <summary>The descendants of a process within a snapshot.</summary>
    public static IReadOnlyList<ProcessEntry> Descendants(int ancestor, IReadOnlyList<ProcessEntry> snapshot)
    {
        var children = snapshot.ToLookup(entry => entry.Parent);
        var found = new List<ProcessEntry>();
        var seen = new HashSet<int> { ancestor };
        var waiting = new Queue<int>([ancestor]);
        while (waiting.TryDequeue(out int parent))
        {
            foreach (var child in children[parent])
            {
                // A snapshot is not one instant: a reused id could close a circle.
                if (!seen.Add(child.Id))
                    continue;
                found.Add(child);
                waiting.Enqueue(child.Id);
            }
        }
        return found;
    }
}
