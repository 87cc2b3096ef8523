using System.Runtime.InteropServices;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>What is needed of a thread's state.</summary>
/// <param name="Address">Where the state is.</param>
/// <param name="Next">The next thread's.</param>
/// <param name="Frame">The innermost frame, or the C frame that points to it.</param>
/// <param name="ThreadId">What <c>pthread_self</c> returned.</param>
/// <param name="NativeThreadId">The kernel's id; 0 where the version does not keep it.</param>
/// <param name="Chunk">The newest chunk of the data stack.</param>
/// <param name="Top">The first free byte in it.</param>
internal readonly record struct ThreadWords(
    ulong Address, ulong Next, ulong Frame, ulong ThreadId, ulong NativeThreadId, ulong Chunk, ulong Top)
{
    public static ThreadWords Parse(ulong address, ReadOnlySpan<byte> bytes, PythonOffsets offsets) => new(
        address,
        Word(bytes, offsets.ThreadNext),
        Word(bytes, offsets.ThreadFrame),
        Word(bytes, offsets.ThreadId),
        offsets.NativeThreadId < 0 ? 0 : Word(bytes, offsets.NativeThreadId),
        offsets.HasDataStack ? Word(bytes, offsets.DataStackChunk) : 0,
        offsets.HasDataStack ? Word(bytes, offsets.DataStackChunk + sizeof(ulong)) : 0);

    private static ulong Word(ReadOnlySpan<byte> bytes, int offset) => MemoryMarshal.Read<ulong>(bytes[offset..]);
}
