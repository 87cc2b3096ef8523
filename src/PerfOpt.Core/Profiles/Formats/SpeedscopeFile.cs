using System.Text.Json;

namespace PerfOpt.Core.Profiles.Formats;

/// <summary>
/// Writes a profile in the format of speedscope (its published JSON schema): one <c>sampled</c> profile for each
/// thread, stacks from the outermost frame, weights in nanoseconds of wall time.
/// </summary>
public static class SpeedscopeFile
{
    private const string Schema = "https://www.speedscope.app/file-format-schema.json";
    private const int FlushBytes = 1 << 16;

    /// <summary>Writes the file.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="name">The file's title.</param>
    public static void Write(StackProfile profile, Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(profile);
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("name", name);
        json.WriteString("exporter", "perfopt");
        json.WriteNumber("activeProfileIndex", 0);
        WriteFrames(profile, json);
        json.WriteStartArray("profiles");
        foreach (var (thread, samples) in ByThread(profile))
            WriteThread(profile, thread, samples, json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFrames(StackProfile profile, Utf8JsonWriter json)
    {
        json.WriteStartObject("shared");
        json.WriteStartArray("frames");
        foreach (var frame in profile.Frames)
        {
            json.WriteStartObject();
            json.WriteString("name", frame.Symbol);
            if (frame.File.Length > 0)
                json.WriteString("file", frame.File);
            if (frame.Line > 0)
                json.WriteNumber("line", frame.Line);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Threads that have samples, heaviest first; successive samples of the same stack are joined.</summary>
    private static IEnumerable<(ThreadInfo Thread, List<(int Stack, long Weight)> Samples)> ByThread(
        StackProfile profile)
    {
        var threads = new List<(int Stack, long Weight)>[profile.Threads.Count];
        foreach (var sample in profile.Samples)
        {
            var list = threads[sample.Thread] ??= [];
            if (list.Count > 0 && list[^1].Stack == sample.Stack.Value)
                list[^1] = list[^1] with { Weight = list[^1].Weight + sample.WallNs };
            else
                list.Add((sample.Stack.Value, sample.WallNs));
        }
        return threads.Select((samples, i) => (profile.Threads[i], samples)).Where(pair => pair.samples is not null)
            .OrderByDescending(pair => pair.samples.Sum(sample => sample.Weight));
    }

    private static void WriteThread(
        StackProfile profile, ThreadInfo thread, List<(int Stack, long Weight)> samples, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "sampled");
        json.WriteString("name", ThreadNames.Of(thread));
        json.WriteString("unit", "nanoseconds");
        // Weights follow one another from the start value on, and have no other clock.
        json.WriteNumber("startValue", 0);
        json.WriteNumber("endValue", samples.Sum(sample => sample.Weight));
        json.WriteStartArray("samples");
        var frames = new List<int>();
        foreach (var (stack, _) in samples)
        {
            frames.Clear();
            for (var at = stack; at >= 0; at = profile.Nodes[at].Parent.Value)
                frames.Add(profile.Nodes[at].Frame.Value);
            json.WriteStartArray();
            for (var i = frames.Count - 1; i >= 0; i--)
                json.WriteNumberValue(frames[i]);
            json.WriteEndArray();
            if (json.BytesPending > FlushBytes)
                json.Flush();
        }
        json.WriteEndArray();
        json.WriteStartArray("weights");
        foreach (var (_, weight) in samples)
            json.WriteNumberValue(weight);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
