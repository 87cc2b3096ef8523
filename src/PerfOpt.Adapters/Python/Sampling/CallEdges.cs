using System.Runtime.InteropServices;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// Which code was seen to call which, from which instruction, in stacks that surely stood. A stack that changed while
/// it was read is believed when it consists of such calls. Only reading it again until it holds still would favour
/// moments when nothing is called, and so under-count code that calls a lot.
/// </summary>
internal sealed class CallEdges
{
    /// <summary>Innermost calls that are looked at; further ones do not change within a reading.</summary>
    private const int Depth = 64;
    private const int MaxEdges = 200_000;
    /// <summary>A stack may be taken for sure by mistake, rarely: a call must be seen this often …</summary>
    private const int LeastCount = 3;
    /// <summary>… and be this part (one in …) of all calls from its instruction.</summary>
    private const int LeastPart = 32;

    private readonly Dictionary<Edge, int> _edges = [];
    private readonly Dictionary<Site, int> _sites = [];
    private int _generation;

    /// <summary>Forgets everything when an address was found to hold other code than before.</summary>
    public void Follow(int generation)
    {
        if (generation == _generation && _edges.Count < MaxEdges)
            return;
        _generation = generation;
        _edges.Clear();
        _sites.Clear();
    }

    /// <summary>Learns from a stack that surely stood.</summary>
    public void Learn(RawStack stack)
    {
        var calls = Math.Min(stack.Count - 1, Depth);
        for (var i = 0; i < calls; i++)
        {
            var edge = EdgeAt(stack, i);
            CollectionsMarshal.GetValueRefOrAddDefault(_edges, edge, out _)++;
            CollectionsMarshal.GetValueRefOrAddDefault(_sites, edge.Site, out _)++;
        }
    }

    /// <summary>Whether all calls of a stack that may have changed are known.</summary>
    public bool AreKnown(RawStack stack)
    {
        var calls = Math.Min(stack.Count - 1, Math.Min(stack.Unstable, Depth));
        for (var i = 0; i < calls; i++)
        {
            var edge = EdgeAt(stack, i);
            var seen = _edges.GetValueOrDefault(edge);
            if (seen < LeastCount || seen < _sites.GetValueOrDefault(edge.Site) / LeastPart)
                return false;
        }
        return true;
    }

    private static Edge EdgeAt(RawStack stack, int i) =>
        new(new Site(stack.Codes[i + 1], stack.Instructions[i + 1]), stack.Codes[i]);

    private readonly record struct Site(ulong Caller, ulong Instruction);

    private readonly record struct Edge(Site Site, ulong Callee);
}
