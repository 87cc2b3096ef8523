using System.Text.Json.Serialization;

namespace PerfOpt.Cli.Doctor;

/// <summary>What a check found.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Status">Whether it holds.</param>
/// <param name="Found">What was found, one line.</param>
/// <param name="Mend">What to do about it, a line to paste where there is one; null where it holds.</param>
public sealed record CheckResult(string Name, CheckStatus Status, string Found, string? Mend = null);

/// <summary>Whether a check holds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckStatus>))]
public enum CheckStatus
{
    /// <summary>It holds.</summary>
    [JsonStringEnumMemberName("ok")] Ok,
    /// <summary>It does not matter here; said for information.</summary>
    [JsonStringEnumMemberName("information")] Information,
    /// <summary>perfopt works, with less: a capability is missing or figures are less trustworthy.</summary>
    [JsonStringEnumMemberName("warning")] Warning,
    /// <summary>perfopt cannot do its main work.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}

/// <summary>All checks of a machine.</summary>
/// <param name="Checks">In the order of the list.</param>
public sealed record DoctorReport(IReadOnlyList<CheckResult> Checks)
{
    /// <summary>The shape's name.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "perfopt.doctor/1";

    /// <summary>Whether all that is needed holds.</summary>
    public bool Ready => Checks.All(check => check.Status != CheckStatus.Failed);
}
