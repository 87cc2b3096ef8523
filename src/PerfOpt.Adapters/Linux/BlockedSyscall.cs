using System.Buffers.Text;

namespace PerfOpt.Adapters.Linux;

/// <summary>What <c>/proc/pid/task/tid/syscall</c> says of a thread that waits in the kernel.</summary>
/// <param name="Number">The system call; -1 for a wait outside of one, such as a page fault.</param>
/// <param name="Argument0">Its first argument.</param>
/// <param name="Argument1">Its second argument.</param>
public readonly record struct BlockedSyscall(long Number, ulong Argument0, ulong Argument1)
{
    /// <summary>Parses a reading; null for a thread that runs, or a file that is not readable.</summary>
    public static BlockedSyscall? Parse(ReadOnlySpan<byte> text)
    {
        if (!Utf8Parser.TryParse(text, out long number, out var used))
            return null;
        var rest = text[used..];
        if (number < 0)
            return new BlockedSyscall(-1, 0, 0);
        return TryArgument(ref rest, out var first) && TryArgument(ref rest, out var second)
            ? new BlockedSyscall(number, first, second)
            : null;
    }

    private static bool TryArgument(ref ReadOnlySpan<byte> rest, out ulong value)
    {
        value = 0;
        if (!rest.StartsWith(" 0x"u8))
            return false;
        rest = rest[3..];
        if (!Utf8Parser.TryParse(rest, out value, out var used, 'x'))
            return false;
        rest = rest[used..];
        return true;
    }
}
