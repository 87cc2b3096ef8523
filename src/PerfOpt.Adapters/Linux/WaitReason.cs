using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Linux;

/// <summary>
/// Tells from what the kernel says of a waiting thread what it waits for. Numbers are those of x86-64.
/// </summary>
public static class WaitReason
{
    /// <summary>What the wait in a system call is for.</summary>
    /// <param name="call">The call.</param>
    /// <param name="descriptor">
    /// What the descriptor concerned is, as its link in <c>/proc/pid/fd</c> says; or null.
    /// </param>
    public static ThreadActivity Of(BlockedSyscall call, string? descriptor) => call.Number switch
    {
        0 or 1 or 17 or 18 or 19 or 20 or 40 or 295 or 296 or 327 or 328 => OfDescriptor(descriptor),
        7 or 271 => call.Argument1 == 1 && descriptor is not null
            ? OfDescriptor(descriptor)
            : call.Argument1 == 0 ? ThreadActivity.WaitSleep : ThreadActivity.WaitPoll,
        23 or 270 => call.Argument0 == 0 ? ThreadActivity.WaitSleep : ThreadActivity.WaitPoll,
        232 or 281 or 441 => ThreadActivity.WaitPoll,
        35 or 230 => ThreadActivity.WaitSleep,
        202 or 449 or 72 or 73 => ThreadActivity.WaitLock,
        42 or 43 or 44 or 45 or 46 or 47 or 288 or 299 or 307 => ThreadActivity.WaitNetwork,
        61 or 247 => ThreadActivity.WaitProcess,
        2 or 3 or 4 or 5 or 6 or 21 or 26 or 74 or 75 or 76 or 77 or 82 or 83 or 84 or 87 or 162 or 217
            or 257 or 262 or 263 or 264 or 269 or 277 or 285 or 306 or 316 or 332 or 439 => ThreadActivity.WaitDisk,
        _ => ThreadActivity.WaitOther,
    };

    /// <summary>Whether the first argument of a call is a descriptor that tells what the wait is for.</summary>
    public static bool NamesDescriptor(long number) =>
        number is 0 or 1 or 17 or 18 or 19 or 20 or 40 or 295 or 296 or 327 or 328;

    /// <summary>
    /// Whether the call is <c>poll</c> or <c>ppoll</c> on one descriptor, as socket timeouts make it.
    /// </summary>
    public static bool PollsOneDescriptor(BlockedSyscall call) => call.Number is 7 or 271 && call.Argument1 == 1;

    /// <summary>Whether the call waits on a futex, whose address is the first argument.</summary>
    public static bool IsFutex(long number) => number is 202 or 449;

    /// <summary>What the wait is for, from the kernel function's name (<c>wchan</c>): less exact.</summary>
    public static ThreadActivity OfKernelFunction(string name)
    {
        if (name.Contains("futex", StringComparison.Ordinal))
            return ThreadActivity.WaitLock;
        if (name.Contains("nanosleep", StringComparison.Ordinal))
            return ThreadActivity.WaitSleep;
        if (name.Contains("pipe", StringComparison.Ordinal) || name.Contains("tty", StringComparison.Ordinal))
            return ThreadActivity.WaitPipe;
        if (name.Contains("poll", StringComparison.Ordinal) || name.Contains("select", StringComparison.Ordinal))
            return ThreadActivity.WaitPoll;
        if (name.Contains("do_wait", StringComparison.Ordinal))
            return ThreadActivity.WaitProcess;
        string[] network = ["sk_", "skb", "inet_", "unix_", "tcp", "udp"];
        if (Array.Exists(network, part => name.Contains(part, StringComparison.Ordinal)))
            return ThreadActivity.WaitNetwork;
        string[] disk = ["io_schedule", "folio", "blk", "jbd2", "ext4", "xfs", "btrfs", "bio"];
        return Array.Exists(disk, part => name.Contains(part, StringComparison.Ordinal))
            ? ThreadActivity.WaitDisk
            : ThreadActivity.WaitOther;
    }

    private static ThreadActivity OfDescriptor(string? link)
    {
        if (link is null)
            return ThreadActivity.WaitOther;
        if (link.StartsWith("socket:", StringComparison.Ordinal))
            return ThreadActivity.WaitNetwork;
        if (link.StartsWith("pipe:", StringComparison.Ordinal) || link.StartsWith("anon_inode:",
            StringComparison.Ordinal)
            || link.StartsWith("/dev/pts/", StringComparison.Ordinal)
            || link.StartsWith("/dev/tty", StringComparison.Ordinal))
            return ThreadActivity.WaitPipe;
        return link.StartsWith('/') ? ThreadActivity.WaitDisk : ThreadActivity.WaitOther;
    }
}
