using System.Runtime.InteropServices;
using PerfOpt.Adapters.Linux;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>The words of a frame.</summary>
internal readonly record struct FrameWords(ulong Previous, ulong Code, ulong Instruction, int Owner);

/// <summary>The pointer to the innermost frame, read thrice, and the thread's frame word beside the second.</summary>
internal readonly record struct HeadWords(ulong Before, ulong Head, ulong After, ulong FrameWord);

/// <summary>A copy, taken in one call, of the memory that holds a thread's frames.</summary>
internal sealed class FrameCopy(ProcessMemory memory, PythonOffsets offsets)
{
    /// <summary>Bytes below the data stack's top that are copied twice: some dozens of frames.</summary>
    private const ulong HotBytes = 4096;
    /// <summary>Bytes above the top, in case the stack grows before it is copied.</summary>
    private const ulong GrowthBytes = 2048;
    private const int MostCopiedTwice = 64;
    private const int LongestPause = 3;

    private readonly Random _random = new();
    private readonly List<Region> _regions = [];
    private readonly List<RemoteRange> _ranges = [];
    private readonly byte[] _alone = new byte[offsets.FrameBytes];
    private byte[] _bytes = new byte[64 << 10];

    /// <summary>
    /// Takes the copy: the pointer to the innermost frame, the frames that may change quickly, the pointer, the frames
    /// again, the pointer, and last the frames far from the top.
    /// </summary>
    /// <param name="thread">The thread.</param>
    /// <param name="memo">What to copy besides.</param>
    /// <param name="round">The round.</param>
    /// <param name="heads">What was read of the pointer.</param>
    public MemoryStatus Take(ThreadWords thread, StackMemo memo, long round, out HeadWords heads)
    {
        heads = default;
        _regions.Clear();
        _ranges.Clear();
        var length = 0;
        if (offsets.HasDataStack && !AddHot(thread, memo))
            return MemoryStatus.Fault;
        foreach (var range in memo.Regions(offsets.FrameBytes, round))
            _regions.Add(new Region(range.Address, range.Length, -1, -1, DataStack: false));
        var twice = Math.Min(_regions.Count, MostCopiedTwice);
        var before = AppendHead(thread, ref length);
        for (var i = 0; i < _regions.Count; i++)
            _regions[i] = _regions[i] with { First = Append(_regions[i], ref length) };
        Pause(thread, ref length);
        var frameWord = new RemoteRange(thread.Address + (ulong)offsets.ThreadFrame, sizeof(ulong));
        var word = Append(frameWord, ref length);
        var head = offsets.CFrameCurrent < 0 ? word : AppendHead(thread, ref length);
        Pause(thread, ref length);
        for (var i = 0; i < twice; i++)
            _regions[i] = _regions[i] with { Second = Append(_regions[i], ref length) };
        var after = AppendHead(thread, ref length);
        if (offsets.HasDataStack)
            AppendCold(thread, memo, ref length);
        if (_bytes.Length < length)
            _bytes = new byte[length * 2];
        var status = memory.Read(CollectionsMarshal.AsSpan(_ranges), _bytes.AsSpan(0, length));
        if (status != MemoryStatus.Ok)
            return status;
        heads = new HeadWords(Word(_bytes, before), Word(_bytes, head), Word(_bytes, after), Word(_bytes, word));
        _regions.Sort(static (a, b) => a.Address.CompareTo(b.Address));
        return status;
    }

    /// <summary>The words of a frame, and whether it lies outside of the data stack.</summary>
    /// <param name="frame">Its address.</param>
    /// <param name="innermost">Whether its instruction may change while the stack stays the same.</param>
    /// <param name="later">
    /// Whether its words are wanted as they were after the pointer was read rather than before.
    /// </param>
    /// <param name="words">The words.</param>
    /// <param name="outside">Whether it is not in the data stack.</param>
    public FrameState Find(ulong frame, bool innermost, bool later, out FrameWords words, out bool outside)
    {
        var region = RegionOf(frame);
        if (region is not { } found)
        {
            outside = true;
            words = default;
            if (memory.Read(frame, _alone) != MemoryStatus.Ok)
                return FrameState.Unreadable;
            words = Parse(_alone);
            return FrameState.Alone;
        }
        outside = !found.DataStack;
        var at = (int)(frame - found.Address);
        words = Parse(_bytes.AsSpan(found.First + at, offsets.FrameBytes));
        if (found.Second < 0)
            return FrameState.Once;
        var again = Parse(_bytes.AsSpan(found.Second + at, offsets.FrameBytes));
        var same = again.Previous == words.Previous && again.Code == words.Code && again.Owner == words.Owner
            && (again.Instruction == words.Instruction || innermost);
        if (later)
            words = again;
        return same ? FrameState.Same : FrameState.Changed;
    }

