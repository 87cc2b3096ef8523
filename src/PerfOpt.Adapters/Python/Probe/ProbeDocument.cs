using System.Text.Json;
using System.Text.Json.Serialization;

namespace PerfOpt.Adapters.Python.Probe;

/// <summary>What one process wrote of its statements and operations.</summary>
internal sealed record ProbeDocument
{
    public string? Unsupported { get; init; }
    public string? Failed { get; init; }
    public int Pid { get; init; }
    public string Version { get; init; } = "";
    public string Executable { get; init; } = "";
    public string Cwd { get; init; } = "";
    public double Seconds { get; init; }
    public bool Final { get; init; }
    public string? Sqlite { get; init; }
    public long UnseenConnects { get; init; }
    public long Dropped { get; init; }
    public string[] Errors { get; init; } = [];
    public string[] Notes { get; init; } = [];
    public JsonElement[][] Frames { get; init; } = [];
    public DatabaseEntry[] Databases { get; init; } = [];
    public TemplateEntry[] Templates { get; init; } = [];
    public OperationEntry[] Operations { get; init; } = [];
}

internal sealed record DatabaseEntry
{
    public string Name { get; init; } = "";
    public string? Path { get; init; }
    public bool Memory { get; init; }
    public long Connects { get; init; }
    public long Statements { get; init; }
    public string? Copy { get; init; }
    public string? Refused { get; init; }
}

internal sealed record TemplateEntry
{
    public string Text { get; init; } = "";
    public string Example { get; init; } = "";
    public string Kind { get; init; } = "";
    public int Database { get; init; }
    public long Calls { get; init; }
    public long Driver { get; init; }
    public double Seconds { get; init; }
    public long Rows { get; init; }
    public long Distinct { get; init; }
    public long Autocommits { get; init; }
    public JsonElement[][] Samples { get; init; } = [];
    public SiteEntry[] Sites { get; init; } = [];
}

internal sealed record SiteEntry
{
    public int[] Stack { get; init; } = [];
    public long[] Activations { get; init; } = [];
    public long Calls { get; init; }
    public double Seconds { get; init; }
    public long Rows { get; init; }
    public long Distinct { get; init; }
    public long Committed { get; init; }
    public JsonElement[][] Fed { get; init; } = [];
}

internal sealed record OperationEntry
{
    public string Kind { get; init; } = "";
    public int[] Stack { get; init; } = [];
    public long[] Activations { get; init; } = [];
    public long Calls { get; init; }
    public double Seconds { get; init; }
    public bool Timed { get; init; }
    public int Most { get; init; }
    public long Overlapped { get; init; }
    public int Threads { get; init; }
    public long Distinct { get; init; }
    public string[] Examples { get; init; } = [];
    public double? First { get; init; }
    public double? Last { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProbeDocument))]
internal sealed partial class ProbeJson : JsonSerializerContext;
