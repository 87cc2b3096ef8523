using PerfOpt.Adapters.Linux;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// Chooses which pages of the data stack far from its top are read for a sample: those never read or read long ago,
/// the one nearest the top, the outermost one, where programs go through their phases, and the one read longest ago. A
/// frame that is found changed in one of them means that all of them are read. What remains believed wrongly, for some
/// rounds, is a caller between two frames that are both just as they were.
/// </summary>
internal sealed class ColdPages
{
    private const int Page = ChunkImage.PageBytes;
    /// <summary>A page read in one of so many rounds before is believed.</summary>
    private const long KeepRounds = 32;

    private readonly List<(ChunkImage Image, int Pages)> _chunks = [];

    /// <summary>Begins anew.</summary>
    public void Clear() => _chunks.Clear();

    /// <summary>Adds a chunk, innermost first, of which the first bytes are wanted.</summary>
    public void Add(ChunkImage image, int bytes) => _chunks.Add((image, (Math.Min(bytes, image.Size) + Page - 1) / Page));

    /// <summary>Appends the ranges to read.</summary>
    /// <param name="all">Whether nothing is to be believed.</param>
    /// <param name="round">The round.</param>
    /// <param name="ranges">Appended to.</param>
    /// <param name="length">Bytes of all ranges so far.</param>
    public void Append(bool all, long round, List<RemoteRange> ranges, ref int length)
    {
        var oldest = long.MaxValue;
        foreach (var (image, pages) in _chunks)
        {
            for (var page = 0; page < pages; page++)
                oldest = Math.Min(oldest, image.RoundOf(page) < 0 ? long.MaxValue : image.RoundOf(page));
        }
        var rotated = false;
        for (var i = 0; i < _chunks.Count; i++)
        {
            var (image, pages) = _chunks[i];
            image.DropOffers();
            var open = false;
            for (var page = 0; page < pages; page++)
            {
                var read = image.RoundOf(page);
                var turn = !rotated && read == oldest;
                rotated |= turn;
                var edge = (page == 0 && i == _chunks.Count - 1) || (page == pages - 1 && i == 0);
                var wanted = all || turn || edge || read < 0 || round - read > KeepRounds;
                if (wanted)
                    Extend(image, page, open, ranges, ref length);
                open = wanted;
            }
        }
    }

    /// <summary>Makes pages that were never read before usable.</summary>
    public void TakeUnknown(ReadOnlySpan<byte> reading, long round)
    {
        foreach (var (image, _) in _chunks)
            image.TakeUnknown(reading, round);
    }

    /// <summary>Forgets what was asked for, when it could not be read.</summary>
    public void DropOffers()
    {
        foreach (var (image, _) in _chunks)
            image.DropOffers();
    }

    /// <summary>Remembers all that was read.</summary>
    public void TakeAll(ReadOnlySpan<byte> reading, long round)
    {
        foreach (var (image, _) in _chunks)
            image.TakeAll(reading, round);
    }

    private static void Extend(ChunkImage image, int page, bool open, List<RemoteRange> ranges, ref int length)
    {
        var bytes = Math.Min(Page, image.Size - page * Page);
        image.Offer(page, length);
        if (open)
            ranges[^1] = ranges[^1] with { Length = ranges[^1].Length + bytes };
        else
            ranges.Add(new RemoteRange(image.Address + (ulong)(page * Page), bytes));
        length += bytes;
    }
}
