using System.Text.Json;
using System.Text.Json.Serialization;

namespace PerfOpt.Adapters.Python.Probe;

/// <summary>What one process wrote of its statements and operations.</summary>
internal sealed record ProbeDocument
{
    public string? Unsupported { get; set; }
    public string? Failed { get; set; }
    public int Pid { get; set; }
    public string Version { get; set; } = "";
    public string Executable { get; set; } = "";
    public string Cwd { get; set; } = "";
    public double Seconds { get; set; }
    public bool Final { get; set; }
    public string? Sqlite { get; set; }
    public long UnseenConnects { get; set; }
    public long Dropped { get; set; }
    public string[] Errors { get; set; } = [];
    public string[] Notes { get; set; } = [];
    public JsonElement[][] Frames { get; set; } = [];
    public DatabaseEntry[] Databases { get; set; } = [];
    public TemplateEntry[] Templates { get; set; } = [];
    public OperationEntry[] Operations { get; set; } = [];
}

internal sealed record DatabaseEntry
{
    public string Name { get; set; } = "";
    public string? Path { get; set; }
    public bool Memory { get; set; }
    public long Connects { get; set; }
    public long Statements { get; set; }
    public string? Copy { get; set; }
    public string? Refused { get; set; }
}

internal sealed record TemplateEntry
{
    public string Text { get; set; } = "";
    public string Example { get; set; } = "";
    public string Kind { get; set; } = "";
    public int Database { get; set; }
    public long Calls { get; set; }
    public long Driver { get; set; }
    public double Seconds { get; set; }
    public long Rows { get; set; }
    public long Distinct { get; set; }
    public long Autocommits { get; set; }
    public JsonElement[][] Samples { get; set; } = [];
    public SiteEntry[] Sites { get; set; } = [];
}

internal sealed record SiteEntry
{
    public int[] Stack { get; set; } = [];
    public long[] Activations { get; set; } = [];
    public long Calls { get; set; }
    public double Seconds { get; set; }
    public long Rows { get; set; }
    public long Distinct { get; set; }
    public bool Capped { get; set; }
    public long Committed { get; set; }
    public JsonElement[][] Fed { get; set; } = [];
}

internal sealed record OperationEntry
{
    public string Type { get; set; } = "";
    public string Name { get; set; } = "";
    public int[] Stack { get; set; } = [];
    public long[] Activations { get; set; } = [];
    public long Calls { get; set; }
    public double Seconds { get; set; }
    public bool Timed { get; set; }
    public int Most { get; set; }
    public long Overlapped { get; set; }
    public int Threads { get; set; }
    public long Distinct { get; set; }
    public string[] Examples { get; set; } = [];
    public long Looped { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ProbeDocument))]
internal sealed partial class ProbeJson : JsonSerializerContext;
