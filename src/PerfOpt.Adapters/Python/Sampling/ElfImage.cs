using System.Buffers.Binary;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// The parts of a 64-bit little-endian ELF file that finding a variable needs: loadable segments, sections and symbols
/// (System V ABI, chapters 4 and 5). The file is untrusted: every offset and count is checked, and sizes are bounded.
/// </summary>
public sealed class ElfImage
{
    private const int HeaderSize = 64;
    private const int SectionHeaderSize = 64;
    private const int ProgramHeaderSize = 56;
    private const int SymbolSize = 24;
    private const int MaxHeaders = 4096;
    private const int MaxTableBytes = 64 << 20;
    private const int MaxStringBytes = 256 << 20;
    private const int LoadableSegment = 1;
    private const int SymbolTable = 2;
    private const int DynamicSymbols = 11;
    private const int ZeroFill = 8;

    private readonly Stream _file;
    private readonly List<Section> _sections = [];
    private readonly List<Segment> _segments = [];

    private ElfImage(Stream file) => _file = file;

    /// <summary>The loadable segments.</summary>
    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>The sections.</summary>
    public IReadOnlyList<Section> Sections => _sections;

    /// <summary>Reads the headers; null for a file that is not such an ELF file or is malformed.</summary>
    /// <param name="file">Seekable; must stay open while symbols are asked for.</param>
    public static ElfImage? TryRead(Stream file)
    {
        var image = new ElfImage(file);
        return image.ReadHeaders() ? image : null;
    }

    /// <summary>
    /// The difference between an address in memory and one in the file, from the file's mapping at the lowest offset.
    /// Zero for an executable that is not position independent.
    /// </summary>
    public ulong? BiasFor(ulong mappingStart, ulong mappingOffset)
    {
        const ulong pageMask = ~0xfffUL;
        foreach (var segment in _segments)
        {
            if ((segment.Offset & pageMask) == mappingOffset)
                return unchecked(mappingStart - (segment.Address & pageMask));
        }
        return null;
    }

    /// <summary>The section of this name, or null.</summary>
    public Section? FindSection(string name) => _sections.Find(section => section.Name == name);

