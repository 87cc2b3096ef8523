using System.Runtime.InteropServices;
using PerfOpt.Adapters.Processes.Native;

namespace PerfOpt.Adapters.Processes;

/// <summary>
/// Takes a target's output from a pipe, always and at once, so that the target never waits for us: into a file up to a
/// limit, and its end into memory. What is over the limit, or what a full disk refuses, is thrown away.
/// </summary>
internal sealed unsafe class OutputPump : IDisposable
{
    /// <summary>Bytes of a captured output that are kept.</summary>
    public const long MostFileBytes = 64 << 20;

    /// <summary>Bytes of the end that are kept.</summary>
    public const int TailBytes = 4096;

    private const int ChunkBytes = 64 << 10;

    /// <summary>Chunks taken in one go, that a flood does not keep the guard from its other duties.</summary>
    private const int ChunksAtOnce = 16;

    private readonly byte[] _chunk = new byte[ChunkBytes];
    private readonly byte[] _tail = new byte[TailBytes];
    private readonly int _file;
    private int _tailLength;
    private long _room = MostFileBytes;

    private OutputPump(int pipe, int file)
    {
        Descriptor = pipe;
        _file = file;
    }

    /// <summary>The pipe's end to read; negative once it was read to its end, which <c>poll(2)</c> skips.</summary>
    public int Descriptor { get; private set; }

    /// <summary>Whether something was thrown away that belonged into the file.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>The last bytes.</summary>
    public ReadOnlySpan<byte> Tail => _tail.AsSpan(0, _tailLength);

    /// <summary>Makes a pipe.</summary>
    /// <param name="file">Where its bytes go; negative for nowhere. Closed by the pump.</param>
    /// <param name="writeEnd">For the target; to be closed here once it runs.</param>
    /// <returns>The pump, or null when the pipe cannot be made.</returns>
    public static OutputPump? Open(int file, out int writeEnd)
    {
        int* pair = stackalloc int[2];
        writeEnd = -1;
        if (Libc.pipe2(pair, Libc.OpenCloseOnExec) != 0)
            return null;
        writeEnd = pair[1];
        int flags = Libc.fcntl(pair[0], Libc.FcntlGetFlags, 0);
        _ = Libc.fcntl(pair[0], Libc.FcntlSetFlags, flags | Libc.OpenNonBlocking);
        // A larger pipe spares the target some waiting; where the user's allowance is spent, it stays at 64 KiB.
        _ = Libc.fcntl(pair[0], Libc.FcntlSetPipeSize, 1 << 20);
        return new OutputPump(pair[0], file);
    }

    /// <summary>Takes what is there.</summary>
    /// <returns>Whether more may be there at once.</returns>
    public bool Take()
    {
        for (int i = 0; i < ChunksAtOnce && Descriptor >= 0; i++)
        {
            int count;
            fixed (byte* bytes = _chunk)
                count = (int)Libc.read(Descriptor, bytes, ChunkBytes);
            if (count > 0)
            {
                Keep(_chunk.AsSpan(0, count));
                continue;
            }
            if (count < 0 && Marshal.GetLastPInvokeError() is Errno.TryAgain or Errno.Interrupted)
                return false;
            _ = Libc.close(Descriptor);
            Descriptor = -1;
        }
        return Descriptor >= 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Descriptor >= 0)
            _ = Libc.close(Descriptor);
        if (_file >= 0)
            _ = Libc.close(_file);
        Descriptor = -1;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_file >= 0)
            WriteToFile(bytes);
        if (bytes.Length >= TailBytes)
        {
            bytes[^TailBytes..].CopyTo(_tail);
            _tailLength = TailBytes;
            return;
        }
        int kept = Math.Min(_tailLength, TailBytes - bytes.Length);
        _tail.AsSpan(_tailLength - kept, kept).CopyTo(_tail);
        bytes.CopyTo(_tail.AsSpan(kept));
        _tailLength = kept + bytes.Length;
    }

    private void WriteToFile(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _room)
        {
            IsTruncated = true;
            bytes = bytes[..(int)_room];
        }
        while (bytes.Length > 0)
        {
            nint written;
            fixed (byte* start = bytes)
                written = Libc.write(_file, start, (nuint)bytes.Length);
            if (written < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted)
                continue;
            if (written <= 0)
            {
                IsTruncated = true;
                _room = 0;
                return;
            }
            _room -= written;
            bytes = bytes[(int)written..];
        }
    }
}
