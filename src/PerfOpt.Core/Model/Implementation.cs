using System.Text.Json.Serialization;

namespace PerfOpt.Core.Model;

/// <summary>The change, ready to copy.</summary>
/// <param name="Language">Its language.</param>
/// <param name="Text">The SQL, diff or instruction.</param>
public sealed record Implementation(ImplementationLanguage Language, string Text);

/// <summary>The languages of a change.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImplementationLanguage>))]
public enum ImplementationLanguage
{
    /// <summary>SQL.</summary>
    [JsonStringEnumMemberName("sql")] Sql,
    /// <summary>A unified diff.</summary>
    [JsonStringEnumMemberName("diff")] Diff,
    /// <summary>Prose.</summary>
    [JsonStringEnumMemberName("text")] Text,
}
