using System.Text.Json.Serialization;

namespace PerfOpt.Adapters.Python.Inspection;

/// <summary>What one process wrote of the functions that were instrumented in it.</summary>
internal sealed record InspectionDocument
{
    public string? Unsupported { get; set; }
    public string? Failed { get; set; }
    public bool Final { get; set; }
    public bool Thinned { get; set; }
    public bool Stopped { get; set; }
    public string[] Errors { get; set; } = [];
    public string[] Notes { get; set; } = [];
    public InspectedEntry[] Functions { get; set; } = [];
}

internal sealed record InspectedEntry
{
    public int Index { get; set; }
    public long Calls { get; set; }
    public double Wall { get; set; }
    public long? Distinct { get; set; }
    public long ArgumentsSeen { get; set; }
    public bool Truncated { get; set; }
    public double[][] Lines { get; set; } = [];
    public OperandEntry[] Operands { get; set; } = [];
    public long[][] Work { get; set; } = [];
}

internal sealed record OperandEntry
{
    public int Line { get; set; }
    public string Text { get; set; } = "";
    public string Type { get; set; } = "";
    public long Count { get; set; }
    public long Min { get; set; }
    public double Mean { get; set; }
    public long Max { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(InspectionDocument))]
internal sealed partial class InspectionJson : JsonSerializerContext;
