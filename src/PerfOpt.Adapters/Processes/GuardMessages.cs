using System.Buffers.Binary;
using System.Text;
using PerfOpt.Core.Measurement;

namespace PerfOpt.Adapters.Processes;

/// <summary>
/// What perfopt and its guard say to each other: frames of a length (4 bytes), a kind (1 byte) and fields as
/// <see cref="BinaryWriter"/> writes them. Both ends are always the same build.
/// </summary>
internal static class GuardMessages
{
    /// <summary>More than the kernel grants to arguments and environment (6 MiB, execve(2)).</summary>
    public const int MostBytes = 32 << 20;

    public static byte[] Frame(GuardMessageKind kind, Action<BinaryWriter>? write = null)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(0);
        writer.Write((byte)kind);
        write?.Invoke(writer);
        writer.Flush();
        byte[] frame = stream.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - sizeof(int));
        return frame;
    }

    public static BinaryReader Open(byte[] body, out GuardMessageKind kind)
    {
        var reader = new BinaryReader(new MemoryStream(body), Encoding.UTF8);
        kind = (GuardMessageKind)reader.ReadByte();
        return reader;
    }

    public static void WriteList(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (string text in texts)
            writer.Write(text);
    }

    public static string[] ReadList(BinaryReader reader)
    {
        string[] texts = new string[reader.ReadInt32()];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = reader.ReadString();
        return texts;
    }
}

/// <summary>The kinds of message: the first three go to the guard, the others come from it.</summary>
internal enum GuardMessageKind : byte
{
    Run = 1,
    Stop,
    Leave,
    Started,
    Failed,
    Finished,
}

/// <summary>Run this.</summary>
internal sealed record RunOrder
{
    public required string Path { get; init; }
    public required IReadOnlyList<string> Arguments { get; init; }
    public required IReadOnlyList<string> Environment { get; init; }
    public required string Directory { get; init; }
    public required OutputMode Output { get; init; }
    public required string StandardInput { get; init; }
    public required string OutputFile { get; init; }
    public required long TimeoutNanoseconds { get; init; }
    public required IReadOnlyList<string> ScratchDirectories { get; init; }

    public byte[] ToFrame() => GuardMessages.Frame(GuardMessageKind.Run, writer =>
    {
        writer.Write(Path);
        GuardMessages.WriteList(writer, Arguments);
        GuardMessages.WriteList(writer, Environment);
        writer.Write(Directory);
        writer.Write((int)Output);
        writer.Write(StandardInput);
        writer.Write(OutputFile);
        writer.Write(TimeoutNanoseconds);
        GuardMessages.WriteList(writer, ScratchDirectories);
    });

    public static RunOrder Read(BinaryReader reader) => new()
    {
        Path = reader.ReadString(),
        Arguments = GuardMessages.ReadList(reader),
        Environment = GuardMessages.ReadList(reader),
        Directory = reader.ReadString(),
        Output = (OutputMode)reader.ReadInt32(),
        StandardInput = reader.ReadString(),
        OutputFile = reader.ReadString(),
        TimeoutNanoseconds = reader.ReadInt64(),
        ScratchDirectories = GuardMessages.ReadList(reader),
    };
}

/// <summary>What a run could not begin for.</summary>
/// <param name="Stage">Where it failed.</param>
/// <param name="Error">The error number.</param>
internal sealed record StartFailure(StartStage Stage, int Error)
{
    public byte[] ToFrame() => GuardMessages.Frame(GuardMessageKind.Failed, writer =>
    {
        writer.Write((byte)Stage);
        writer.Write(Error);
    });

    public static StartFailure Read(BinaryReader reader) => new((StartStage)reader.ReadByte(), reader.ReadInt32());
}

/// <summary>The steps of a start that can fail.</summary>
internal enum StartStage : byte
{
    /// <summary>The file for standard input.</summary>
    OpenInput,
    /// <summary>The file for standard output.</summary>
    OpenOutput,
    /// <summary>Pipes and sockets.</summary>
    Prepare,
    /// <summary>The launcher.</summary>
    Launch,
    /// <summary>The program itself.</summary>
    Execute,
}

/// <summary>How a run ended.</summary>
internal sealed record RunEnd
{
    public required int WaitStatus { get; init; }
    public required ResourceUsage Usage { get; init; }
    public required bool TimedOut { get; init; }
    public required bool Interrupted { get; init; }
    public required int Orphans { get; init; }
    public required bool OutputTruncated { get; init; }
    public required byte[] ErrorTail { get; init; }

    public byte[] ToFrame() => GuardMessages.Frame(GuardMessageKind.Finished, writer =>
    {
        writer.Write(WaitStatus);
        writer.Write(Usage.WallSeconds);
        writer.Write(Usage.UserSeconds);
        writer.Write(Usage.SystemSeconds);
        writer.Write(Usage.PeakRssBytes);
        writer.Write(Usage.StorageReadBytes ?? -1);
        writer.Write(Usage.StorageWriteBytes ?? -1);
        writer.Write(Usage.ContextSwitches);
        writer.Write(TimedOut);
        writer.Write(Interrupted);
        writer.Write(Orphans);
        writer.Write(OutputTruncated);
        writer.Write(ErrorTail.Length);
        writer.Write(ErrorTail);
    });

    public static RunEnd Read(BinaryReader reader)
    {
        int status = reader.ReadInt32();
        var usage = new ResourceUsage
        {
            WallSeconds = reader.ReadDouble(),
            UserSeconds = reader.ReadDouble(),
            SystemSeconds = reader.ReadDouble(),
            PeakRssBytes = reader.ReadInt64(),
            StorageReadBytes = NullIfNegative(reader.ReadInt64()),
            StorageWriteBytes = NullIfNegative(reader.ReadInt64()),
            ContextSwitches = reader.ReadInt64(),
        };
        return new RunEnd
        {
            WaitStatus = status,
            Usage = usage,
            TimedOut = reader.ReadBoolean(),
            Interrupted = reader.ReadBoolean(),
            Orphans = reader.ReadInt32(),
            OutputTruncated = reader.ReadBoolean(),
            ErrorTail = reader.ReadBytes(reader.ReadInt32()),
        };
    }

    private static long? NullIfNegative(long value) => value < 0 ? null : value;
}
