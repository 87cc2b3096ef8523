using System.Buffers;
using System.Text;

namespace PerfOpt.Core.Profiles.Formats;

/// <summary>Writes messages in the wire format of Protocol Buffers, as far as a profile needs it.</summary>
internal sealed class ProtobufWriter
{
    private const int LengthDelimited = 2;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _bytes.ResetWrittenCount();

    /// <summary>A number; the default, 0, is left out as the format has it.</summary>
    public void Number(int field, long value)
    {
        if (value == 0)
            return;
        Variable((ulong)field << 3);
        Variable((ulong)value);
    }

    /// <summary>A text.</summary>
    public void Text(int field, string value)
    {
        Variable((ulong)field << 3 | LengthDelimited);
        var bytes = Encoding.UTF8.GetBytes(value);
        Variable((ulong)bytes.Length);
        _bytes.Write(bytes);
    }

    /// <summary>A message within this one.</summary>
    public void Message(int field, ProtobufWriter message)
    {
        Variable((ulong)field << 3 | LengthDelimited);
        Variable((ulong)message.Written.Length);
        _bytes.Write(message.Written);
    }

    /// <summary>Numbers, packed.</summary>
    public void Packed(int field, ReadOnlySpan<long> values)
    {
        var length = 0;
        foreach (var value in values)
            length += Width((ulong)value);
        Variable((ulong)field << 3 | LengthDelimited);
        Variable((ulong)length);
        foreach (var value in values)
            Variable((ulong)value);
    }

    private static int Width(ulong value)
    {
        var width = 1;
        while ((value >>= 7) != 0)
            width++;
        return width;
    }

    private void Variable(ulong value)
    {
        const int longest = 10;
        var bytes = _bytes.GetSpan(longest);
        var count = 0;
        while (value >= 0x80)
        {
            bytes[count++] = (byte)(value | 0x80);
            value >>= 7;
        }
        bytes[count++] = (byte)value;
        _bytes.Advance(count);
    }
}
