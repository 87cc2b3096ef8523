using System.Runtime.InteropServices;
using PerfOpt.Adapters.Linux;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>Samples all threads of all interpreters of one CPython process, a round at a time.</summary>
internal sealed class ProcessSampler : IDisposable
{
    private const int MaxInterpreters = 1024;
    private const int MaxThreads = 16384;
    private const int GilBytes = 32;

    private readonly ProcessMemory _memory;
    private readonly PythonOffsets _offsets;
    private readonly ulong _runtime;
    private readonly CodeCache _codes;
    private readonly StackReader _reader;
    private readonly ThreadStopper? _stopper;
    private readonly ThreadIds _ids;
    private readonly RawStack _stack;
    private readonly SampleLog _log;
    private readonly SampleCounts _counts;
    private readonly Dictionary<ulong, ThreadTracker> _threads = [];
    private readonly List<ulong> _gone = [];
    private readonly byte[] _threadBytes;
    private readonly byte[] _runtimeBytes;

    public ProcessSampler(
        int processId, PythonRuntimeLocator.Location location, SamplerOptions options, SampleLog log,
            SampleCounts counts)
    {
        _offsets = location.Offsets ?? throw new ArgumentException("A runtime that is not understood.",
            nameof(location));
        _memory = new ProcessMemory(processId);
        _runtime = location.RuntimeAddress;
        var directory = ProcFile.ReadLink($"/proc/{processId}/cwd") ?? "";
        var text = new PythonText(_memory, _offsets, location.LibraryFolders, directory);
        _codes = new CodeCache(_memory, _offsets, location.CodeType, text);
        _reader = new StackReader(_memory, _offsets, _codes);
        _stopper = options.Exact ? new ThreadStopper() : null;
        _ids = new ThreadIds(_memory);
        _stack = new RawStack(options.MaxDepth);
        _log = log;
        _counts = counts;
        _threadBytes = new byte[_offsets.ThreadBytes];
        _runtimeBytes = new byte[Math.Max(
            Math.Max(_offsets.InterpretersHead, _offsets.Finalizing), _offsets.CurrentThread) + sizeof(ulong)];
    }

    /// <summary>Whether the runtime has an interpreter by now.</summary>
    public bool IsInitialised() => _memory.ReadWord(_runtime + (ulong)_offsets.InterpretersHead) is > 0;

    /// <summary>Takes a round.</summary>
    /// <param name="round">Its number.</param>
    /// <param name="timeNs">Its time since the profile began, the same for all its samples.</param>
    /// <returns>False when the process has ended or its interpreter is being torn down.</returns>
    public bool Round(long round, long timeNs)
    {
        if (_memory.Read(_runtime, _runtimeBytes) != MemoryStatus.Ok)
            return false;
        if (Word(_runtimeBytes, _offsets.Finalizing) != 0)
        {
            CloseUnseen(long.MaxValue, timeNs);
            return true;
        }
        var holder = _offsets.CurrentThread < 0 ? 0 : Word(_runtimeBytes, _offsets.CurrentThread);
        var gil = _offsets.RuntimeGil < 0 ? 0 : _runtime + (ulong)_offsets.RuntimeGil;
        var interpreter = Word(_runtimeBytes, _offsets.InterpretersHead);
        for (var i = 0; interpreter != 0 && i < MaxInterpreters; i++)
        {
            if (!ReadInterpreter(interpreter, out var words))
                break;
            if (_offsets.InterpreterGil >= 0)
                (gil, holder) = ReadGil(words.Gil);
            if (!RoundOfInterpreter(interpreter, words.Threads, gil, holder, round, timeNs))
                return false;
            interpreter = words.Next;
        }
        CloseUnseen(round, timeNs);
        return true;
    }

    /// <summary>Ends all samples and closes all files.</summary>
    public void Dispose()
    {
        _stopper?.Dispose();
        foreach (var thread in _threads.Values)
            thread.Dispose();
        _threads.Clear();
        _counts.AddReadings(_memory);
    }

    /// <summary>Ends the samples of all threads, when the process has ended.</summary>
    public void Close(long startNs) => CloseUnseen(long.MaxValue, MonotonicClock.NowNs - startNs);

    private bool ReadInterpreter(ulong interpreter, out InterpreterWords words)
    {
        Span<byte> bytes = stackalloc byte[3 * sizeof(ulong)];
        var ok = _memory.Read(
            [
                new(interpreter + (ulong)_offsets.InterpreterNext, sizeof(ulong)),
                new(interpreter + (ulong)_offsets.ThreadsHead, sizeof(ulong)),
                new(interpreter + (ulong)Math.Max(_offsets.InterpreterGil, 0), sizeof(ulong)),
            ],
            bytes) == MemoryStatus.Ok;
        words = new InterpreterWords(Word(bytes, 0), Word(bytes, sizeof(ulong)), Word(bytes, 2 * sizeof(ulong)));
        return ok;
    }

    private (ulong Gil, ulong Holder) ReadGil(ulong gil)
    {
        Span<byte> bytes = stackalloc byte[Math.Max(GilBytes, Math.Max(_offsets.GilHolder, _offsets.GilLocked) + 8)];
        if (gil == 0 || _memory.Read(gil, bytes) != MemoryStatus.Ok)
            return (0, 0);
        var locked = MemoryMarshal.Read<int>(bytes[_offsets.GilLocked..]) == 1;
        return (gil, locked ? Word(bytes, _offsets.GilHolder) : 0);
    }

