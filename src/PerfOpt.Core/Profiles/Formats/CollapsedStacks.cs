using System.Globalization;
using System.Text;

namespace PerfOpt.Core.Profiles.Formats;

/// <summary>
/// Writes a profile as collapsed stacks, which flame graph tools read: a line for each stack, frames from the outermost
/// joined by <c>;</c>, then the weight.
/// </summary>
public static class CollapsedStacks
{
    /// <summary>Writes wall microseconds by stack.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="include">Which samples count; null for all.</param>
    public static void Write(StackProfile profile, TextWriter writer, Func<StackSample, bool>? include = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(writer);
        const long nanosecondsPerMicrosecond = 1000;
        var weights = new SortedDictionary<(int Thread, int Stack), long>();
        foreach (var sample in profile.Samples)
        {
            if (sample.Stack.Value < 0 || (include is not null && !include(sample)))
                continue;
            var key = (sample.Thread, sample.Stack.Value);
            weights[key] = weights.GetValueOrDefault(key) + sample.WallNs;
        }
        var names = profile.Frames.Select(NameOf).ToArray();
        var line = new StringBuilder();
        var frames = new List<int>();
        foreach (var ((thread, stack), weight) in weights)
        {
            frames.Clear();
            for (var at = stack; at >= 0; at = profile.Nodes[at].Parent.Value)
                frames.Add(profile.Nodes[at].Frame.Value);
            line.Clear();
            line.Append(Clean(ThreadNames.Of(profile.Threads[thread])));
            for (var i = frames.Count - 1; i >= 0; i--)
                line.Append(';').Append(names[frames[i]]);
            line.Append(' ').Append((weight / nanosecondsPerMicrosecond).ToString(CultureInfo.InvariantCulture));
            line.Append('\n');
            writer.Write(line);
        }
    }

    private static string NameOf(FrameInfo frame) => Clean(string.Create(
        CultureInfo.InvariantCulture, $"{frame.Symbol} ({Path.GetFileName(frame.File)}:{frame.Line})"));

    private static string Clean(string name) =>
        name.Replace(';', ':').Replace('\n', ' ').Replace('\r', ' ');
}
