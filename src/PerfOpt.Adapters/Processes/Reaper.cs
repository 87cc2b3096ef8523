using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using PerfOpt.Adapters.Processes.Native;

namespace PerfOpt.Adapters.Processes;

/// <summary>One child of the guard that ended: the root, the launcher or an orphan.</summary>
internal sealed record ProcessEnd
{
    public required int Id { get; init; }

    /// <summary><see cref="Stopwatch"/>'s ticks (CLOCK_MONOTONIC) when its end was seen.</summary>
    public required long At { get; init; }

    /// <summary>As <c>wait4(2)</c> gives it.</summary>
    public required int WaitStatus { get; init; }

    public required KernelUsage Usage { get; init; }

    /// <summary>Bytes that storage delivered to it and the children it waited for; null: not accounted.</summary>
    public required long? ReadBytes { get; init; }

    /// <summary>Bytes likewise sent to storage.</summary>
    public required long? WriteBytes { get; init; }
}

/// <summary>
/// Waits for the guard's children on a thread of its own, so that each is seen ending at once, read while it is a
/// zombie, and reaped at once: a program that waits for its daemon to vanish would notice a late one.
/// </summary>
internal sealed unsafe class Reaper
{
    private readonly object _gate = new();
    private readonly Queue<ProcessEnd> _ended = new();
    private bool _childStarted;
    private (int Id, int Descriptor) _watched = (0, -1);

    public Reaper()
    {
        WakeDescriptor = Libc.eventfd(0, Libc.OpenNonBlocking | Libc.OpenCloseOnExec);
        new Thread(Reap, maxStackSize: 256 * 1024) { IsBackground = true, Name = "reaper" }.Start();
    }

    /// <summary>Readable when a child was reaped.</summary>
    public int WakeDescriptor { get; }

    /// <summary>To be called after a child was started.</summary>
    public void ChildStarted()
    {
        lock (_gate)
        {
            _childStarted = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>
    /// Opens a process's I/O counters while it lives. A zombie's belong to root in <c>/proc</c> (fs/proc/base.c,
    /// task_dump_owner), so that another user could not open them any more; what is open can be read.
    /// </summary>
    public void WatchStorage(int pid)
    {
        lock (_gate)
            _watched = (pid, OpenCounters(pid));
    }

    /// <summary>The next child that ended; null when there is none yet.</summary>
    public ProcessEnd? Take()
    {
        lock (_gate)
            return _ended.TryDequeue(out var end) ? end : null;
    }

    /// <summary>Empties <see cref="WakeDescriptor"/>; to be called before <see cref="Take"/>.</summary>
    public void AcknowledgeWake()
    {
        ulong count;
        _ = Libc.read(WakeDescriptor, &count, sizeof(ulong));
    }

    /// <summary>Whether no child is left and every end was taken.</summary>
    public bool IsChildless()
    {
        lock (_gate)
            return _ended.Count == 0 && Peek(Libc.WaitNoHang, out _) == Errno.NoChild;
    }

    private void Reap()
    {
        while (true)
        {
            int error = Peek(0, out int pid);
            if (error == Errno.NoChild)
            {
                AwaitChild();
                continue;
            }
            if (error != 0)
                continue;
            long at = Stopwatch.GetTimestamp();
            var (read, written) = ReadStorageBytes(pid);
            int status;
            KernelUsage usage;
            lock (_gate)
            {
                if (Libc.wait4(pid, &status, 0, &usage) != pid)
                    continue;
                _ended.Enqueue(new ProcessEnd
                {
                    Id = pid, At = at, WaitStatus = status, Usage = usage, ReadBytes = read, WriteBytes = written,
                });
            }
            ulong one = 1;
            _ = Libc.write(WakeDescriptor, &one, sizeof(ulong));
        }
    }

    private void AwaitChild()
    {
        lock (_gate)
        {
            while (!_childStarted)
                Monitor.Wait(_gate);
            _childStarted = false;
        }
    }

    /// <summary>Looks for a child that ended, without reaping it.</summary>
    private static int Peek(int options, out int pid)
    {
        byte* info = stackalloc byte[128];
        int result = Libc.waitid(Libc.IdTypeAll, 0, info, Libc.WaitExited | Libc.WaitNoReap | options);
        // siginfo_t: si_pid at 16 on x86-64.
        pid = BinaryPrimitives.ReadInt32LittleEndian(new ReadOnlySpan<byte>(info + 16, 4));
        return result == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>
    /// The counters of a zombie. Null where the kernel was built without TASK_IO_ACCOUNTING, for a program that changed
    /// its user, and for an orphan unless this is root.
    /// </summary>
    private (long? Read, long? Written) ReadStorageBytes(int pid)
    {
        lock (_gate)
        {
            byte* bytes = stackalloc byte[512];
            int descriptor = _watched.Id == pid ? _watched.Descriptor : OpenCounters(pid);
            int count = (int)Libc.read(descriptor, bytes, 512);
            _ = Libc.close(descriptor);
            if (_watched.Id == pid)
                _watched = (0, -1);
            string text = count > 0 ? Encoding.ASCII.GetString(bytes, count) : "";
            return (Field(text, "\nread_bytes: "), Field(text, "\nwrite_bytes: "));
        }
    }

    private static int OpenCounters(int pid) => Libc.open(
        $"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/io", Libc.OpenReadOnly | Libc.OpenCloseOnExec, 0);

    private static long? Field(string text, string name)
    {
        int start = text.IndexOf(name, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += name.Length;
        int end = text.IndexOf('\n', start);
        ReadOnlySpan<char> digits = end < 0 ? text.AsSpan(start) : text.AsSpan(start, end - start);
        return long.TryParse(digits, CultureInfo.InvariantCulture, out long value) ? value : null;
    }
}
