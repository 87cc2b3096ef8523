using System.Buffers.Binary;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// The block <c>_Py_DebugOffsets</c> at the start of <c>_PyRuntime</c>, in which CPython 3.13 and later publish their
/// offsets. It comes from another process's memory and is checked like any untrusted input.
/// </summary>
public static class DebugOffsets
{
    /// <summary>Bytes to read from the runtime's start.</summary>
    public const int BlockBytes = 768;

    private const int VersionWord = 8;
    private const int FreeThreadedWord = 16;
    private const int RuntimeBase = 24;
    private const int InterpreterBase = 48;
    private const int MaxStructBytes = 1 << 22;
    private static ReadOnlySpan<byte> Cookie => "xdebugpy"u8;

    /// <summary>The version that a block states (0xMMmmppLS), or null where there is none.</summary>
    public static uint? VersionOf(ReadOnlySpan<byte> block) =>
        block.Length >= RuntimeBase && block.StartsWith(Cookie)
            ? (uint)BinaryPrimitives.ReadUInt64LittleEndian(block[VersionWord..])
            : null;

    /// <summary>Whether a block says that the build has no GIL.</summary>
    public static bool IsFreeThreaded(ReadOnlySpan<byte> block) =>
        block.Length >= RuntimeBase && BinaryPrimitives.ReadUInt64LittleEndian(block[FreeThreadedWord..]) != 0;

    /// <summary>
    /// Reads a block; null where it is not one, is of a version not understood, or contradicts itself.
    /// </summary>
    public static PythonOffsets? Parse(ReadOnlySpan<byte> block)
    {
        if (block.Length < BlockBytes || VersionOf(block) is not { } version || version >> 24 != 3)
            return null;
        var layout = (version >> 16 & 0xff) switch
        {
            13 => Layout.Python313,
            14 => Layout.Python314,
            _ => null,
        };
        if (layout is null)
            return null;
        var words = new Words(block);
        var offsets = layout.Read(words);
        return words.Valid ? offsets : null;
    }

    /// <summary>Where the block's groups begin, in one minor version.</summary>
    private sealed record Layout(
        int Minor, int Thread, int ThreadFrame, int ThreadChunk, int Frame, int FrameOwner, int Code, int CodeAdaptive,
        int Object, int Bytes, int String, int Gil, ulong CodeTag)
    {
        public static readonly Layout Python313 = new(
            13, Thread: 152, ThreadFrame: 184, ThreadChunk: 208, Frame: 224, FrameOwner: 264, Code: 272,
            CodeAdaptive: 344, Object: 352, Bytes: 512, String: 536, Gil: 112, CodeTag: 0);

        public static readonly Layout Python314 = new(
            14, Thread: 176, ThreadFrame: 208, ThreadChunk: 232, Frame: 248, FrameOwner: 288, Code: 312,
            CodeAdaptive: 384, Object: 400, Bytes: 592, String: 616, Gil: 120, CodeTag: 3);

        public PythonOffsets Read(Words words)
        {
            var runtime = words.Size(RuntimeBase);
            var interpreter = words.Size(InterpreterBase);
            var thread = words.Size(Thread);
            var frame = words.Size(Frame);
            var code = words.Size(Code);
            var asciiHeader = words.Field(String + 24, 1 << 8, 8);
            // The structure, whether it is enabled, locked, holder: all counted from the interpreter.
            var gil = words.Field(Gil + 8, interpreter, 8);
            return new PythonOffsets
            {
                Minor = Minor,
                Finalizing = words.Field(RuntimeBase + 8, runtime, 8),
                InterpretersHead = words.Field(RuntimeBase + 16, runtime, 8),
                InterpreterId = words.Field(InterpreterBase + 8, interpreter, 8),
                InterpreterNext = words.Field(InterpreterBase + 16, interpreter, 8),
                ThreadsHead = words.Field(InterpreterBase + 24, interpreter, 8),
                InterpreterGil = words.Field(Gil, interpreter, 8),
                GilLocked = words.Within(words.Field(Gil + 24, interpreter, 4) - gil),
                GilHolder = words.Within(words.Field(Gil + 32, interpreter, 8) - gil),
                ThreadNext = words.Field(Thread + 16, thread, 8),
                ThreadFrame = words.Field(ThreadFrame, thread, 8),
                ThreadId = words.Field(ThreadFrame + 8, thread, 8),
                NativeThreadId = words.Field(ThreadFrame + 16, thread, 8),
                DataStackChunk = words.Field(ThreadChunk, thread, 8),
                Previous = words.Field(Frame + 8, frame, 8),
                Code = words.Field(Frame + 16, frame, 8),
                CodeTag = CodeTag,
                Instruction = words.Field(Frame + 24, frame, 8),
                Owner = words.Field(FrameOwner, frame, 1),
                FileName = words.Field(Code + 8, code, 8),
                Name = words.Field(Code + 24, code, 8),
                LineTable = words.Field(Code + 32, code, 8),
                FirstLine = words.Field(Code + 40, code, 4),
                Bytecode = words.Field(CodeAdaptive, code + 1, 1),
                LineFormat = LineTableFormat.Locations,
                ObjectType = words.Field(Object + 8, 64, 8),
                BytesLength = words.Field(Bytes + 8, 64, 8),
                BytesData = words.Field(Bytes + 16, 64, 1),
                StringState = words.Field(String + 8, 64, 4),
                StringLength = words.Field(String + 16, 64, 8),
                AsciiText = asciiHeader,
                // A compact string that is not ASCII also holds the length of, and a pointer to, its UTF-8 form.
                CompactText = asciiHeader + 16,
            };
        }
    }

    /// <summary>Reads words and remembers whether all of them made sense.</summary>
    private sealed class Words(ReadOnlySpan<byte> block)
    {
        private readonly byte[] _block = block.ToArray();

        public bool Valid { get; private set; } = true;

        public int Size(int at)
        {
            var value = BinaryPrimitives.ReadUInt64LittleEndian(_block.AsSpan(at));
            return value is > 0 and <= MaxStructBytes ? (int)value : Refuse();
        }

        public int Field(int at, int structBytes, int width)
        {
            var value = BinaryPrimitives.ReadUInt64LittleEndian(_block.AsSpan(at));
            return value <= MaxStructBytes && (int)value + width <= structBytes && (int)value % width == 0
                ? (int)value
                : Refuse();
        }

        public int Within(int distance) => distance is >= 0 and < 256 ? distance : Refuse();

        private int Refuse()
        {
            Valid = false;
            return 0;
        }
    }
}
