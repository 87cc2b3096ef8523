namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// The offsets of the versions that do not publish them themselves; see <see cref="DebugOffsets"/> for later ones.
/// </summary>
public static class PythonOffsetTable
{
    /// <summary>The oldest minor version that is understood.</summary>
    public const int OldestMinor = 8;

    /// <summary>The newest minor version that is understood.</summary>
    public const int NewestMinor = 14;

    /// <summary>The first minor version that publishes its offsets.</summary>
    public const int FirstSelfDescribed = 13;

    private static readonly PythonOffsets Python38 = new()
    {
        Minor = 8,
        InterpretersHead = 32, Finalizing = 16, CurrentThread = 1368, RuntimeGil = 1152,
        InterpreterNext = 0, ThreadsHead = 8, InterpreterId = 16,
        ThreadFrame = 24, ThreadId = 176,
        Previous = 24, Code = 32, Instruction = 104,
        FileName = 104, Name = 112, CodeFlags = 36, FirstLine = 40, LineTable = 120,
            LineFormat = LineTableFormat.AddressPairs,
        AsciiText = 48, CompactText = 72,
    };

    private static readonly PythonOffsets Python39 = Python38 with
    {
        Minor = 9,
        CurrentThread = 568, RuntimeGil = 352, InterpreterId = 24,
    };

    private static readonly PythonOffsets Python310 = Python39 with
    {
        Minor = 10,
        Instruction = 96, LineFormat = LineTableFormat.RangePairs,
    };

    private static readonly PythonOffsets Python311 = new()
    {
        Minor = 11,
        InterpretersHead = 40, Finalizing = 24, CurrentThread = 576, RuntimeGil = 360,
        InterpreterNext = 0, ThreadsHead = 16, InterpreterId = 48,
        ThreadFrame = 56, CFrameCurrent = 8, ThreadId = 152, NativeThreadId = 160, DataStackChunk = 296,
        Previous = 48, Code = 32, Instruction = 56, Owner = 69,
        FileName = 112, Name = 128, FirstLine = 72, LineTable = 136, Bytecode = 184,
        LineFormat = LineTableFormat.Locations,
        AsciiText = 48, CompactText = 72,
    };

    private static readonly PythonOffsets Python312 = new()
    {
        Minor = 12,
        InterpretersHead = 40, Finalizing = 24,
        InterpreterNext = 0, ThreadsHead = 72, InterpreterId = 8, InterpreterGil = 384,
        ThreadFrame = 56, CFrameCurrent = 0, ThreadId = 136, NativeThreadId = 144, DataStackChunk = 232,
        Previous = 8, Code = 0, Instruction = 56, Owner = 70,
        FileName = 112, Name = 128, FirstLine = 68, LineTable = 136, Bytecode = 192,
        LineFormat = LineTableFormat.Locations,
        AsciiText = 40, CompactText = 56,
    };

    /// <summary>The offsets of a minor version; null where it publishes its own or is not understood.</summary>
    public static PythonOffsets? Find(int minor) => minor switch
    {
        8 => Python38,
        9 => Python39,
        10 => Python310,
        11 => Python311,
        12 => Python312,
        _ => null,
    };
}