    private bool RoundOfInterpreter(ulong interpreter, ulong address, ulong gil, ulong holder, long round, long timeNs)
    {
        for (var i = 0; address != 0 && i < MaxThreads; i++)
        {
            var status = _memory.Read(address, _threadBytes);
            if (status is MemoryStatus.Gone or MemoryStatus.Denied)
                return false;
            // The list was changed under way: the rest is seen in the next round.
            if (status != MemoryStatus.Ok)
                return true;
            var words = ThreadWords.Parse(address, _threadBytes, _offsets);
            if (TrackerOf(words, interpreter) is { } tracker)
            {
                tracker.SeenRound = round;
                if (!Sample(tracker, words, new RoundContext(round, timeNs, gil, holder == address)))
                    return false;
            }
            address = words.Next == address ? 0 : words.Next;
        }
        return true;
    }

    private ThreadTracker? TrackerOf(ThreadWords words, ulong interpreter)
    {
        var id = _ids.Find(words);
        if (_threads.TryGetValue(words.Address, out var tracker))
        {
            if (tracker.ThreadId == id)
                return tracker;
            tracker.Dispose();
            _threads.Remove(words.Address);
        }
        // A state is listed a moment before its thread runs and knows its id.
        if (id == 0)
            return null;
        var number = _memory.ReadWord(interpreter + (ulong)_offsets.InterpreterId) ?? 0;
        var index = _log.Thread(new ThreadInfo(
            _memory.ProcessId, id, ThreadTracker.NameOf(_memory.ProcessId, id), (int)Math.Min(number, int.MaxValue)));
        tracker = new ThreadTracker(_memory, id, index);
        _threads.Add(words.Address, tracker);
        return tracker;
    }

    private bool Sample(ThreadTracker tracker, ThreadWords words, RoundContext context)
    {
        var time = context.TimeNs;
        var sched = tracker.ReadSched();
        var run = sched?.RunNs ?? -1;
        if (tracker.HasNotRun(sched))
        {
            _log.Add(new StackSample(
                time, tracker.Index, tracker.Stack, tracker.Activity, context.HoldsGil, 0, 0), run);
            return true;
        }
        var state = tracker.ReadState();
        tracker.Settled = false;
        if (state is 'Z' or 'X' or 'x')
            return true;
        var activity = tracker.Classify(state, context.Gil);
        var outcome = ReadStack(tracker, words, state, sched, context.Round);
        _counts.Count(outcome, _stack.Truncated);
        if (outcome == StackOutcome.Gone)
            return false;
        if (outcome == StackOutcome.Empty)
        {
            _log.Close(tracker.Index, time, run);
        }
        else if (outcome != StackOutcome.Failed)
        {
            tracker.Stack = Intern(tracker.Memo);
            tracker.Activity = activity;
            tracker.LastSched = sched;
            tracker.Settled = state is 'S' or 'D' && outcome == StackOutcome.Whole && activity != ThreadActivity.OnCpu;
            _log.Add(new StackSample(time, tracker.Index, tracker.Stack, activity, context.HoldsGil, 0, 0), run);
        }
        return true;
    }

    private StackOutcome ReadStack(ThreadTracker tracker, ThreadWords words, char state, SchedStat? sched, long round)
    {
        if (_stopper is null)
            return _reader.Read(words, tracker.Memo, _stack, round, still: false);
        if (state is 'S' && sched is { Slices: > 0 } before)
        {
            // A thread that sleeps need not be stopped: its count of slices tells whether it slept all the while.
            var asleep = _reader.Read(words, tracker.Memo, _stack, round, still: true);
            if (asleep is StackOutcome.Gone || tracker.ReadSched() == before)
                return asleep;
        }
        if (!_stopper.TryStop(tracker.ThreadId))
            return StackOutcome.Failed;
        try
        {
            return _memory.Read(words.Address, _threadBytes) == MemoryStatus.Ok
                ? _reader.Read(
                    ThreadWords.Parse(words.Address, _threadBytes, _offsets), tracker.Memo, _stack, round, still: true)
                : StackOutcome.Failed;
        }
        finally
        {
            _stopper.Release(tracker.ThreadId);
        }
    }

    private StackId Intern(StackMemo memo)
    {
        var last = memo.LastStacks;
        if (memo.Generation != _codes.Generation)
            last.Clear();
        memo.Generation = _codes.Generation;
        var count = _stack.Count;
        var stack = StackId.Empty;
        var same = true;
        for (var i = 0; i < count; i++)
        {
            var at = count - 1 - i;
            var code = _stack.Codes[at];
            var instruction = _stack.Instructions[at];
            if (same && i < last.Count && last[i].Code == code && last[i].Instruction == instruction)
            {
                stack = last[i].Stack;
                continue;
            }
            if (same)
                last.RemoveRange(Math.Min(i, last.Count), last.Count - Math.Min(i, last.Count));
            same = false;
            stack = _log.Builder.Push(stack, _codes.Frame(_stack.Entries[at], instruction, _log.Builder));
            last.Add((code, instruction, stack));
        }
        if (last.Count > count)
            last.RemoveRange(count, last.Count - count);
        return stack;
    }

    private void CloseUnseen(long round, long timeNs)
    {
        _gone.Clear();
        foreach (var (address, tracker) in _threads)
        {
            if (tracker.SeenRound < round)
                _gone.Add(address);
        }
        foreach (var address in _gone)
        {
            _threads.Remove(address, out var tracker);
            _log.Close(tracker!.Index, timeNs, -1);
            tracker.Dispose();
        }
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, int offset) => MemoryMarshal.Read<ulong>(bytes[offset..]);

    private readonly record struct InterpreterWords(ulong Next, ulong Threads, ulong Gil);

    private readonly record struct RoundContext(long Round, long TimeNs, ulong Gil, bool HoldsGil);
}
