using System.Text.Json.Serialization;
using PerfOpt.Core.Model;

namespace PerfOpt.Report.Json;

/// <summary>The generated serializer of the report's records.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = ReportJson.MaxDepth,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
