using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using PerfOpt.Core.Model;

namespace PerfOpt.Report.Json;

/// <summary>
/// <c>report.json</c>: UTF-8 without a byte order mark, indented, properties in the contract's order, absent where
/// not measured. What is read is not trusted: size and depth are bounded, and what does not fit the contract is
/// refused with its place. Properties that this version does not know are passed over.
/// </summary>
public static class ReportJson
{
    /// <summary>The largest report that is read, bytes.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    internal const int MaxDepth = 32;

    private const string Mend = "give a report.json that `perfopt analyze` wrote";

    private static readonly JsonTypeInfo<ReportDocument> Document = MakeTypeInfo();

    /// <summary>The bytes of <c>report.json</c>, ended by a line feed.</summary>
    public static byte[] Write(ReportDocument report)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var buffer = new MemoryStream();
        JsonSerializer.Serialize(buffer, FiniteFigures.Of(report), Document);
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>
    /// The same for a <c>script</c> element. <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c>, which occur in JSON only
    /// inside strings, stand as escapes, so that no text can end the element.
    /// </summary>
    public static string WriteForHtml(ReportDocument report) => Encoding.UTF8.GetString(Write(report))
        .Replace("<", @"\u003c", StringComparison.Ordinal)
        .Replace(">", @"\u003e", StringComparison.Ordinal)
        .Replace("&", @"\u0026", StringComparison.Ordinal);

    /// <summary>Reads a report.</summary>
    /// <exception cref="PerfOptException">It is too large, no JSON, of another schema, or incomplete.</exception>
    public static ReportDocument Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        if (utf8.Length > MaxBytes)
            throw TooLarge(utf8.Length);
        if (!Utf8.IsValid(utf8))
            throw Refused("The report is not UTF-8 text.");
        try
        {
            CheckShape(utf8);
            var report = JsonSerializer.Deserialize(utf8, Document)
                ?? throw Refused("The report is empty.");
            return FiniteFigures.Of(report);
        }
        catch (JsonException e)
        {
            throw Refused(WhatIsWrong(e));
        }
    }

    /// <summary>Reads a report from a file.</summary>
    /// <exception cref="PerfOptException">It cannot be opened, or as in <see cref="Read"/>.</exception>
    public static ReportDocument ReadFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.CanSeek && file.Length > MaxBytes)
                throw TooLarge(file.Length);
            return Read(ReadBounded(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PerfOptException(
                $"The report {SafeText.Line(path)} cannot be read: {e.Message}", Mend, ExitCodes.Usage);
        }
    }

    /// <summary>The options of the file's form, for tools that derive from them, such as the schema.</summary>
    internal static JsonSerializerOptions Options => Document.Options;

    private static byte[] ReadBounded(FileStream file)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        int count;
        while ((count = file.Read(buffer)) > 0)
        {
            content.Write(buffer, 0, count);
            if (content.Length > MaxBytes)
                throw TooLarge(content.Length);
        }
        return content.ToArray();
    }

    /// <summary>
    /// What the serializer does not check: the schema's name must be there and be ours, and no list may hold a null.
    /// </summary>
    private static void CheckShape(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        var isList = new bool[MaxDepth + 2];
        string? schema = null;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    isList[reader.CurrentDepth + 1] = reader.TokenType is JsonTokenType.StartArray;
                    break;
                case JsonTokenType.Null when isList[reader.CurrentDepth]:
                    throw Refused($"The report holds a null in a list, at byte {Text(reader.TokenStartIndex)}.");
                case JsonTokenType.PropertyName when reader.CurrentDepth == 1 && reader.ValueTextEquals("schema"u8):
                    reader.Read();
                    schema = reader.TokenType is JsonTokenType.String ? reader.GetString() : "";
                    break;
            }
        }

        if (schema is null)
            throw Refused("The file is no perfopt report: it has no \"schema\".");
        if (schema != ReportDocument.SchemaName)
            throw Refused($"The report's schema is \"{SafeText.Line(schema, 80)}\"; this version reads "
                + $"\"{ReportDocument.SchemaName}\".");
    }

    private static JsonTypeInfo<ReportDocument> MakeTypeInfo()
    {
        var options = new JsonSerializerOptions(ReportJsonContext.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = ReportJsonContext.Default.WithAddedModifier(MissingLists.Fill),
        };
        options.MakeReadOnly();
        return (JsonTypeInfo<ReportDocument>)options.GetTypeInfo(typeof(ReportDocument));
    }

    private static string WhatIsWrong(JsonException e)
    {
        var place = e.LineNumber is { } line ? $" (line {Text(line + 1)}" : " (";
        place += e.Path is { Length: > 0 } path ? $", at {SafeText.Line(path, 120)})" : ")";
        var reason = e.Message;
        var end = reason.IndexOf(" Path:", StringComparison.Ordinal);
        reason = (end > 0 ? reason[..end] : reason).Replace("PerfOpt.Core.Model.", "", StringComparison.Ordinal);
        return "The report does not fit the contract: " + SafeText.Line(reason, 300) + place.Replace(" (, ", " (",
            StringComparison.Ordinal).Replace(" ()", "", StringComparison.Ordinal);
    }

    private static PerfOptException TooLarge(long bytes) => Refused(
        $"The report is {Quantities.Bytes(bytes)} and at most {Quantities.Bytes(MaxBytes)} are read.");

    private static PerfOptException Refused(string message) => new(message, Mend, ExitCodes.Usage);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