    /// <summary>Values of defined symbols by name, the dynamic table first, as far as they are found.</summary>
    public IReadOnlyDictionary<string, ulong> FindSymbols(params ReadOnlySpan<string> names)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
            wanted.Add(name);
        var found = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var kind in (ReadOnlySpan<uint>)[DynamicSymbols, SymbolTable])
        {
            foreach (var section in _sections)
            {
                if (section.Kind == kind && found.Count < wanted.Count)
                    SearchTable(section, wanted, found);
            }
        }
        return found;
    }

    /// <summary>Bytes of a section, at most <paramref name="limit"/>; empty where the file has none for it.</summary>
    public byte[] Contents(Section section, int limit) =>
        section.Kind == ZeroFill ? [] : ReadBytes(section.Offset, Math.Min(section.Size, (ulong)limit)) ?? [];

    /// <summary>A 32-bit number at an address, as the file initialises it; null where it does not.</summary>
    public uint? InitialNumber(ulong address)
    {
        var section = _sections.Find(candidate =>
            candidate.Kind != ZeroFill && candidate.Address > 0 && candidate.Size >= sizeof(uint)
            && address >= candidate.Address && address - candidate.Address <= candidate.Size - sizeof(uint));
        return section is not null
            && ReadBytes(unchecked(section.Offset + (address - section.Address)), sizeof(uint)) is { } bytes
                ? BinaryPrimitives.ReadUInt32LittleEndian(bytes)
                : null;
    }

    private void SearchTable(Section table, HashSet<string> wanted, Dictionary<string, ulong> found)
    {
        if (table.Link >= _sections.Count || table.Size > MaxTableBytes)
            return;
        var strings = _sections[(int)table.Link];
        if (strings.Size > MaxStringBytes || ReadBytes(table.Offset, table.Size) is not { } symbols
            || ReadBytes(strings.Offset, strings.Size) is not { } text)
            return;
        var lookup = wanted.Select(name => (Name: name, Bytes: System.Text.Encoding.ASCII.GetBytes(name))).ToArray();
        for (var at = 0; at + SymbolSize <= symbols.Length; at += SymbolSize)
        {
            var entry = symbols.AsSpan(at, SymbolSize);
            var name = BinaryPrimitives.ReadUInt32LittleEndian(entry);
            if (name >= text.Length || BinaryPrimitives.ReadUInt16LittleEndian(entry[6..]) == 0)
                continue;
            foreach (var (wantedName, bytes) in lookup)
            {
                if (IsName(text.AsSpan((int)name), bytes))
                    found.TryAdd(wantedName, BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]));
            }
        }
    }

    private static bool IsName(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) =>
        text.Length > name.Length && text[name.Length] == 0 && text.StartsWith(name);

    private bool ReadHeaders()
    {
        var header = ReadBytes(0, HeaderSize);
        if (header is null || !header.AsSpan().StartsWith("\x7f"u8) || !header.AsSpan(1).StartsWith("ELF"u8)
            || header[4] != 2 || header[5] != 1)
            return false;
        var programs = BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(32));
        var sections = BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(40));
        var programSize = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(54));
        var programCount = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(56));
        var sectionSize = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(58));
        var sectionCount = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(60));
        var nameIndex = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(62));
        if (programCount > MaxHeaders || sectionCount > MaxHeaders)
            return false;
        if (programCount > 0 && (programSize != ProgramHeaderSize || !ReadSegments(programs, programCount)))
            return false;
        return sectionCount == 0 || (sectionSize == SectionHeaderSize && ReadSections(sections, sectionCount,
            nameIndex));
    }

    private bool ReadSegments(ulong offset, int count)
    {
        if (ReadBytes(offset, (ulong)count * ProgramHeaderSize) is not { } table)
            return false;
        for (var i = 0; i < count; i++)
        {
            var entry = table.AsSpan(i * ProgramHeaderSize, ProgramHeaderSize);
            if (BinaryPrimitives.ReadUInt32LittleEndian(entry) == LoadableSegment)
            {
                _segments.Add(new Segment(
                    BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]),
                    BinaryPrimitives.ReadUInt64LittleEndian(entry[16..])));
            }
        }
        return true;
    }

    private bool ReadSections(ulong offset, int count, int nameIndex)
    {
        if (ReadBytes(offset, (ulong)count * SectionHeaderSize) is not { } table)
            return false;
        byte[]? names = null;
        if (nameIndex < count)
        {
            var entry = table.AsSpan(nameIndex * SectionHeaderSize, SectionHeaderSize);
            var size = BinaryPrimitives.ReadUInt64LittleEndian(entry[32..]);
            names = ReadBytes(BinaryPrimitives.ReadUInt64LittleEndian(entry[24..]), Math.Min(size, 1 << 20));
        }
        for (var i = 0; i < count; i++)
        {
            var entry = table.AsSpan(i * SectionHeaderSize, SectionHeaderSize);
            _sections.Add(new Section(
                NameAt(names, BinaryPrimitives.ReadUInt32LittleEndian(entry)),
                BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]),
                BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]),
                BinaryPrimitives.ReadUInt64LittleEndian(entry[24..]),
                BinaryPrimitives.ReadUInt64LittleEndian(entry[32..]),
                BinaryPrimitives.ReadUInt32LittleEndian(entry[40..])));
        }
        return true;
    }

    private static string NameAt(byte[]? names, uint offset)
    {
        if (names is null || offset >= names.Length)
            return "";
        var rest = names.AsSpan((int)offset);
        var end = rest.IndexOf((byte)0);
        return System.Text.Encoding.Latin1.GetString(end < 0 ? rest : rest[..end]);
    }

    private byte[]? ReadBytes(ulong offset, ulong size)
    {
        var length = (ulong)_file.Length;
        if (offset > length || size > length - offset)
            return null;
        var bytes = new byte[size];
        _file.Position = (long)offset;
        _file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A loadable segment.</summary>
    /// <param name="Offset">In the file.</param>
    /// <param name="Address">Before relocation.</param>
    public readonly record struct Segment(ulong Offset, ulong Address);

    /// <summary>A section.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind">The ABI's section type.</param>
    /// <param name="Address">Before relocation.</param>
    /// <param name="Offset">In the file.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Link">For a symbol table: the section that holds its names.</param>
    public sealed record Section(string Name, uint Kind, ulong Address, ulong Offset, ulong Size, uint Link);
}
