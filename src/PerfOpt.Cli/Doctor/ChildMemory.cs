using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace PerfOpt.Cli.Doctor;

/// <summary>Reads a few bytes from a child process, to see whether that is allowed.</summary>
public static partial class ChildMemory
{
    private static ReadOnlySpan<byte> ElfMagic => [0x7f, (byte)'E', (byte)'L', (byte)'F'];

    /// <summary>Starts a small child, reads the head of its program from its memory, and ends it.</summary>
    /// <returns>Why that failed, or null.</returns>
    public static string? Read()
    {
        // The child waits for its input, which closes with this process: it cannot be left behind.
        var start = new ProcessStartInfo("/bin/cat") { RedirectStandardInput = true, RedirectStandardOutput = true };
        try
        {
            using Process child = Process.Start(start)!;
            try
            {
                return ReadHead(child);
            }
            finally
            {
                child.Kill();
                child.WaitForExit();
            }
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or InvalidOperationException)
        {
            return failure.Message;
        }
    }

    private static string? ReadHead(Process child)
    {
        string maps = File.ReadAllText($"/proc/{child.Id.ToString(CultureInfo.InvariantCulture)}/maps");
        string? first = Array.Find(maps.Split('\n'), line =>
            line.Contains(" r--p 00000000 ", StringComparison.Ordinal));
        if (first is null || !nuint.TryParse(first.AsSpan(0, first.IndexOf('-', StringComparison.Ordinal)),
                NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out nuint address))
            return "its memory map cannot be read";

        byte[] head = new byte[ElfMagic.Length];
        nint count = ReadMemory(child.Id, address, head);
        if (count < 0)
            return Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
        return head.AsSpan().SequenceEqual(ElfMagic) ? null : "other bytes than expected were read";
    }

    private static unsafe nint ReadMemory(int processId, nuint address, byte[] buffer)
    {
        fixed (byte* bytes = buffer)
        {
            var local = new IoVector((nuint)bytes, (nuint)buffer.Length);
            var remote = new IoVector(address, (nuint)buffer.Length);
            return ProcessVmReadV(processId, &local, 1, &remote, 1, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "process_vm_readv", SetLastError = true)]
    private static unsafe partial nint ProcessVmReadV(
        int processId, IoVector* local, nuint localCount, IoVector* remote, nuint remoteCount, nuint flags);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct IoVector(nuint Start, nuint Length);
}
