using System.Globalization;
using System.Runtime.InteropServices;
using PerfOpt.Adapters.Linux;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// Finds the kernel's id of a Python thread. From 3.11 the thread's state has it, in the numbering of the process's own
/// pid namespace. Before, only <c>pthread_self</c> is known, and glibc keeps the id at some place within the structure
/// that it points to: the place is learnt from the first thread in which an id of the process is found.
/// </summary>
internal sealed class ThreadIds(ProcessMemory memory)
{
    private const int SearchedBytes = 2048;
    private const int UsualPlace = 720;

    private readonly Dictionary<int, int> _outer = [];
    private int _place = -1;

    /// <summary>The kernel's id as we see it; 0 where it is not known (yet).</summary>
    public int Find(ThreadWords thread)
    {
        var inner = thread.NativeThreadId is > 0 and <= int.MaxValue
            ? (int)thread.NativeThreadId
            : FromLibraryThread(thread.ThreadId);
        if (inner <= 0)
            return 0;
        if (_outer.TryGetValue(inner, out var known))
            return known;
        LearnThreads();
        return _outer.GetValueOrDefault(inner);
    }

    private void LearnThreads()
    {
        _outer.Clear();
        foreach (var thread in ProcessTree.Threads(memory.ProcessId))
            _outer[InnerId(thread)] = thread;
    }

    private int InnerId(int thread)
    {
        const string field = "NSpid:";
        var status = ProcFile.ReadText(
            string.Create(CultureInfo.InvariantCulture, $"/proc/{memory.ProcessId}/task/{thread}/status"));
        foreach (var line in status.AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(field))
                continue;
            var last = line[(line.LastIndexOf('\t') + 1)..];
            return int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : thread;
        }
        return thread;
    }

    private int FromLibraryThread(ulong pointer)
    {
        if (pointer == 0)
            return 0;
        if (_place >= 0)
        {
            Span<byte> word = stackalloc byte[sizeof(int)];
            return memory.Read(pointer + (ulong)_place, word) == MemoryStatus.Ok ? MemoryMarshal.Read<int>(word) : 0;
        }
        var bytes = new byte[SearchedBytes];
        if (memory.Read(pointer, bytes) != MemoryStatus.Ok)
            return 0;
        LearnThreads();
        var words = MemoryMarshal.Cast<byte, int>(bytes);
        if (_outer.ContainsKey(words[UsualPlace / sizeof(int)]))
            _place = UsualPlace;
        for (var i = 0; i < words.Length && _place < 0; i++)
        {
            if (_outer.ContainsKey(words[i]))
                _place = i * sizeof(int);
        }
        return _place < 0 ? 0 : words[_place / sizeof(int)];
    }
}
