using System.IO.Compression;
using System.Runtime.InteropServices;

namespace PerfOpt.Core.Profiles.Formats;

/// <summary>
/// Writes a profile for pprof: a gzip-compressed message of its <c>profile.proto</c>, with three values a sample
/// (samples, wall time, processor time) and the thread and activity as labels.
/// </summary>
public static class PprofFile
{
    private const int FlushBytes = 1 << 16;

    /// <summary>Writes the file.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="stream">Where to; left open.</param>
    public static void Write(StackProfile profile, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(profile);
        using var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        new Body(profile, gzip).Write();
    }

    /// <summary>The value of one (thread, activity, stack).</summary>
    private record struct Values(long Samples, long WallNs, long CpuNs);

    /// <summary>One writing, with its string table.</summary>
    private sealed class Body(StackProfile profile, Stream stream)
    {
        // Field numbers of profile.proto.
        private const int SampleType = 1, Sample = 2, Location = 4, Function = 5, StringTable = 6;
        private const int Duration = 10, PeriodType = 11, Period = 12, DefaultSampleType = 14;

        private readonly ProtobufWriter _out = new();
        private readonly ProtobufWriter _message = new();
        private readonly ProtobufWriter _inner = new();
        private readonly Dictionary<string, int> _strings = new(StringComparer.Ordinal) { [""] = 0 };
        private readonly List<string> _table = [""];

        public void Write()
        {
            ValueType(SampleType, "samples", "count");
            ValueType(SampleType, "wall", "nanoseconds");
            ValueType(SampleType, "cpu", "nanoseconds");
            foreach (var ((thread, activity, stack), values) in Aggregate())
                WriteSample(thread, activity, stack, values);
            WriteFrames();
            foreach (var text in _table)
                _out.Text(StringTable, text);
            _out.Number(Duration, (long)(profile.Quality.DurationSeconds * 1e9));
            // Strings used from here on are already in the table.
            ValueType(PeriodType, "wall", "nanoseconds");
            if (profile.Quality.RequestedHz > 0)
                _out.Number(Period, (long)(1e9 / profile.Quality.RequestedHz));
            _out.Number(DefaultSampleType, Index("wall"));
            stream.Write(_out.Written);
        }

        private SortedDictionary<(int Thread, ThreadActivity Activity, int Stack), Values> Aggregate()
        {
            var all = new SortedDictionary<(int Thread, ThreadActivity Activity, int Stack), Values>();
            foreach (var sample in profile.Samples)
            {
                if (sample.Stack.Value < 0)
                    continue;
                var key = (sample.Thread, sample.Activity, sample.Stack.Value);
                var values = all.GetValueOrDefault(key);
                all[key] = new Values(
                    values.Samples + 1, values.WallNs + sample.WallNs, values.CpuNs + Math.Max(0, sample.CpuNs));
            }
            return all;
        }

        private void WriteSample(int thread, ThreadActivity activity, int stack, Values values)
        {
            var locations = new List<long>();
            for (var at = stack; at >= 0; at = profile.Nodes[at].Parent.Value)
                locations.Add(profile.Nodes[at].Frame.Value + 1);
            _message.Clear();
            _message.Packed(1, CollectionsMarshal.AsSpan(locations));
            _message.Packed(2, [values.Samples, values.WallNs, values.CpuNs]);
            Label("thread", ThreadNames.Of(profile.Threads[thread]));
            Label("activity", activity.ToString());
            _out.Message(Sample, _message);
            if (_out.Written.Length <= FlushBytes)
                return;
            stream.Write(_out.Written);
            _out.Clear();
        }

        private void Label(string key, string value)
        {
            _inner.Clear();
            _inner.Number(1, Index(key));
            _inner.Number(2, Index(value));
            _message.Message(3, _inner);
        }

        private void WriteFrames()
        {
            var functions = new Dictionary<(string, string, int), long>();
            for (var i = 0; i < profile.Frames.Count; i++)
            {
                var frame = profile.Frames[i];
                var key = (frame.Symbol, frame.File, frame.FirstLine);
                if (!functions.TryGetValue(key, out var function))
                {
                    function = functions.Count + 1;
                    functions.Add(key, function);
                    _message.Clear();
                    _message.Number(1, function);
                    _message.Number(2, Index(frame.Symbol));
                    _message.Number(3, Index(frame.Symbol));
                    _message.Number(4, Index(frame.File));
                    _message.Number(5, frame.FirstLine);
                    _out.Message(Function, _message);
                }
                _inner.Clear();
                _inner.Number(1, function);
                _inner.Number(2, frame.Line);
                _message.Clear();
                _message.Number(1, i + 1);
                _message.Message(4, _inner);
                _out.Message(Location, _message);
            }
        }

        private void ValueType(int field, string type, string unit)
        {
            _inner.Clear();
            _inner.Number(1, Index(type));
            _inner.Number(2, Index(unit));
            _out.Message(field, _inner);
        }

        private int Index(string text)
        {
            if (_strings.TryGetValue(text, out var index))
                return index;
            index = _table.Count;
            _strings.Add(text, index);
            _table.Add(text);
            return index;
        }
    }
}
