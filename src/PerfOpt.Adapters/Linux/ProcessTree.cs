using System.Globalization;
using System.Text;

namespace PerfOpt.Adapters.Linux;

/// <summary>Processes, their threads and their children, from procfs.</summary>
public static class ProcessTree
{
    /// <summary>
    /// Start of a process, which with its id names it for good; null when there is none (or a zombie).
    /// </summary>
    public static long? StartOf(int processId) =>
        Stat(processId) is { State: not ('Z' or 'X') } stat ? stat.StartTicks : null;

    /// <summary>What <c>/proc/pid/stat</c> says, or null.</summary>
    public static ThreadStat? Stat(int processId) =>
        ThreadStat.Parse(Encoding.UTF8.GetBytes(ProcFile.ReadText($"/proc/{processId}/stat")));

    /// <summary>Kernel ids of a process's threads; empty when it has ended.</summary>
    public static IReadOnlyList<int> Threads(int processId)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{processId}/task").Select(IdOf).Where(id => id > 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>All descendants that live now, nearest first.</summary>
    public static IReadOnlyList<int> Descendants(int root)
    {
        var found = new List<int>();
        var seen = new HashSet<int> { root };
        var byParent = new Lazy<ILookup<int, int>>(ParentsOfAll);
        var queue = new Queue<int>([root]);
        while (queue.TryDequeue(out var parent))
        {
            foreach (var child in Children(parent, byParent))
            {
                if (seen.Add(child))
                {
                    found.Add(child);
                    queue.Enqueue(child);
                }
            }
        }
        return found;
    }

    private static IEnumerable<int> Children(int processId, Lazy<ILookup<int, int>> byParent)
    {
        // Kernels without CONFIG_PROC_CHILDREN have no such file: then every process is asked for its parent.
        if (!File.Exists($"/proc/{processId}/task/{processId}/children"))
            return Directory.Exists($"/proc/{processId}") ? byParent.Value[processId] : [];
        return Threads(processId)
            .SelectMany(thread => ProcFile.ReadText($"/proc/{processId}/task/{thread}/children")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0);
    }

    private static ILookup<int, int> ParentsOfAll() =>
        Directory.EnumerateDirectories("/proc").Select(IdOf).Where(id => id > 0)
            .Select(id => (Id: id, Parent: Stat(id)?.ParentId ?? 0))
            .ToLookup(pair => pair.Parent, pair => pair.Id);

    private static int IdOf(string path) =>
        int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
}
