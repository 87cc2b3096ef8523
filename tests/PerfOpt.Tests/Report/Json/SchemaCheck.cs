using System.Text.Json;
using System.Text.Json.Nodes;

namespace PerfOpt.Tests.Report.Json;

/// <summary>
/// The part of JSON Schema that the report's schema uses: types, enums, required, items, local references.
/// </summary>
internal static class SchemaCheck
{
    public static List<string> Errors(JsonObject schema, JsonNode document)
    {
        var errors = new List<string>();
        Check(schema, schema, document, "#", errors);
        return errors;
    }

    /// <summary>Places of properties without a description.</summary>
    public static IEnumerable<string> Undescribed(JsonObject schema, string path) =>
        Properties(schema).SelectMany(p => (p.Schema.ContainsKey("description") ? [] : new[] { $"{path}/{p.Name}" })
            .Concat(Undescribed(ItemsOr(p.Schema), $"{path}/{p.Name}")));

    /// <summary>Places of properties that occur nowhere in a document.</summary>
    public static IEnumerable<string> Unused(JsonObject schema, JsonNode document, string path)
    {
        var objects = document is JsonArray list ? list.OfType<JsonObject>().ToList() : [(JsonObject)document];
        foreach (var (name, property) in Properties(schema))
        {
            var values = objects.Select(o => o[name]).OfType<JsonNode>().ToList();
            if (values.Count == 0)
                yield return $"{path}/{name}";
            var below = new JsonArray([.. values.SelectMany(v => v is JsonArray a ? a.ToList() : [v])
                .OfType<JsonObject>().Select(o => o.DeepClone())]);
            if (below.Count == 0)
                continue;
            foreach (var unused in Unused(ItemsOr(property), below, $"{path}/{name}"))
                yield return unused;
        }
    }

    private static JsonObject ItemsOr(JsonObject schema) => schema["items"]?.AsObject() ?? schema;

    private static IEnumerable<(string Name, JsonObject Schema)> Properties(JsonObject schema) =>
        schema["properties"]?.AsObject().Where(p => p.Value is JsonObject).Select(p => (p.Key, p.Value!.AsObject()))
        ?? [];

    private static void Check(JsonObject root, JsonObject schema, JsonNode? value, string path, List<string> errors)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            var at = (JsonNode?)root;
            foreach (var part in reference.Split('/').Skip(1))
                at = at is JsonArray a ? a[int.Parse(part)] : at![part];
            schema = at!.AsObject();
        }

        var kind = value?.GetValueKind();
        if (schema["type"] is JsonValue type && !Fits(type.GetValue<string>(), kind, value))
            errors.Add($"{path} is no {type}");
        if (schema["const"] is { } constant && !JsonNode.DeepEquals(constant, value))
            errors.Add($"{path} is not {constant}");
        if (schema["enum"] is JsonArray names && !names.Any(n => JsonNode.DeepEquals(n, value)))
            errors.Add($"{path} is none of the names");
        if (value is JsonObject members)
            CheckObject(root, schema, members, path, errors);
        if (value is JsonArray items)
            CheckArray(root, schema, items, path, errors);
    }

    private static void CheckObject(JsonObject root, JsonObject schema, JsonObject members, string path,
        List<string> errors)
    {
        foreach (var name in schema["required"]?.AsArray() ?? [])
        {
            if (!members.ContainsKey(name!.GetValue<string>()))
                errors.Add($"{path} lacks {name}");
        }
        foreach (var (name, property) in Properties(schema))
        {
            if (members.TryGetPropertyValue(name, out var value))
                Check(root, property, value, $"{path}/{name}", errors);
        }
    }

    private static void CheckArray(JsonObject root, JsonObject schema, JsonArray items, string path,
        List<string> errors)
    {
        if (items.Count < (schema["minItems"]?.GetValue<int>() ?? 0)
            || items.Count > (schema["maxItems"]?.GetValue<int>() ?? int.MaxValue))
            errors.Add($"{path} has {items.Count} items");
        for (var i = 0; i < items.Count; i++)
        {
            if (schema["items"] is JsonObject item)
                Check(root, item, items[i], $"{path}/{i}", errors);
        }
    }

    private static bool Fits(string type, JsonValueKind? kind, JsonNode? value) => type switch
    {
        "object" => kind is JsonValueKind.Object,
        "array" => kind is JsonValueKind.Array,
        "string" => kind is JsonValueKind.String,
        "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
        "number" => kind is JsonValueKind.Number,
        "integer" => kind is JsonValueKind.Number && long.TryParse(value!.ToJsonString(), out _),
        _ => false,
    };
}
