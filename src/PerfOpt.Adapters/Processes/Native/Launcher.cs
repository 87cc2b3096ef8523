using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace PerfOpt.Adapters.Processes.Native;

/// <summary>
/// The launcher: an executable of some 400 bytes that stands between the guard and a target, so that the target's peak
/// memory does not begin at the guard's own (see <c>launcher.s</c>, the source of <see cref="Code"/>). It lives in
/// anonymous memory: no file of it exists.
/// </summary>
internal static unsafe class Launcher
{
    private const ulong BaseAddress = 0x400000;
    private const int HeaderSize = 64;
    private const int ProgramHeaderSize = 56;
    private const int CodeOffset = HeaderSize + 2 * ProgramHeaderSize;

    /// <summary>The machine code of <c>launcher.s</c> (x86-64, position-independent).</summary>
    private const string Code =
        "488b7424104531e40fb60684c0740e456be40a458d6404d048ffc6ebeb4c8d6c2418488b0c244c8d74cc1050b8390000" +
        "000f054885c0787d740931ffb8e70000000f0531ff31f6b86d0000000f05b8270000000f05890424e86c00000031c044" +
        "89e74889e6ba040000000f054883f804754bbf01000000be09000000b89d0000000f05b86e0000000f053b0424752e44" +
        "89e7be02000000ba01000000b8480000000f05498b7d00498d75084c89f2b83b0000000f05890424e80c000000bf7f00" +
        "0000b8e70000000f054489e7488d742408ba04000000b8010000000f05c3";

    /// <summary>Whether this machine can execute it.</summary>
    public static bool IsSupported =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>Writes it to anonymous memory; closed on exec.</summary>
    /// <returns>The descriptor, or the negated error number.</returns>
    public static int Open()
    {
        int descriptor = Libc.memfd_create("launcher", Libc.CloseOnExec);
        if (descriptor < 0)
            return -Marshal.GetLastPInvokeError();
        byte[] image = Image();
        fixed (byte* bytes = image)
        {
            if (Libc.write(descriptor, bytes, (nuint)image.Length) == image.Length)
                return descriptor;
        }
        int error = Marshal.GetLastPInvokeError();
        Libc.close(descriptor);
        return -error;
    }

    /// <summary>A static ELF executable: one segment to read and execute, and a stack not to execute.</summary>
    public static byte[] Image()
    {
        byte[] code = Convert.FromHexString(Code);
        byte[] image = new byte[CodeOffset + code.Length];
        Span<byte> header = image;
        ReadOnlySpan<byte> identity = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0];
        identity.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[16..], 2); // ET_EXEC
        BinaryPrimitives.WriteUInt16LittleEndian(header[18..], 62); // EM_X86_64
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], BaseAddress + CodeOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[52..], HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[54..], ProgramHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[56..], 2);
        WriteSegment(header[HeaderSize..], type: 1, flags: 5, size: (ulong)image.Length);
        WriteSegment(header[(HeaderSize + ProgramHeaderSize)..], type: 0x6474e551, flags: 6, size: 0);
        code.CopyTo(image, CodeOffset);
        return image;
    }

    private static void WriteSegment(Span<byte> header, uint type, uint flags, ulong size)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, type);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], flags);
        ulong address = size == 0 ? 0 : BaseAddress;
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], address);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], address);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], size);
        BinaryPrimitives.WriteUInt64LittleEndian(header[40..], size);
        BinaryPrimitives.WriteUInt64LittleEndian(header[48..], 0x1000);
    }
}
