using System.Text.Json.Serialization;

namespace PerfOpt.Adapters.Python.Source;

/// <summary>What the interpreter's own parser said of some functions.</summary>
internal sealed record SourceDocument
{
    public FunctionEntry[] Functions { get; set; } = [];
    public string[] Problems { get; set; } = [];
}

internal sealed record FunctionEntry
{
    public string File { get; set; } = "";
    public string Symbol { get; set; } = "";
    public int First { get; set; }
    public int Line { get; set; }
    public int EndLine { get; set; }
    public string[] Parameters { get; set; } = [];
    public LoopEntry[] Loops { get; set; } = [];
    public OperationEntry[] Operations { get; set; } = [];
    public bool Cut { get; set; }
    public bool Async { get; set; }
    public string? Container { get; set; }
}

internal sealed record LoopEntry
{
    public int Line { get; set; }
    public int EndLine { get; set; }
    public string Kind { get; set; } = "";
    public int Depth { get; set; }
    public string Iterable { get; set; } = "";
    public string[] Targets { get; set; } = [];
    public string[] Carried { get; set; } = [];
    public string[] Grown { get; set; } = [];
    public bool Leaves { get; set; }
    public string[]? Sized { get; set; }
}

internal sealed record OperationEntry
{
    public int Line { get; set; }
    public string Kind { get; set; } = "";
    public string Operand { get; set; } = "";
    public string Text { get; set; } = "";
    public int Loop { get; set; }
    public bool Invariant { get; set; }
    public bool Dependent { get; set; }
    public bool Statement { get; set; }
    public string Scope { get; set; } = "";
    public bool Grown { get; set; }
}

/// <summary>What is asked: which functions of which files.</summary>
internal sealed record SourceQuestion(string Folder, IReadOnlyList<SourceQuestionItem> Functions);

internal sealed record SourceQuestionItem(string File, string Symbol, int First);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SourceDocument))]
[JsonSerializable(typeof(SourceQuestion))]
internal sealed partial class SourceJson : JsonSerializerContext;
