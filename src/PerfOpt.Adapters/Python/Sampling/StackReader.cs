using PerfOpt.Adapters.Linux;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// Reads the stack of a thread that may run meanwhile. One call copies the frames, then the pointer to the innermost
/// one, then the frames that may change quickly a second time. A stack whose links are the same in both copies stood
/// as a whole at the moment the pointer was read (a double collect). Else it is believed when all its calls are known
/// from stacks that surely stood, and read again, a few times, when they are not.
/// </summary>
internal sealed class StackReader(ProcessMemory memory, PythonOffsets offsets, CodeCache codes)
{
    private const int MaxAttempts = 10;
    private const int RereadsForMisses = 2;
    private const int RereadsForRoot = 4;

    /// <summary>
    /// Rounds in a row without a stack after which one that changed while read is believed, and learnt from: a program
    /// that only calls may never hold still, so that no call would ever become known. Few such stacks are torn, and
    /// the calls of those few are too rare to count as known.
    /// </summary>
    private const int MostFailures = 3;

    /// <summary>
    /// Rounds after which a frame that has had a caller may be outermost: C calls it without one by now.
    /// </summary>
    private const int MostEarlyEnds = 20;
    private const int GeneratorOwner = 1;
    private const int ShimOwner = 3;
    private const int FirstMinorWithShims = 12;

    private readonly FrameCopy _copy = new(memory, offsets);
    private readonly CallEdges _edges = new();

