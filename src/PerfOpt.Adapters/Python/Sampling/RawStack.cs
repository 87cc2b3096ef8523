namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>A stack as it lies in memory, innermost frame first, in arrays that are used again.</summary>
internal sealed class RawStack(int maxDepth)
{
    private const int InitialDepth = 64;

    private ulong[] _codes = new ulong[InitialDepth];
    private ulong[] _instructions = new ulong[InitialDepth];
    private CodeEntry[] _entries = new CodeEntry[InitialDepth];

    /// <summary>Number of frames.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it was cut at the limit on depth.</summary>
    public bool Truncated { get; set; }

    /// <summary>Innermost frames that changed while they were read.</summary>
    public int Unstable { get; set; }

    /// <summary>Address of the outermost frame that was reached.</summary>
    public ulong Root { get; set; }

    /// <summary>
    /// Whether the outermost frame is one that has had a caller: it was left while the stack was read.
    /// </summary>
    public bool EndsEarly { get; set; }

    /// <summary>Frames that had to be read on their own.</summary>
    public int Missed { get; set; }

    /// <summary>Most frames that are kept.</summary>
    public int MaxDepth { get; } = maxDepth;

    /// <summary>Addresses of code objects.</summary>
    public ReadOnlySpan<ulong> Codes => _codes.AsSpan(0, Count);

    /// <summary>Instructions, as frames have them.</summary>
    public ReadOnlySpan<ulong> Instructions => _instructions.AsSpan(0, Count);

    /// <summary>Code objects, once they were found.</summary>
    public Span<CodeEntry> Entries => _entries.AsSpan(0, Count);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Count = 0;
        Unstable = 0;
        Missed = 0;
        Root = 0;
        EndsEarly = false;
        Truncated = false;
    }

    /// <summary>Adds the caller of the frames so far; false when the limit on depth is reached.</summary>
    public bool Add(ulong code, ulong instruction)
    {
        if (Count == MaxDepth)
        {
            Truncated = true;
            return false;
        }
        if (Count == _codes.Length)
        {
            Array.Resize(ref _codes, Count * 2);
            Array.Resize(ref _instructions, Count * 2);
            Array.Resize(ref _entries, Count * 2);
        }
        _codes[Count] = code;
        _instructions[Count] = instruction;
        Count++;
        return true;
    }

    /// <summary>Drops the innermost frames.</summary>
    public void DropInnermost(int frames)
    {
        Array.Copy(_codes, frames, _codes, 0, Count - frames);
        Array.Copy(_instructions, frames, _instructions, 0, Count - frames);
        Count -= frames;
    }
}
