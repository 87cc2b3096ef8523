using System.Runtime.InteropServices;
using System.Text;
using PerfOpt.Adapters.Linux;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>Reads CPython strings (PEP 393) and says what a file's name means in its process.</summary>
internal sealed class PythonText(
    ProcessMemory memory, PythonOffsets offsets, IReadOnlyList<string> libraryFolders, string workingDirectory)
{
    private const int HeaderBytes = 40;
    private const int MaxCharacters = 4096;
    private const uint CompactBit = 1 << 5;
    private const uint AsciiBit = 1 << 6;

    private readonly byte[] _buffer = new byte[MaxCharacters * 4];

    /// <summary>The string at an address, cut at 4096 characters; null where there is none.</summary>
    public string? Read(ulong address)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (address == 0 || memory.Read(address, header) != MemoryStatus.Ok)
            return null;
        var length = MemoryMarshal.Read<ulong>(header[offsets.StringLength..]);
        var state = MemoryMarshal.Read<uint>(header[offsets.StringState..]);
        var width = (int)(state >> 2 & 7);
        if (width is not (1 or 2 or 4) || (state & CompactBit) == 0 || length > int.MaxValue)
            return null;
        var ascii = (state & AsciiBit) != 0;
        var text = _buffer.AsSpan(0, (int)Math.Min(length, MaxCharacters) * width);
        if (memory.Read(address + (ulong)(ascii ? offsets.AsciiText : offsets.CompactText), text) != MemoryStatus.Ok)
            return null;
        return width switch
        {
            1 => Encoding.Latin1.GetString(text),
            2 => Encoding.Unicode.GetString(text),
            _ => Encoding.UTF32.GetString(text),
        };
    }

    /// <summary>Whose code a file is.</summary>
    public FrameOrigin OriginOf(string file) => PythonOrigins.Of(file, libraryFolders);

    /// <summary>The file's absolute path.</summary>
    public string Absolute(string file) => PythonOrigins.Absolute(file, workingDirectory);
}
