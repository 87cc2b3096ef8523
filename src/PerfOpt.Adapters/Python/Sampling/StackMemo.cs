using System.Runtime.InteropServices;
using PerfOpt.Adapters.Linux;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// What the reader remembers of a thread from one sample to the next, so that the next stack can be copied in one
/// call: chunks of the data stack, and frames that lie elsewhere (generators, C stack, and before 3.11 all of them).
/// These are only guesses at what to copy; a frame is used only where the walk leads to it.
/// </summary>
internal sealed class StackMemo
{
    private const int MaxChunks = 512;
    private const int ChunkHeader = 24;
    private const long MaxChunkBytes = 16 << 20;
    private const long KeepRounds = 100;
    private const int MergeGap = 1024;
    private const int MaxFrames = 16384;

    private readonly Dictionary<ulong, SeenFrame> _frames = [];
    private readonly List<ulong> _sorted = [];
    private readonly List<OlderChunk> _olderChunks = [];
    private readonly List<RemoteRange> _regions = [];
    private bool _changed;
    private ulong _chunk;

    /// <summary>The outermost frame of the last stack.</summary>
    public ulong Root { get; set; }

    /// <summary>Bytes of the current chunk.</summary>
    public ulong ChunkSize { get; private set; }

    /// <summary>Whether an address lies in the current chunk; never where there is no data stack.</summary>
    public bool IsInCurrentChunk(ulong address) => _chunk != 0 && address - _chunk < ChunkSize;

    /// <summary>The part in use of chunks before the current one.</summary>
    public IReadOnlyList<OlderChunk> OlderChunks => _olderChunks;

    /// <summary>Stack handles of the last sample, outermost first, with what they were made of.</summary>
    public List<(ulong Code, ulong Instruction, StackId Stack)> LastStacks { get; } = [];

    /// <summary>The code cache's generation for which <see cref="LastStacks"/> holds.</summary>
    public int Generation { get; set; } = -1;

    /// <summary>Rounds in a row in which no stack held still or had known calls only.</summary>
    public int Failures { get; set; }

    /// <summary>Rounds in a row in which each walk ended at a frame that has had a caller.</summary>
    public int EarlyEnds { get; set; }

    /// <summary>Remembers a frame outside of the data stack.</summary>
    /// <param name="frame">Its address.</param>
    /// <param name="round">The round.</param>
    /// <param name="called">Its code, when it has a caller; else 0.</param>
    public void Use(ulong frame, long round, ulong called)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_frames, frame, out var known);
        last = new SeenFrame(round, called != 0 ? called : last.Called);
        _changed |= !known;
    }

    /// <summary>Whether a frame of this code was seen with a caller, so that it is no stack's outermost one.</summary>
    public bool HadCaller(ulong frame, ulong code) =>
        code != 0 && _frames.TryGetValue(frame, out var seen) && seen.Called == code;

    /// <summary>Forgets the frames, when copying them failed.</summary>
    public void ForgetFrames()
    {
        _frames.Clear();
        _changed = true;
        _chunk = 0;
    }

    /// <summary>Ranges that cover the remembered frames, in order of address.</summary>
    public IReadOnlyList<RemoteRange> Regions(int frameBytes, long round)
    {
        if (!_changed)
            return _regions;
        _changed = false;
        _sorted.Clear();
        foreach (var (frame, last) in _frames)
        {
            if (round - last.Round > KeepRounds || _sorted.Count >= MaxFrames)
                _frames.Remove(frame);
            else
                _sorted.Add(frame);
        }
        _sorted.Sort();
        _regions.Clear();
        foreach (var frame in _sorted)
        {
            var end = _regions.Count == 0 ? 0 : _regions[^1].Address + (ulong)_regions[^1].Length;
            if (end != 0 && frame <= end + MergeGap)
            {
                var start = _regions[^1].Address;
                _regions[^1] = new RemoteRange(start, (int)(Math.Max(end, frame + (ulong)frameBytes) - start));
            }
            else
            {
                _regions.Add(new RemoteRange(frame, frameBytes));
            }
        }
        return _regions;
    }

    /// <summary>Learns the chunks from the current one on; false when they could not be read.</summary>
    public bool LearnChunks(ulong chunk, ProcessMemory memory)
    {
        if (chunk == _chunk)
            return true;
        if (Shrink(chunk) || Grow(chunk, memory))
            return true;
        _olderChunks.Clear();
        _chunk = 0;
        Span<byte> header = stackalloc byte[ChunkHeader];
        long total = 0;
        for (var at = chunk; at != 0 && _olderChunks.Count < MaxChunks; at = MemoryMarshal.Read<ulong>(header))
        {
            if (memory.Read(at, header) != MemoryStatus.Ok)
                return false;
            var size = MemoryMarshal.Read<ulong>(header[8..]);
            var used = Math.Min(ChunkHeader + MemoryMarshal.Read<ulong>(header[16..]) * sizeof(ulong), size);
            if (size is < ChunkHeader or > MaxChunkBytes)
                return false;
            if (at == chunk)
                ChunkSize = size;
            else if ((total += (long)used) <= MaxChunkBytes)
                _olderChunks.Add(new OlderChunk(at, (int)size, (int)used));
        }
        _chunk = chunk;
        return true;
    }

    private readonly record struct SeenFrame(long Round, ulong Called);

    /// <summary>The stack went back to a chunk that is known.</summary>
    private bool Shrink(ulong chunk)
    {
        var at = _chunk == 0 ? -1 : _olderChunks.FindIndex(older => older.Address == chunk);
        if (at < 0)
            return false;
        ChunkSize = (ulong)_olderChunks[at].Size;
        _olderChunks.RemoveRange(0, at + 1);
        _chunk = chunk;
        return true;
    }

    /// <summary>The stack went on into one more chunk.</summary>
    private bool Grow(ulong chunk, ProcessMemory memory)
    {
        if (_chunk == 0 || _olderChunks.Count >= MaxChunks)
            return false;
        Span<byte> headers = stackalloc byte[2 * ChunkHeader];
        if (memory.Read([new(chunk, ChunkHeader), new(_chunk, ChunkHeader)], headers) != MemoryStatus.Ok)
            return false;
        var size = MemoryMarshal.Read<ulong>(headers[8..]);
        if (MemoryMarshal.Read<ulong>(headers) != _chunk || size is < ChunkHeader or > MaxChunkBytes)
            return false;
        var used = ChunkHeader + MemoryMarshal.Read<ulong>(headers[(ChunkHeader + 16)..]) * sizeof(ulong);
        _olderChunks.Insert(0, new OlderChunk(_chunk, (int)ChunkSize, (int)Math.Min(used, ChunkSize)));
        ChunkSize = size;
        _chunk = chunk;
        return true;
    }
}

/// <summary>A chunk of the data stack before the current one.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Used">Bytes of it in use.</param>
internal readonly record struct OlderChunk(ulong Address, int Size, int Used);
