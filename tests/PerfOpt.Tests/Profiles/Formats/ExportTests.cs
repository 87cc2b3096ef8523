using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Google.Protobuf;
using PerfOpt.Core.Profiles;
using PerfOpt.Core.Profiles.Formats;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Profiles.Formats;

/// <summary>Exports, read back.</summary>
public sealed class ExportTests
{
    [Fact]
    public void Collapsed_lines_begin_outermost_and_end_with_the_weight()
    {
        var builder = new StackProfileBuilder();
        builder.Thread(new ThreadInfo(4, 5, "python3", 0));
        var outer = builder.Push(StackId.Empty, builder.Frame(new FrameInfo("a;b", "/x/y.py", 3, 1, FrameOrigin.Own)));
        var inner = builder.Push(outer, builder.Frame(new FrameInfo("c", "", 0, 0, FrameOrigin.Runtime)));
        builder.Add(new StackSample(0, 0, inner, ThreadActivity.OnCpu, false, 2_000_000, 0));
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        CollapsedStacks.Write(builder.Build(SmallProfile.Build().Quality), writer);
        writer.ToString().ShouldBe("python3 [4/5];a:b (y.py:3);c (:0) 2000\n");
    }

    [Fact]
    public void Speedscope_has_the_frames_and_weights()
    {
        using var stream = new MemoryStream();
        SpeedscopeFile.Write(SmallProfile.Build(), stream, "title");
        using var json = JsonDocument.Parse(stream.ToArray());
        var root = json.RootElement;
        root.GetProperty("$schema").GetString().ShouldBe("https://www.speedscope.app/file-format-schema.json");
        var frames = root.GetProperty("shared").GetProperty("frames");
        var thread = root.GetProperty("profiles")[0];
        thread.GetProperty("type").GetString().ShouldBe("sampled");
        thread.GetProperty("endValue").GetInt64().ShouldBe(100);
        thread.GetProperty("weights").EnumerateArray().Sum(weight => weight.GetInt64()).ShouldBe(100);
        var deepest = thread.GetProperty("samples")[1].EnumerateArray()
            .Select(index => frames[index.GetInt32()].GetProperty("name").GetString());
        deepest.ShouldBe(["main", "recursive", "recursive"]);
        thread.GetProperty("samples").GetArrayLength().ShouldBe(thread.GetProperty("weights").GetArrayLength());
    }

    [Fact]
    public void Pprof_has_the_values_and_names()
    {
        using var stream = new MemoryStream();
        PprofFile.Write(SmallProfile.Build(), stream);
        stream.Position = 0;
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionMode.Decompress))
            gzip.CopyTo(plain);
        var strings = new List<string>();
        long samples = 0, wall = 0, cpu = 0;
        var locations = 0;
        using var input = new CodedInputStream(plain.ToArray());
        while (input.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 2:
                    var values = Values(input.ReadBytes());
                    (samples, wall, cpu) = (samples + values[0], wall + values[1], cpu + values[2]);
                    break;
                case 4:
                    locations++;
                    input.SkipLastField();
                    break;
                case 6:
                    strings.Add(input.ReadString());
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
        (samples, wall, cpu).ShouldBe((3L, 100L, 60L));
        locations.ShouldBe(4);
        strings[0].ShouldBe("");
        strings.ShouldBeUnique();
        foreach (var text in (string[])["main", "recursive", "read; all", "/app/x.py", "wall", "nanoseconds"])
            strings.ShouldContain(text);
    }

    private static List<long> Values(ByteString message)
    {
        var values = new List<long>();
        using var input = message.CreateCodedInput();
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) != 2)
            {
                input.SkipLastField();
                continue;
            }
            using var packed = input.ReadBytes().CreateCodedInput();
            while (!packed.IsAtEnd)
                values.Add(packed.ReadInt64());
        }
        return values;
    }
}
