using System.Text.Json.Serialization;

namespace PerfOpt.Core.Model;

/// <summary>One measurement that speaks for a cause.</summary>
/// <param name="Kind">What sort of measurement.</param>
/// <param name="Text">A sentence with the figure.</param>
/// <param name="Value">The figure; absent where there is none (source, plan text).</param>
/// <param name="Unit">The figure's unit.</param>
public sealed record Evidence(EvidenceKind Kind, string Text, double? Value = null, string? Unit = null);

/// <summary>Sorts of evidence.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EvidenceKind>))]
public enum EvidenceKind
{
    /// <summary>Executions of a statement.</summary>
    [JsonStringEnumMemberName("statement-count")] StatementCount,
    /// <summary>A query plan.</summary>
    [JsonStringEnumMemberName("plan")] Plan,
    /// <summary>Stack samples.</summary>
    [JsonStringEnumMemberName("stack")] Stack,
    /// <summary>Growth of memory or of a container.</summary>
    [JsonStringEnumMemberName("growth")] Growth,
    /// <summary>The exponent of cost against size.</summary>
    [JsonStringEnumMemberName("exponent")] Exponent,
    /// <summary>Time waited.</summary>
    [JsonStringEnumMemberName("wait")] Wait,
    /// <summary>The same work done again.</summary>
    [JsonStringEnumMemberName("repetition")] Repetition,
    /// <summary>What the source says.</summary>
    [JsonStringEnumMemberName("source")] Source,
    /// <summary>Any other count.</summary>
    [JsonStringEnumMemberName("counter")] Counter,
}
