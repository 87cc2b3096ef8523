using System.Globalization;
using System.Text.Json;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Probe;

/// <summary>Joins what the processes of a target tell of their statements into one log.</summary>
internal sealed class StatementMerge(Func<string, string>? fingerprint)
{
    private const int MostSamples = 20;
    private const int FramesTold = 3;
    private readonly List<ObservedDatabase> _databases = [];
    private readonly Dictionary<string, int> _databaseIndex = [];
    private readonly Dictionary<(int Database, string Text), StatementTemplate> _templates = [];
    private long _dropped;

    /// <summary>Adds one process.</summary>
    public void Add(ProbeDocument document)
    {
        _dropped += document.Dropped;
        var frames = new FrameTable(document.Frames);
        var indexes = document.Databases.Select(d => Database(d, document)).ToArray();
        // The probe's own templates name the query that fed another; the log names them all in one way.
        var names = document.Templates.DistinctBy(t => t.Text).ToDictionary(t => t.Text, Fingerprint);
        foreach (var entry in document.Templates)
        {
            if (entry.Database < 0 || entry.Database >= indexes.Length)
                continue;
            var template = Template(entry, indexes[entry.Database], frames, names);
            var key = (template.Database, template.Fingerprint);
            _templates[key] = _templates.TryGetValue(key, out var known) ? Join(known, template) : template;
        }
    }

    /// <summary>The log; null where no database was opened.</summary>
    /// <param name="seconds">Wall seconds of the run.</param>
    public StatementLog? Log(double seconds) => _databases.Count == 0 ? null : new StatementLog
    {
        Templates = [.. _templates.Values.OrderByDescending(t => t.TotalSeconds)],
        Databases = _databases,
        RunSeconds = seconds,
        Dropped = _dropped,
    };

    private int Database(DatabaseEntry entry, ProbeDocument document)
    {
        var copy = entry.Copy is not null && File.Exists(entry.Copy) ? entry.Copy : null;
        var database = new ObservedDatabase
        {
            Name = entry.Name,
            Path = entry.Path,
            Statements = entry.Statements,
            Driver = "sqlite3",
            EngineVersion = document.Sqlite,
            Copy = copy,
            CopyRefused = copy is null ? entry.Refused ?? "It was not copied." : null,
            Connects = entry.Connects,
        };
        var key = entry.Path ?? (entry.Memory ? "memory:" : "unknown:") + entry.Name;
        if (!_databaseIndex.TryGetValue(key, out var index))
        {
            _databaseIndex[key] = _databases.Count;
            _databases.Add(database);
            return _databases.Count - 1;
        }
        var known = _databases[index];
        // Of several copies the one of the busiest process tells most.
        var newer = copy is not null && (known.Copy is null || entry.Statements > known.Statements);
        _databases[index] = known with
        {
            Copy = newer ? copy : known.Copy,
            CopyRefused = newer || known.Copy is not null ? null : known.CopyRefused,
            Connects = known.Connects + entry.Connects,
            Statements = known.Statements + entry.Statements,
        };
        return index;
    }

    private string Fingerprint(TemplateEntry entry) => fingerprint?.Invoke(entry.Example) ?? entry.Text;

    private StatementTemplate Template(
        TemplateEntry entry, int database, FrameTable frames, Dictionary<string, string> names)
    {
        var sites = Merge(entry.Sites.Select(s => Site(s, frames, names)).OfType<StatementCallSite>());
        return new StatementTemplate
        {
            Fingerprint = Fingerprint(entry),
            Example = entry.Example,
            Kind = Enum.TryParse<StatementKind>(entry.Kind, out var kind) ? kind : StatementKind.Other,
            Database = database,
            Calls = entry.Calls,
            DriverCalls = entry.Driver,
            TotalSeconds = entry.Seconds,
            Rows = entry.Rows,
            DistinctParameters = entry.Distinct,
            Autocommits = entry.Autocommits,
            Samples = [.. entry.Samples.Select(Sample).OfType<StatementExecution>().Take(MostSamples)],
            CallSites = sites,
        };
    }

    /// <summary>
    /// One site for calls whose innermost frames are the same: what is farther out seldom tells them apart, and a
    /// recursion would have a site for each depth. The busiest one's stack stands for all.
    /// </summary>
    private static List<StatementCallSite> Merge(IEnumerable<StatementCallSite> sites) =>
    [
        .. sites.OrderByDescending(s => s.Calls)
            .GroupBy(s => (IReadOnlyList<FrameInfo>)[.. s.Stack.Take(FramesTold)], StackComparer.Instance)
            .Select(g => g.Aggregate(Join))
            .OrderByDescending(s => s.Calls),
    ];

