using System.Text.Json.Serialization;

namespace PerfOpt.Core.Model;

/// <summary>A metric against its target.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TargetVerdict>))]
public enum TargetVerdict
{
    /// <summary>No target, or undecided.</summary>
    [JsonStringEnumMemberName("none")] None,
    /// <summary>The target holds.</summary>
    [JsonStringEnumMemberName("met")] Met,
    /// <summary>The target does not hold.</summary>
    [JsonStringEnumMemberName("missed")] Missed,
}
