using System.Text.Json.Serialization;
using PerfOpt.Cli.Doctor;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli;

/// <summary>What commands other than <c>analyze</c> write as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(VerificationSection))]
[JsonSerializable(typeof(DoctorReport))]
public sealed partial class CliJson : JsonSerializerContext;