    private static StatementCallSite? Site(SiteEntry entry, FrameTable frames, Dictionary<string, string> names)
    {
        var stack = frames.Stack(entry.Stack);
        if (stack.Count == 0)
            return null;
        var fed = entry.Fed.FirstOrDefault(f => f.Length == 3 && f[0].ValueKind == JsonValueKind.String);
        return new StatementCallSite
        {
            Frame = stack[0],
            Stack = stack,
            Calls = entry.Calls,
            TotalSeconds = entry.Seconds,
            Rows = entry.Rows,
            DistinctParameters = entry.Distinct,
            DistinctIsAtLeast = entry.Capped,
            Activations = entry.Activations.FirstOrDefault(),
            StackActivations = entry.Activations,
            WritesCommitted = entry.Committed,
            FedBy = fed?[0].GetString() is { } text ? names.GetValueOrDefault(text, text) : null,
            FedCalls = fed is null ? 0 : Number(fed[1]),
            FedByRows = fed is null ? 0 : Number(fed[2]),
        };
    }

    private static StatementTemplate Join(StatementTemplate a, StatementTemplate b) => a with
    {
        Calls = a.Calls + b.Calls,
        DriverCalls = a.DriverCalls + b.DriverCalls,
        TotalSeconds = a.TotalSeconds + b.TotalSeconds,
        Rows = a.Rows + b.Rows,
        DistinctParameters = Math.Max(a.DistinctParameters, b.DistinctParameters),
        Autocommits = a.Autocommits + b.Autocommits,
        Samples = [.. a.Samples.Concat(b.Samples).Take(MostSamples)],
        CallSites = Merge(a.CallSites.Concat(b.CallSites)),
    };

    private static StatementCallSite Join(StatementCallSite a, StatementCallSite b) => a with
    {
        Calls = a.Calls + b.Calls,
        TotalSeconds = a.TotalSeconds + b.TotalSeconds,
        Rows = a.Rows + b.Rows,
        DistinctParameters = Math.Max(a.DistinctParameters, b.DistinctParameters),
        DistinctIsAtLeast = a.DistinctIsAtLeast || b.DistinctIsAtLeast,
        Activations = a.Activations + b.Activations,
        StackActivations = [.. a.StackActivations.Select((x, i) => Activations(x, b.StackActivations, i))],
        WritesCommitted = a.WritesCommitted + b.WritesCommitted,
        FedBy = a.FedBy ?? b.FedBy,
        FedCalls = a.FedCalls + b.FedCalls,
        FedByRows = Math.Max(a.FedByRows, b.FedByRows),
    };

    // An activation has one caller, so the innermost frames' are different ones; those farther out may be the same.
    private static long Activations(long mine, IReadOnlyList<long> others, int at)
    {
        var other = at < others.Count ? others[at] : 0;
        return at < FramesTold ? mine + other : Math.Max(mine, other);
    }

    private static StatementExecution? Sample(JsonElement[] entry)
    {
        if (entry.Length != 3 || entry[0].ValueKind != JsonValueKind.String
            || entry[1].ValueKind != JsonValueKind.Array)
            return null;
        var values = new List<object?>();
        foreach (var item in entry[1].EnumerateArray())
        {
            if (!TryValue(item, out var value))
                return null;
            values.Add(value);
        }
        IReadOnlyList<string>? names = entry[2].ValueKind == JsonValueKind.Array
            ? [.. entry[2].EnumerateArray().Select(n => n.ValueKind == JsonValueKind.String ? n.GetString()! : "")]
            : null;
        return names is not null && names.Count != values.Count
            ? null : new StatementExecution(entry[0].GetString()!, values, names);
    }

    private static bool TryValue(JsonElement item, out object? value)
    {
        value = null;
        if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() != 2
            || item[0].ValueKind != JsonValueKind.String || item[1].ValueKind != JsonValueKind.String)
            return false;
        var text = item[1].GetString()!;
        switch (item[0].GetString())
        {
            case "n":
                return true;
            case "i" when long.TryParse(text, CultureInfo.InvariantCulture, out var number):
                value = number;
                return true;
            case "f" when TryReal(text, out var real):
                value = real;
                return true;
            case "s":
                value = text;
                return true;
            case "b" when text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit):
                value = Convert.FromHexString(text);
                return true;
            default:
                return false;
        }
    }

    // Python writes inf and nan in small letters.
    private static bool TryReal(string text, out double real)
    {
        real = text switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => double.NaN,
        };
        return text is "inf" or "-inf" or "nan" || double.TryParse(text, CultureInfo.InvariantCulture, out real);
    }

    private static long Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;
}
