using System.Runtime.InteropServices;
using PerfOpt.Adapters.Linux;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// Code objects already read, by address. An address may be given to another code object when one is freed, so in each
/// round the words that identify a code object are read again, for all of a stack in one call.
/// </summary>
internal sealed class CodeCache(ProcessMemory memory, PythonOffsets offsets, ulong codeType, PythonText text)
{
    private const int MaxLineTable = 1 << 20;
    private const int MaxInstructions = 1 << 22;
    /// <summary>CO_GENERATOR, CO_COROUTINE, CO_ITERABLE_COROUTINE and CO_ASYNC_GENERATOR of CPython's code.h.</summary>
    private const int SuspendFlags = 0x20 | 0x80 | 0x100 | 0x200;

    private readonly Dictionary<ulong, CodeEntry> _entries = [];
    private readonly List<CodeEntry> _toVerify = [];
    private readonly byte[] _header = new byte[offsets.CodeBytes];
    private byte[] _headers = [];
    private RemoteRange[] _ranges = [];

    /// <summary>
    /// The code object at an address; null where there is none, which marks a stack that changed while read.
    /// </summary>
    public CodeEntry? Find(ulong address)
    {
        if (_entries.TryGetValue(address, out var entry))
            return entry;
        if (address == 0 || (address & 7) != 0 || memory.Read(address, _header) != MemoryStatus.Ok)
            return null;
        entry = Load(address, _header);
        if (entry is not null)
            _entries[address] = entry;
        return entry;
    }

    /// <summary>Changes whenever an address was found to hold another code object.</summary>
    public int Generation { get; private set; }

    /// <summary>Reads the identity of these code objects again and reloads those that are others by now.</summary>
    /// <param name="entries">Code objects, as found.</param>
    /// <param name="round">The round; a code object is read once in each.</param>
    /// <returns>False when one of them is gone.</returns>
    public bool Verify(ReadOnlySpan<CodeEntry> entries, long round)
    {
        _toVerify.Clear();
        foreach (var entry in entries)
        {
            if (entry.VerifiedRound == round)
                continue;
            entry.VerifiedRound = round;
            _toVerify.Add(entry);
        }
        var size = offsets.CodeBytes;
        if (_ranges.Length < _toVerify.Count)
        {
            _headers = new byte[_toVerify.Count * size * 2];
            _ranges = new RemoteRange[_toVerify.Count * 2];
        }
        for (var i = 0; i < _toVerify.Count; i++)
            _ranges[i] = new RemoteRange(_toVerify[i].Address, size);
        if (memory.Read(_ranges.AsSpan(0, _toVerify.Count), _headers.AsSpan(0,
            _toVerify.Count * size)) == MemoryStatus.Ok)
            return Compare();
        foreach (var entry in _toVerify)
            Forget(entry);
        return false;
    }

    private bool Compare()
    {
        var all = true;
        for (var i = 0; i < _toVerify.Count; i++)
        {
            var header = _headers.AsSpan(i * offsets.CodeBytes, offsets.CodeBytes);
            if (IdentityOf(header) == _toVerify[i].Identity)
                continue;
            Forget(_toVerify[i]);
            all = false;
        }
        return all;
    }

    private void Forget(CodeEntry entry)
    {
        _entries.Remove(entry.Address);
        Generation++;
    }

    /// <summary>The frame of a code object at an instruction, as a frame has it.</summary>
    public FrameId Frame(CodeEntry entry, ulong instruction, StackProfileBuilder builder)
    {
        var index = offsets.Bytecode < 0
            ? (long)(int)instruction
            : ((long)(instruction - entry.Address) - offsets.Bytecode) / 2;
        if (index is < -1 or > MaxInstructions)
            index = -2;
        if (entry.Frames.TryGetValue((int)index, out var known))
            return known;
        var line = index < -1
            ? 0
            : LineTable.Find(offsets.LineFormat, entry.LineTable, entry.FirstLine, (int)index);
        var frame = builder.Frame(new FrameInfo(
            entry.Name, entry.File, Math.Max(line, 0), entry.FirstLine, text.OriginOf(entry.File)));
        entry.Frames.Add((int)index, frame);
        return frame;
    }

    private CodeIdentity IdentityOf(ReadOnlySpan<byte> header) => new(
        Word(header, offsets.ObjectType), Word(header, offsets.FileName), Word(header, offsets.Name),
        Word(header, offsets.LineTable), MemoryMarshal.Read<int>(header[offsets.FirstLine..]));

    private CodeEntry? Load(ulong address, ReadOnlySpan<byte> header)
    {
        var identity = IdentityOf(header);
        if (codeType != 0 && identity.Type != codeType)
            return null;
        if (text.Read(identity.FileName) is not { } file || text.Read(identity.Name) is not { } name)
            return null;
        return new CodeEntry(
            address, identity, name, text.Absolute(file), Math.Max(identity.FirstLine, 0),
                ReadBytes(identity.LineTable))
        {
            Suspends = offsets.CodeFlags >= 0
                && (MemoryMarshal.Read<int>(header[offsets.CodeFlags..]) & SuspendFlags) != 0,
        };
    }

    /// <summary>
    /// The contents of a bytes object; empty, which costs the line but not the frame, where they are absurd.
    /// </summary>
    private byte[] ReadBytes(ulong address)
    {
        if (memory.ReadWord(address + (ulong)offsets.BytesLength) is not { } length || length > MaxLineTable)
            return [];
        var bytes = new byte[length];
        return memory.Read(address + (ulong)offsets.BytesData, bytes) == MemoryStatus.Ok ? bytes : [];
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, int offset) => MemoryMarshal.Read<ulong>(bytes[offset..]);
}

/// <summary>The words that tell whether a code object is still the same.</summary>
internal readonly record struct CodeIdentity(ulong Type, ulong FileName, ulong Name, ulong LineTable, int FirstLine);

/// <summary>A code object that was read.</summary>
internal sealed class CodeEntry(
    ulong address, CodeIdentity identity, string name, string file, int firstLine, byte[] lineTable)
{
    public ulong Address { get; } = address;

    public CodeIdentity Identity { get; } = identity;

    public string Name { get; } = name;

    public string File { get; } = file;

    public int FirstLine { get; } = firstLine;

    public byte[] LineTable { get; } = lineTable;

    /// <summary>Interned frames by instruction.</summary>
    public Dictionary<int, FrameId> Frames { get; } = [];

    /// <summary>
    /// Whether its frames are a generator's or coroutine's, as far as the version's code objects are asked.
    /// </summary>
    public bool Suspends { get; init; }

    public long VerifiedRound { get; set; } = -1;
}
