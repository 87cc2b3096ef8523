using System.Reflection;
using System.Text.Json.Serialization;

namespace PerfOpt.Report;

/// <summary>The contract's names of an enum's members, read once from their attributes.</summary>
internal static class JsonNames<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Names = Enum.GetValues<T>().ToDictionary(value => value, NameOf);

    /// <summary>The name in <c>report.json</c>.</summary>
    public static string Of(T value) => Names[value];

    private static string NameOf(T value) =>
        typeof(T).GetField(value.ToString())?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
        ?? value.ToString();
}
