using PerfOpt.Core.Model;

namespace PerfOpt.Report;

/// <summary>The counted operations of a run, those that were counted.</summary>
internal static class Operations
{
    public static IEnumerable<(string Name, string Text)> Of(IoSummary io)
    {
        var counted = new (string Name, long? Value, bool IsBytes)[]
        {
            ("Read calls", io.Reads, false), ("Write calls", io.Writes, false), ("Syncs", io.Syncs, false),
            ("Read", io.BytesRead, true), ("Written", io.BytesWritten, true), ("Files opened", io.Opens, false),
            ("Connections made", io.Connects, false), ("Processes started", io.ProcessesStarted, false),
        };
        return counted.Where(c => c.Value is not null)
            .Select(c => (c.Name, c.IsBytes ? Quantities.Bytes(c.Value!.Value) : Quantities.Count(c.Value!.Value)));
    }
}
