namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// Where CPython keeps what a sampler reads, in bytes, for one minor version: knowledge of versions is data, so one
/// reader serves all. -1 marks what a version does not have. The numbers are <c>offsetof</c> values of the headers of
/// release builds with a GIL on 64-bit Linux; they did not move between patch releases.
/// </summary>
public sealed record PythonOffsets
{
    /// <summary>The minor version: 11 for CPython 3.11.</summary>
    public required int Minor { get; init; }

    /// <summary>Runtime: the list of interpreters, newest first.</summary>
    public required int InterpretersHead { get; init; }

    /// <summary>Runtime: the thread that finalizes, null until the end.</summary>
    public required int Finalizing { get; init; }

    /// <summary>Runtime: the thread that holds the GIL; before 3.12.</summary>
    public int CurrentThread { get; init; } = -1;

    /// <summary>Runtime: the GIL structure; before 3.12.</summary>
    public int RuntimeGil { get; init; } = -1;

    /// <summary>Interpreter: the next one.</summary>
    public required int InterpreterNext { get; init; }

    /// <summary>Interpreter: its threads.</summary>
    public required int ThreadsHead { get; init; }

    /// <summary>Interpreter: its number, 0 for the main one.</summary>
    public required int InterpreterId { get; init; }

    /// <summary>Interpreter: pointer to the GIL structure; from 3.12.</summary>
    public int InterpreterGil { get; init; } = -1;

    /// <summary>GIL structure: the thread that held it last.</summary>
    public int GilHolder { get; init; } = 8;

    /// <summary>GIL structure: 1 while it is held.</summary>
    public int GilLocked { get; init; } = 16;

    /// <summary>Thread: the next one.</summary>
    public int ThreadNext { get; init; } = 8;

    /// <summary>Thread: its innermost frame, or the C frame that points to it.</summary>
    public required int ThreadFrame { get; init; }

    /// <summary>C frame: the innermost frame; 3.11 and 3.12.</summary>
    public int CFrameCurrent { get; init; } = -1;

    /// <summary>Thread: what <c>pthread_self</c> returned.</summary>
    public required int ThreadId { get; init; }

    /// <summary>Thread: the kernel's id; from 3.11.</summary>
    public int NativeThreadId { get; init; } = -1;

    /// <summary>Thread: the newest chunk of the data stack, which its top follows; from 3.11.</summary>
    public int DataStackChunk { get; init; } = -1;

    /// <summary>Frame: the caller's.</summary>
    public required int Previous { get; init; }

    /// <summary>Frame: the code object.</summary>
    public required int Code { get; init; }

    /// <summary>Low bits of the code pointer that are a tag, not address.</summary>
    public ulong CodeTag { get; init; }

    /// <summary>Frame: an instruction's address; before 3.11 its index, a 32-bit number.</summary>
    public required int Instruction { get; init; }

    /// <summary>
    /// Frame: a byte that says who owns it, 3 and more for one that is not a Python function's; from 3.11.
    /// </summary>
    public int Owner { get; init; } = -1;

    /// <summary>Code: the file's name.</summary>
    public required int FileName { get; init; }

    /// <summary>Code: the function's name, qualified from 3.11.</summary>
    public required int Name { get; init; }

    /// <summary>Code: its flags; before 3.11, where a frame does not tell that it is a generator's.</summary>
    public int CodeFlags { get; init; } = -1;

    /// <summary>Code: the first line.</summary>
    public required int FirstLine { get; init; }

    /// <summary>Code: the line table.</summary>
    public required int LineTable { get; init; }

    /// <summary>Code: the first instruction; from 3.11.</summary>
    public int Bytecode { get; init; } = -1;

    /// <summary>How the line table is written.</summary>
    public required LineTableFormat LineFormat { get; init; }

    /// <summary>String: text of an ASCII string.</summary>
    public required int AsciiText { get; init; }

    /// <summary>String: text of any other compact string.</summary>
    public required int CompactText { get; init; }

    /// <summary>Object: its type.</summary>
    public int ObjectType { get; init; } = 8;

    /// <summary>String: number of characters.</summary>
    public int StringLength { get; init; } = 16;

    /// <summary>String: the word with its kind.</summary>
    public int StringState { get; init; } = 32;

    /// <summary>Bytes: how many.</summary>
    public int BytesLength { get; init; } = 16;

    /// <summary>Bytes: the first.</summary>
    public int BytesData { get; init; } = 32;

    /// <summary>Whether frames lie in a data stack rather than each in an object of its own.</summary>
    public bool HasDataStack => DataStackChunk >= 0;

    /// <summary>Bytes of a frame that must be read.</summary>
    public int FrameBytes =>
        Math.Max(Math.Max(Previous, Code), Math.Max(Instruction, Owner < 0 ? 0 : Owner & ~7)) + sizeof(ulong);

    /// <summary>Bytes of a thread that must be read.</summary>
    public int ThreadBytes =>
        Math.Max(Math.Max(ThreadFrame, ThreadId), Math.Max(NativeThreadId, DataStackChunk + sizeof(ulong))) + 8;

    /// <summary>Bytes of a code object that must be read.</summary>
    public int CodeBytes => Math.Max(Math.Max(FileName, Name), Math.Max(FirstLine, LineTable)) + sizeof(ulong);
}

/// <summary>How CPython writes which line an instruction belongs to.</summary>
public enum LineTableFormat
{
    /// <summary>Pairs of an address step and a signed line step; before 3.10.</summary>
    AddressPairs,
    /// <summary>Pairs that each cover a range, PEP 626; 3.10.</summary>
    RangePairs,
    /// <summary>Location entries of variable length, PEP 657; from 3.11.</summary>
    Locations,
}
