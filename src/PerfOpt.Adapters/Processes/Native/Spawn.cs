using System.Runtime.InteropServices;
using System.Text;

namespace PerfOpt.Adapters.Processes.Native;

/// <summary>
/// One <c>posix_spawn(3)</c>. The new process has every signal at its default and none blocked: .NET ignores SIGPIPE
/// and handles others, which a target must not inherit.
/// </summary>
internal sealed unsafe class Spawn
{
    private const short SetSignalDefaults = 0x04;
    private const short SetSignalMask = 0x08;
    private const short SetSession = 0x80;

    /// <summary>The executable file.</summary>
    public required string Path { get; init; }

    /// <summary>Its arguments, the name first.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary><c>NAME=value</c>, all of them.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    /// <summary>Descriptors for the new process: ours, and the number there. Others go by their flag.</summary>
    public required IReadOnlyList<(int Ours, int Theirs)> Descriptors { get; init; }

    /// <summary>Where it starts; null for here.</summary>
    public string? Directory { get; init; }

    /// <summary>Whether it leads a session of its own.</summary>
    public bool NewSession { get; init; }

    /// <summary>Starts it.</summary>
    /// <returns>0 and the process id, or the error number.</returns>
    public int Start(out int pid)
    {
        // glibc needs 80, 336 and 128 bytes; the rest is room for other C libraries.
        byte* actions = stackalloc byte[512];
        byte* attributes = stackalloc byte[1024];
        byte* signals = stackalloc byte[128];
        _ = Libc.posix_spawn_file_actions_init(actions);
        _ = Libc.posix_spawnattr_init(attributes);
        byte** arguments = Pack(Arguments);
        byte** environment = Pack(Environment);
        try
        {
            foreach (var (ours, theirs) in Descriptors)
                _ = Libc.posix_spawn_file_actions_adddup2(actions, ours, theirs);
            if (Directory is not null)
                _ = Libc.posix_spawn_file_actions_addchdir_np(actions, Directory);
            _ = Libc.posix_spawnattr_setsigmask(attributes, signals);
            new Span<byte>(signals, 8).Fill(0xff);
            foreach (int fixedSignal in (ReadOnlySpan<int>)[Signals.Kill, Signals.Stop, 32, 33])
                signals[(fixedSignal - 1) / 8] &= (byte)~(1 << ((fixedSignal - 1) % 8));
            _ = Libc.posix_spawnattr_setsigdefault(attributes, signals);
            _ = Libc.posix_spawnattr_setflags(
                attributes, (short)(SetSignalDefaults | SetSignalMask | (NewSession ? SetSession : 0)));
            int child = 0;
            int error = Libc.posix_spawn(&child, Path, actions, attributes, arguments, environment);
            pid = child;
            return error;
        }
        finally
        {
            NativeMemory.Free(arguments);
            NativeMemory.Free(environment);
            _ = Libc.posix_spawn_file_actions_destroy(actions);
            _ = Libc.posix_spawnattr_destroy(attributes);
        }
    }

    /// <summary>A null-terminated vector of pointers and, behind it in the same block, the strings.</summary>
    private static byte** Pack(IReadOnlyList<string> strings)
    {
        nuint table = (nuint)(strings.Count + 1) * (nuint)sizeof(byte*);
        nuint size = table;
        foreach (string text in strings)
            size += (nuint)Encoding.UTF8.GetByteCount(text) + 1;
        var block = (byte*)NativeMemory.Alloc(size);
        var vector = (byte**)block;
        byte* next = block + table;
        for (int i = 0; i < strings.Count; i++)
        {
            vector[i] = next;
            int length = Encoding.UTF8.GetBytes(strings[i], new Span<byte>(next, (int)(block + size - next)));
            next[length] = 0;
            next += length + 1;
        }
        vector[strings.Count] = null;
        return vector;
    }
}
