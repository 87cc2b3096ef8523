using System.Runtime.InteropServices;

namespace PerfOpt.Adapters.Linux;

/// <summary>A span of another process's memory.</summary>
/// <param name="Address">Where it begins.</param>
/// <param name="Length">Bytes.</param>
public readonly record struct RemoteRange(ulong Address, int Length);

/// <summary>Why memory could not be read.</summary>
public enum MemoryStatus
{
    /// <summary>All of it was read.</summary>
    Ok,
    /// <summary>An address is not mapped: a stale pointer, or memory that was just freed.</summary>
    Fault,
    /// <summary>The process has ended.</summary>
    Gone,
    /// <summary>The kernel refused access.</summary>
    Denied,
}

/// <summary>Reads another process's memory through <c>process_vm_readv(2)</c>. Not safe for several threads.</summary>
public sealed partial class ProcessMemory
{
    private const int NoSuchProcess = 3;
    private const int NotPermitted = 1;
    private const int AccessDenied = 13;
    private const int NotImplemented = 38;
    /// <summary>The kernel's limit on segments of one call (<c>UIO_MAXIOV</c>).</summary>
    private const int SegmentLimit = 1024;

    private readonly IoVector[] _remote = new IoVector[SegmentLimit];

    /// <summary>For a process.</summary>
    public ProcessMemory(int processId) => ProcessId = processId;

    /// <summary>The process.</summary>
    public int ProcessId { get; }

    /// <summary>Calls made so far.</summary>
    public long Calls { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Reads one range; anything short of the whole is a fault.</summary>
    public MemoryStatus Read(ulong address, Span<byte> destination)
    {
        _remote[0] = new IoVector((nuint)address, (nuint)destination.Length);
        return ReadSegments(1, destination);
    }

    /// <summary>
    /// Reads ranges in the order given, one after another into <paramref name="destination"/>, in as few calls as the
    /// kernel allows. The kernel copies segment by segment, so the order is an order in time.
    /// </summary>
    public MemoryStatus Read(ReadOnlySpan<RemoteRange> ranges, Span<byte> destination)
    {
        var offset = 0;
        for (var start = 0; start < ranges.Length; start += SegmentLimit)
        {
            var count = Math.Min(SegmentLimit, ranges.Length - start);
            var bytes = 0;
            for (var i = 0; i < count; i++)
            {
                var range = ranges[start + i];
                _remote[i] = new IoVector((nuint)range.Address, (nuint)range.Length);
                bytes += range.Length;
            }
            var status = ReadSegments(count, destination.Slice(offset, bytes));
            if (status != MemoryStatus.Ok)
                return status;
            offset += bytes;
        }
        return MemoryStatus.Ok;
    }

    /// <summary>Reads a 64-bit word, or null.</summary>
    public ulong? ReadWord(ulong address)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        return Read(address, word) == MemoryStatus.Ok ? MemoryMarshal.Read<ulong>(word) : null;
    }

    private unsafe MemoryStatus ReadSegments(int count, Span<byte> destination)
    {
        if (destination.IsEmpty)
            return MemoryStatus.Ok;
        Calls++;
        BytesRead += destination.Length;
        fixed (byte* into = destination)
        fixed (IoVector* remote = _remote)
        {
            var local = new IoVector((nuint)into, (nuint)destination.Length);
            var read = process_vm_readv(ProcessId, &local, 1, remote, (nuint)count, 0);
            if (read == destination.Length)
                return MemoryStatus.Ok;
            if (read >= 0)
                return MemoryStatus.Fault;
        }
        return Marshal.GetLastPInvokeError() switch
        {
            NoSuchProcess => MemoryStatus.Gone,
            NotPermitted or AccessDenied or NotImplemented => MemoryStatus.Denied,
            _ => MemoryStatus.Fault,
        };
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct IoVector(nuint Base, nuint Length);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint process_vm_readv(
        int pid, IoVector* local, nuint localCount, IoVector* remote, nuint remoteCount, nuint flags);
}
