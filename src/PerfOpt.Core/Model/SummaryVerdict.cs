using System.Text.Json.Serialization;

namespace PerfOpt.Core.Model;

/// <summary>What a report concludes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SummaryVerdict>))]
public enum SummaryVerdict
{
    /// <summary>A confirmed bottleneck has a recommendation that pays.</summary>
    [JsonStringEnumMemberName("proceed")] Proceed,
    /// <summary>A place is slow and its cause is not confirmed.</summary>
    [JsonStringEnumMemberName("investigate")] Investigate,
    /// <summary>Nothing worth changing was found.</summary>
    [JsonStringEnumMemberName("healthy")] Healthy,
    /// <summary>Too little could be measured to say.</summary>
    [JsonStringEnumMemberName("inconclusive")] Inconclusive,
}