    /// <summary>The part of the data stack near its top.</summary>
    private bool AddHot(ThreadWords thread, StackMemo memo)
    {
        if (thread.Chunk == 0)
            return true;
        if (!memo.LearnChunks(thread.Chunk, memory))
            return false;
        var end = thread.Chunk + memo.ChunkSize;
        if (thread.Top < thread.Chunk || thread.Top > end)
            return false;
        var hot = HotStart(thread);
        var length = (int)(Math.Min(end, thread.Top + GrowthBytes) - hot);
        _regions.Add(new Region(hot, length, -1, -1, DataStack: true));
        return true;
    }

    private void AppendCold(ThreadWords thread, StackMemo memo, ref int length)
    {
        foreach (var chunk in memo.OlderChunks)
        {
            var used = new RemoteRange(chunk.Address, chunk.Used);
            _regions.Add(new Region(used.Address, used.Length, Append(used, ref length), -1, DataStack: true));
        }
        var hot = HotStart(thread);
        if (thread.Chunk == 0 || hot == thread.Chunk)
            return;
        // A frame that begins below the hot part may reach into it.
        var cold = new RemoteRange(thread.Chunk, (int)(hot - thread.Chunk) + offsets.FrameBytes);
        _regions.Add(new Region(cold.Address, cold.Length, Append(cold, ref length), -1, DataStack: true));
    }

    private static ulong HotStart(ThreadWords thread) => Math.Max(thread.Chunk, (thread.Top - HotBytes) & ~7UL);

    private int AppendHead(ThreadWords thread, ref int length) => Append(
        new RemoteRange(
            offsets.CFrameCurrent < 0
                ? thread.Address + (ulong)offsets.ThreadFrame
                : thread.Frame + (ulong)offsets.CFrameCurrent,
            sizeof(ulong)),
        ref length);

    /// <summary>
    /// Lets a random moment pass, in readings that nobody needs: at one fixed distance, two copies of a program that
    /// repeats itself could be the same without having stood in between.
    /// </summary>
    private void Pause(ThreadWords thread, ref int length)
    {
        for (var i = _random.Next(LongestPause); i > 0; i--)
            Append(new RemoteRange(thread.Address, sizeof(ulong)), ref length);
    }

    private int Append(Region region, ref int length) =>
        Append(new RemoteRange(region.Address, region.Length), ref length);

    private int Append(RemoteRange range, ref int length)
    {
        var at = length;
        _ranges.Add(range);
        length += range.Length;
        return at;
    }

    private Region? RegionOf(ulong frame)
    {
        var low = 0;
        var high = _regions.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_regions[middle].Address <= frame)
                low = middle + 1;
            else
                high = middle - 1;
        }
        if (high < 0)
            return null;
        var region = _regions[high];
        return frame + (ulong)offsets.FrameBytes <= region.Address + (ulong)region.Length ? region : null;
    }

    private FrameWords Parse(ReadOnlySpan<byte> bytes) => new(
        Word(bytes, offsets.Previous),
        Word(bytes, offsets.Code) & ~offsets.CodeTag,
        offsets.Bytecode < 0
            ? MemoryMarshal.Read<uint>(bytes[offsets.Instruction..])
            : Word(bytes, offsets.Instruction),
        offsets.Owner < 0 ? 0 : bytes[offsets.Owner]);

    private static ulong Word(ReadOnlySpan<byte> bytes, int offset) => MemoryMarshal.Read<ulong>(bytes[offset..]);

    private readonly record struct Region(ulong Address, int Length, int First, int Second, bool DataStack);
}
