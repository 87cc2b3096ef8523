using System.Buffers.Binary;
using PerfOpt.Adapters.Python.Sampling;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Python.Sampling;

/// <summary>The block that CPython publishes, well formed and not.</summary>
public sealed class DebugOffsetsTests
{
    [Fact]
    public void Reads_the_block_of_3_13()
    {
        var offsets = DebugOffsets.Parse(Block313()).ShouldNotBeNull();
        offsets.Minor.ShouldBe(13);
        offsets.InterpretersHead.ShouldBe(632);
        offsets.ThreadFrame.ShouldBe(72);
        offsets.NativeThreadId.ShouldBe(160);
        offsets.GilHolder.ShouldBe(8);
        offsets.GilLocked.ShouldBe(16);
        offsets.AsciiText.ShouldBe(40);
        offsets.CompactText.ShouldBe(56);
        offsets.Bytecode.ShouldBe(200);
    }

    [Theory]
    [InlineData(0, 0L)]                     // cookie
    [InlineData(8, 0x030c00f0L)]            // a version that has no such block
    [InlineData(8, 0x030f00f0L)]            // a version that is not understood
    [InlineData(24, 0L)]                    // size of the runtime
    [InlineData(40, 1L << 40)]              // out of the runtime
    [InlineData(184, 73L)]                  // not aligned
    [InlineData(232, 1000L)]                // out of the frame
    [InlineData(136, 0L)]                   // before the GIL structure
    public void Refuses_what_makes_no_sense(int at, long value)
    {
        var block = Block313();
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(at), value);
        DebugOffsets.Parse(block).ShouldBeNull();
    }

    [Fact]
    public void Survives_any_bytes_behind_the_cookie()
    {
        var random = new Random(1);
        for (var round = 0; round < 2000; round++)
        {
            var block = Block313();
            for (var hit = 0; hit < 8; hit++)
                block[random.Next(24, block.Length)] = (byte)random.Next(256);
            if (DebugOffsets.Parse(block) is { } offsets)
                offsets.ThreadBytes.ShouldBeLessThanOrEqualTo((1 << 22) + 16);
        }
        DebugOffsets.Parse([1, 2, 3]).ShouldBeNull();
    }

    [Theory]
    [InlineData(7), InlineData(15), InlineData(99)]
    public void Refuses_other_versions_by_their_number(int minor)
    {
        PythonOffsetTable.Find(minor).ShouldBeNull();
        PythonRuntimeInfo.ReasonAgainst(3, minor, freeThreaded: false).ShouldNotBeNull();
    }

    /// <summary>A block with the numbers of CPython 3.13.0 on x86-64.</summary>
    private static byte[] Block313()
    {
        var block = new byte[DebugOffsets.BlockBytes];
        "xdebugpy"u8.CopyTo(block);
        (int At, long Value)[] words =
        [
            (8, 0x030d00f0), (24, 300_000), (32, 608), (40, 632),
            (48, 400_000), (56, 7272), (64, 7264), (72, 7344),
            (112, 16), (120, 7752), (128, 0), (136, 7768), (144, 7760),
            (152, 304), (160, 0), (168, 8), (176, 16), (184, 72), (192, 152), (200, 160), (208, 232), (216, 32),
            (224, 80), (232, 8), (240, 0), (248, 56), (256, 72), (264, 70),
            (272, 208), (280, 112), (288, 120), (296, 128), (304, 136), (312, 68), (320, 52), (344, 200),
            (352, 16), (360, 8), (512, 40), (520, 16), (528, 32), (536, 64), (544, 32), (552, 16), (560, 40),
        ];
        foreach (var (at, value) in words)
            BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(at), value);
        return block;
    }
}
