using System.Text.Json.Serialization;

namespace PerfOpt.Core.Model;

/// <summary>The kinds of target.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TargetKind>))]
public enum TargetKind
{
    /// <summary>A program run by CPython.</summary>
    [JsonStringEnumMemberName("python")] Python,
    /// <summary>A .NET program.</summary>
    [JsonStringEnumMemberName("dotnet")] DotNet,
    /// <summary>A program of machine code.</summary>
    [JsonStringEnumMemberName("native")] Native,
    /// <summary>A program run by Node.js.</summary>
    [JsonStringEnumMemberName("node")] Node,
    /// <summary>A SQLite database with a workload.</summary>
    [JsonStringEnumMemberName("sqlite")] Sqlite,
    /// <summary>A PostgreSQL database with a workload.</summary>
    [JsonStringEnumMemberName("postgres")] Postgres,
    /// <summary>A service reached by HTTP.</summary>
    [JsonStringEnumMemberName("http")] Http,
}
