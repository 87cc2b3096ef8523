using System.Globalization;
using System.Text;
using PerfOpt.Adapters.Processes.Native;

namespace PerfOpt.Adapters.Processes;

/// <summary>What <c>ps</c> and <c>pgrep</c> show of this process.</summary>
internal static unsafe class ProcessTitle
{
    /// <summary>
    /// Sets the thread's name (of the process, when called on its first thread) and overwrites the command line, whose
    /// bounds are fields 48 and 49 of <c>/proc/self/stat</c>. Nothing happens where they are not given.
    /// </summary>
    public static void Set(string name)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(name + "\0");
        fixed (byte* pointer = bytes)
            _ = Libc.prctl(Libc.PrctlSetName, (nuint)pointer, 0, 0, 0);
        string line = File.ReadAllText("/proc/self/stat");
        string[] fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        var culture = CultureInfo.InvariantCulture;
        if (fields.Length < 47
            || !ulong.TryParse(fields[45], culture, out ulong start)
            || !ulong.TryParse(fields[46], culture, out ulong end)
            || start == 0 || end <= start || end - start > 1 << 20)
            return;
        var area = new Span<byte>((void*)start, (int)(end - start));
        area.Clear();
        bytes.AsSpan(0, Math.Min(bytes.Length, area.Length)).CopyTo(area);
    }
}
