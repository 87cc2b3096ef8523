using System.Globalization;
using System.Text;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;

namespace PerfOpt.Adapters.Configuration;

/// <summary>
/// Reads the file that a target appends its operations to (docs/operations.md): one line each, <c>name seconds</c>,
/// <c>name error</c> or <c>name metric value unit</c>.
/// </summary>
public static class OperationsFile
{
    /// <summary>The environment variable that names the file to the target.</summary>
    public const string Variable = "PERFOPT_OPERATIONS";

    /// <summary>The longest part of a file that is read, bytes.</summary>
    public const long MaximumBytes = 64 * 1024 * 1024;

    /// <summary>Values kept of one run; those beyond are counted only.</summary>
    public const int MaximumSamples = 100_000;

    /// <summary>Different operations and metrics of one run.</summary>
    public const int MaximumNames = 1000;

    private const int MaximumLine = 1000;
    private const int MaximumName = 100;

    /// <summary>Reads a file; a missing one is a run that wrote nothing.</summary>
    /// <param name="path">The file.</param>
    public static OperationReadings Read(string path)
    {
        if (!File.Exists(path)) return OperationReadings.Empty;
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Read(stream);
    }

    /// <summary>Reads a stream, whatever is in it.</summary>
    /// <param name="stream">UTF-8 text.</param>
    public static OperationReadings Read(Stream stream)
    {
        LineReader lines = new(stream, MaximumBytes, MaximumLine);
        Collector collector = new();
        while (lines.Next() is { } line) collector.Add(line);
        return collector.ToReadings(lines.Truncated);
    }

    private sealed class Collector
    {
        private readonly List<OperationSample> _samples = [];
        private readonly Dictionary<string, long> _completed = new(StringComparer.Ordinal);
        private readonly Dictionary<string, long> _failed = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
        private long _line;
        private long _malformed;
        private long _firstMalformed;
        private long _dropped;

        public void Add(string line)
        {
            _line++;
            string[] fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            // An empty line or a comment says nothing.
            if (fields.Length == 0 || fields[0][0] == '#') return;
            bool understood = Intern(fields[0]) is { } name && fields.Length switch
            {
                2 when fields[1] == "error" => Count(_failed, name),
                2 => Number(fields[1]) is { } seconds and >= 0
                    && Keep(name, MetricNames.Latency, seconds, "s") && Count(_completed, name),
                4 => Measure(name, fields),
                _ => false,
            };
            if (understood) return;
            _malformed++;
            if (_firstMalformed == 0) _firstMalformed = _line;
        }

        public OperationReadings ToReadings(bool truncated) => new()
        {
            Samples = _samples,
            Completed = _completed,
            Failed = _failed,
            Malformed = _malformed,
            FirstMalformedLine = _firstMalformed,
            Dropped = _dropped,
            Truncated = truncated,
        };

        private bool Measure(string name, string[] fields) =>
            Number(fields[2]) is { } value
            && QuantityText.TryConvert(value, fields[3], out double converted, out string unit)
            && double.IsFinite(converted)
            && Intern(fields[1]) is { } metric
            && Keep(name, metric, converted, unit)
            // A latency in another unit is a call like any other.
            && (metric != MetricNames.Latency || Count(_completed, name));

        private bool Keep(string operation, string metric, double value, string unit)
        {
            if (_samples.Count < MaximumSamples) _samples.Add(new OperationSample(operation, metric, value, unit));
            else _dropped++;
            return true;
        }

        private static bool Count(Dictionary<string, long> counts, string name)
        {
            counts[name] = counts.GetValueOrDefault(name) + 1;
            return true;
        }

        /// <summary>
        /// The one copy of a name; null where it is too long, holds control characters, or is one too many.
        /// </summary>
        private string? Intern(string name)
        {
            if (_names.TryGetValue(name, out string? known)) return known;
            if (name.Length > MaximumName || name.Any(char.IsControl) || _names.Count >= MaximumNames) return null;
            _names.Add(name, name);
            return name;
        }

        private static double? Number(string text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
                ? value
                : null;
    }

    /// <summary>Lines of a bounded length from a bounded part of a stream.</summary>
    private sealed class LineReader(Stream stream, long maximumBytes, int maximumLine)
    {
        private readonly byte[] _buffer = new byte[64 * 1024];
        private readonly List<byte> _line = [];
        private int _position;
        private int _length;
        private long _read;

        public bool Truncated { get; private set; }

        /// <summary>The next line; one that is too long comes cut, so that it is not understood.</summary>
        public string? Next()
        {
            _line.Clear();
            bool any = false;
            while (Fill())
            {
                any = true;
                byte value = _buffer[_position++];
                if (value == (byte)'\n') break;
                if (_line.Count <= maximumLine) _line.Add(value);
            }
            if (!any) return null;
            return _line.Count > maximumLine
                ? "a line that is too long"
                : Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_line));
        }

        private bool Fill()
        {
            if (_position < _length) return true;
            if (_read >= maximumBytes)
            {
                Truncated |= stream.Read(_buffer, 0, 1) > 0;
                return false;
            }
            _length = stream.Read(_buffer, 0, (int)Math.Min(_buffer.Length, maximumBytes - _read));
            _position = 0;
            _read += _length;
            return _length > 0;
        }
    }
}
