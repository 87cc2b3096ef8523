namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// What a chunk of the data stack held when its pages were last read. Frames far from the top rarely change, so only
/// some of their pages are read again for a sample: reading costs the target its memory lock and its caches.
/// </summary>
internal sealed class ChunkImage(ulong address, int size)
{
    /// <summary>Bytes of a page.</summary>
    public const int PageBytes = 4096;
    private const int NotRead = -1;

    private readonly long[] _rounds = NewPages(size);
    private readonly int[] _fresh = new int[(size + PageBytes - 1) / PageBytes];
    private bool _anyFresh;

    /// <summary>Where the chunk is.</summary>
    public ulong Address { get; } = address;

    /// <summary>Bytes of the chunk.</summary>
    public int Size { get; } = size;

    /// <summary>The bytes as last read.</summary>
    public byte[] Bytes { get; } = new byte[size];

    /// <summary>The round in which a page was last read; negative where never.</summary>
    public long RoundOf(int page) => _rounds[page];

    /// <summary>Notes where in a new reading the bytes of a page are.</summary>
    public void Offer(int page, int at)
    {
        _fresh[page] = at + 1;
        _anyFresh = true;
    }

    /// <summary>Takes over pages that were not known, so that a walk can use them.</summary>
    public void TakeUnknown(ReadOnlySpan<byte> reading, long round)
    {
        for (var page = 0; page < _fresh.Length; page++)
        {
            if (_fresh[page] > 0 && _rounds[page] == NotRead)
                Take(page, reading, round);
        }
    }

    /// <summary>Takes over all pages of the reading.</summary>
    public void TakeAll(ReadOnlySpan<byte> reading, long round)
    {
        for (var page = 0; _anyFresh && page < _fresh.Length; page++)
        {
            if (_fresh[page] > 0)
                Take(page, reading, round);
        }
        _anyFresh = false;
    }

    /// <summary>Forgets a reading that was not used.</summary>
    public void DropOffers()
    {
        Array.Clear(_fresh);
        _anyFresh = false;
    }

    /// <summary>The bytes of a frame with those of the new reading laid over them; false where it has none of them.</summary>
    public bool TryOverlay(int offset, ReadOnlySpan<byte> reading, Span<byte> frame)
    {
        var first = offset / PageBytes;
        var last = (offset + frame.Length - 1) / PageBytes;
        if (!_anyFresh || (_fresh[first] == 0 && _fresh[last] == 0))
            return false;
        for (var i = 0; i < frame.Length; i++)
        {
            var page = (offset + i) / PageBytes;
            frame[i] = _fresh[page] == 0
                ? Bytes[offset + i]
                : reading[_fresh[page] - 1 + offset + i - page * PageBytes];
        }
        return true;
    }

    private void Take(int page, ReadOnlySpan<byte> reading, long round)
    {
        var start = page * PageBytes;
        var length = Math.Min(PageBytes, Size - start);
        reading.Slice(_fresh[page] - 1, length).CopyTo(Bytes.AsSpan(start));
        _rounds[page] = round;
        _fresh[page] = 0;
    }

    private static long[] NewPages(int size)
    {
        var rounds = new long[(size + PageBytes - 1) / PageBytes];
        Array.Fill(rounds, NotRead);
        return rounds;
    }
}
