using System.Runtime.InteropServices;

namespace PerfOpt.Adapters.Processes.Native;

/// <summary>The C library's calls that this room needs, as they are, with the layouts of Linux on x86-64.</summary>
internal static unsafe partial class Libc
{
    internal const int SockStream = 1;
    internal const int SockCloseOnExec = 0x80000;
    internal const int AddressFamilyUnix = 1;

    internal const int PrctlSetName = 15;
    internal const int PrctlSetChildSubreaper = 36;

    internal const int FcntlGetFlags = 3;
    internal const int FcntlSetFlags = 4;
    internal const int FcntlSetDescriptorFlags = 2;
    internal const int FcntlSetPipeSize = 1031;
    internal const int CloseOnExec = 1;

    internal const int OpenReadOnly = 0;
    internal const int OpenWriteOnly = 1;
    internal const int OpenCreate = 0x40;
    internal const int OpenTruncate = 0x200;
    internal const int OpenNonBlocking = 0x800;
    internal const int OpenCloseOnExec = 0x80000;

    internal const int IdTypeAll = 0;
    internal const int WaitNoHang = 1;
    internal const int WaitExited = 4;
    internal const int WaitNoReap = 0x01000000;

    internal const short PollIn = 1;
    internal const short PollHangUp = 0x10;

    internal const int ResourceOpenFiles = 7;
    internal const int AtFdCwd = -100;
    internal const int AtSymlinkNoFollow = 0x100;

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int prctl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int socketpair(int domain, int type, int protocol, int* pair);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int shutdown(int descriptor, int how);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint read(int descriptor, void* buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint write(int descriptor, void* buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int open(string path, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int pipe2(int* pair, int flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int fcntl(int descriptor, int command, nint argument);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int eventfd(uint initial, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int memfd_create(string name, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int poll(PollEntry* entries, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int waitid(int idType, int id, byte* signalInfo, int options);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int wait4(int pid, int* status, int options, KernelUsage* usage);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int waitpid(int pid, int* status, int options);

    [LibraryImport("libc")]
    internal static partial void _exit(int code);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int kill(int pid, int signal);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint signal(int number, nint handler);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int chdir(string path);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int access(string path, int mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mkdir(string path, uint mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int chmod(string path, uint mode);

    [LibraryImport("libc")]
    internal static partial uint geteuid();

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int prlimit(int pid, int resource, ResourceLimitPair* set, ResourceLimitPair* old);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int sched_getaffinity(int pid, nuint size, byte* mask);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int statx(int directory, string path, int flags, uint mask, byte* buffer);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_init(byte* actions);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_destroy(byte* actions);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_adddup2(byte* actions, int from, int to);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int posix_spawn_file_actions_addchdir_np(byte* actions, string path);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_init(byte* attributes);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_destroy(byte* attributes);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setflags(byte* attributes, short flags);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setsigdefault(byte* attributes, byte* signals);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setsigmask(byte* attributes, byte* signals);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int posix_spawn(
        int* pid, string path, byte* actions, byte* attributes, byte** arguments, byte** environment);
}

/// <summary><c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public int Descriptor;
    public short Events;
    public short Returned;
}

/// <summary><c>struct rlimit</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ResourceLimitPair
{
    public ulong Soft;
    public ulong Hard;
}

/// <summary><c>struct rusage</c>: only what Linux fills and we use is named.</summary>
[StructLayout(LayoutKind.Explicit, Size = 144)]
internal struct KernelUsage
{
    [FieldOffset(0)] public long UserSeconds;
    [FieldOffset(8)] public long UserMicroseconds;
    [FieldOffset(16)] public long SystemSeconds;
    [FieldOffset(24)] public long SystemMicroseconds;
    [FieldOffset(32)] public long MaxResidentKibibytes;
    [FieldOffset(128)] public long VoluntarySwitches;
    [FieldOffset(136)] public long InvoluntarySwitches;
}