    /// <summary>Reads a stack.</summary>
    /// <param name="thread">The thread, as just read.</param>
    /// <param name="memo">What is remembered of it.</param>
    /// <param name="stack">Filled; its code objects are found.</param>
    /// <param name="round">The round.</param>
    /// <param name="still">Whether the thread cannot run meanwhile.</param>
    public StackOutcome Read(ThreadWords thread, StackMemo memo, RawStack stack, long round, bool still)
    {
        var misses = 0;
        var roots = 0;
        var early = false;
        _edges.Follow(codes.Generation);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (attempt > 0 && !Reread(ref thread))
                return StackOutcome.Gone;
            var outcome = Attempt(thread, memo, stack, round);
            if (outcome is StackOutcome.Gone or StackOutcome.Empty)
                return outcome;
            if (outcome == StackOutcome.Failed)
                continue;
            var believes = memo.Failures >= MostFailures && attempt >= MaxAttempts / 2;
            var isUnknown = stack.Unstable > 0 && !_edges.AreKnown(stack);
            var again = !still
                && ((isUnknown && !believes)
                    || (stack.Missed > 0 && misses++ < RereadsForMisses)
                    || (stack.Root != memo.Root && !stack.Truncated && roots++ < RereadsForRoot));
            if (again || !FindCode(stack, round))
                continue;
            // A generator's frame has lost its caller for as long as it is suspended, so the walk ended too early.
            if (!stack.Truncated && stack.Count > 0 && stack.Entries[^1].Suspends)
                continue;
            if (stack.EndsEarly && memo.EarlyEnds < MostEarlyEnds)
            {
                early = true;
                continue;
            }
            if (!stack.EndsEarly)
                memo.EarlyEnds = 0;
            if (!stack.Truncated)
                memo.Root = stack.Root;
            if (still || isUnknown || (stack.Unstable == 0 && stack.Missed == 0))
                _edges.Learn(stack);
            if (!isUnknown)
                memo.Failures = 0;
            return StackOutcome.Whole;
        }
        memo.Failures++;
        memo.EarlyEnds += early ? 1 : 0;
        return CutUnstable(stack, memo, round);
    }

    /// <summary>
    /// After many attempts: the frames that held still are a true part of the stack, so that only its innermost frames
    /// are lost rather than the sample, whose loss would under-count code that calls a lot.
    /// </summary>
    private StackOutcome CutUnstable(RawStack stack, StackMemo memo, long round)
    {
        if (stack.Unstable == 0 || stack.Unstable >= stack.Count || stack.EndsEarly || stack.Root != memo.Root)
            return StackOutcome.Failed;
        stack.DropInnermost(stack.Unstable);
        return FindCode(stack, round) ? StackOutcome.Cut : StackOutcome.Failed;
    }

    private bool FindCode(RawStack stack, long round)
    {
        var entries = stack.Entries;
        for (var i = 0; i < entries.Length; i++)
        {
            if (codes.Find(stack.Codes[i]) is not { } entry)
                return false;
            entries[i] = entry;
        }
        return codes.Verify(entries, round);
    }

    private StackOutcome Attempt(ThreadWords thread, StackMemo memo, RawStack stack, long round)
    {
        stack.Clear();
        if (thread.Frame == 0)
            return StackOutcome.Empty;
        var status = _copy.Take(thread, memo, round, out var heads);
        if (status == MemoryStatus.Gone || status == MemoryStatus.Denied)
            return StackOutcome.Gone;
        if (status != MemoryStatus.Ok)
        {
            memo.ForgetFrames();
            return StackOutcome.Failed;
        }
        // The C frame that was asked for the innermost frame is no longer the thread's.
        if (offsets.CFrameCurrent >= 0 && heads.FrameWord != thread.Frame)
            return StackOutcome.Failed;
        if (heads.Head == 0)
            return StackOutcome.Empty;
        // What lies above the data stack's end, as it was just before and just after, was left there by earlier calls.
        var floor = Math.Min(FloorOf(heads.Before, memo), FloorOf(heads.After, memo));
        var unsure = new RemoteRange(
            floor + 1, floor == ulong.MaxValue ? 0 : (int)(thread.Chunk + memo.ChunkSize - floor));
        var outcome = Walk(heads.Head, unsure, later: true, memo, stack, round);
        return outcome == StackOutcome.Whole && stack.Unstable > 0 && !_edges.AreKnown(stack)
            ? Walk(heads.Head, unsure, later: false, memo, stack, round)
            : outcome;
    }

    private static ulong FloorOf(ulong head, StackMemo memo) =>
        memo.IsInCurrentChunk(head) ? head : ulong.MaxValue;

    private bool Reread(ref ThreadWords thread)
    {
        Span<byte> bytes = stackalloc byte[offsets.ThreadBytes];
        var status = memory.Read(thread.Address, bytes);
        if (status == MemoryStatus.Ok)
            thread = ThreadWords.Parse(thread.Address, bytes, offsets);
        return status == MemoryStatus.Ok;
    }

    private StackOutcome Walk(ulong head, RemoteRange unsure, bool later, StackMemo memo, RawStack stack, long round)
    {
        stack.Clear();
        var owner = 0;
        var steps = 0;
        var limit = stack.MaxDepth * 2;
        for (var frame = head; frame != 0; steps++)
        {
            if ((frame & 7) != 0 || steps > limit)
                return StackOutcome.Failed;
            var found = _copy.Find(frame, stack.Count == 0, later, out var words, out var outside);
            if (found == FrameState.Unreadable || words.Previous == frame)
                return StackOutcome.Failed;
            if (outside && !memo.IsInCurrentChunk(frame))
                memo.Use(frame, round, offsets.HasDataStack || words.Previous == 0 ? 0 : words.Code);
            if (found == FrameState.Alone)
                stack.Missed++;
            owner = words.Owner;
            if (owner < ShimOwner && !stack.Add(words.Code, words.Instruction))
                return StackOutcome.Whole;
            if (found is FrameState.Changed or FrameState.Alone || (frame - unsure.Address < (ulong)unsure.Length))
                stack.Unstable = stack.Count;
            stack.Root = frame;
            stack.EndsEarly = !offsets.HasDataStack && words.Previous == 0 && memo.HadCaller(frame, words.Code);
            frame = words.Previous;
        }
        // A walk that ends elsewhere met a frame that was just leaving, or a generator that was just suspended.
        if (owner == GeneratorOwner || (offsets.Minor >= FirstMinorWithShims && owner < ShimOwner))
            return StackOutcome.Failed;
        return stack.Count == 0 ? StackOutcome.Empty : StackOutcome.Whole;
    }
}

/// <summary>How reading a stack went.</summary>
internal enum StackOutcome
{
    /// <summary>All of it, as it stood at one moment.</summary>
    Whole,
    /// <summary>Without its innermost frames, which changed too quickly.</summary>
    Cut,
    /// <summary>The thread runs no Python.</summary>
    Empty,
    /// <summary>It could not be read in one piece.</summary>
    Failed,
    /// <summary>The process has ended.</summary>
    Gone,
}

/// <summary>What is known of a frame that was copied.</summary>
internal enum FrameState
{
    /// <summary>Copied twice, and the same.</summary>
    Same,
    /// <summary>Copied once, in memory that does not change quickly.</summary>
    Once,
    /// <summary>Copied twice, and not the same.</summary>
    Changed,
    /// <summary>Not copied; read on its own.</summary>
    Alone,
    /// <summary>Not to be read.</summary>
    Unreadable,
}
