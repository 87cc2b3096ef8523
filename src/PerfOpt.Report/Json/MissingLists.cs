using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace PerfOpt.Report.Json;

/// <summary>
/// A list that a report lacks is empty. The generated serializer sets init-only properties that are absent to null,
/// whatever their initializer says, so that the records' own defaults would be lost.
/// </summary>
internal static class MissingLists
{
    /// <summary>Completes each object of a type after it was read.</summary>
    public static void Fill(JsonTypeInfo info)
    {
        if (info.Kind is not JsonTypeInfoKind.Object)
            return;
        var lists = info.Properties.Where(p => !p.IsRequired && !p.IsSetNullable && IsList(p.PropertyType))
            .Select(p => (Property: Find(info.Type, p.Name), Empty: EmptyOf(p.PropertyType)))
            .ToList();
        if (lists.Count == 0)
            return;
        info.OnDeserialized = read =>
        {
            foreach (var (property, empty) in lists)
            {
                if (property.GetValue(read) is null)
                    property.SetValue(read, empty);
            }
        };
    }

    private static bool IsList(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable));

    private static PropertyInfo Find(Type type, string jsonName) => type.GetProperties().First(p =>
        string.Equals(p.Name, jsonName, StringComparison.OrdinalIgnoreCase));

    private static Array EmptyOf(Type list) => Array.CreateInstance(list.GetGenericArguments()[0], 0);
}
