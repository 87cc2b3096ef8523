namespace PerfOpt.Report.Terminal;

/// <summary>One line of a view, without its end.</summary>
/// <param name="Segments">From left to right.</param>
public sealed record TerminalLine(IReadOnlyList<TerminalSegment> Segments)
{
    /// <summary>The line without styles.</summary>
    public string Plain => string.Concat(Segments.Select(s => s.Text));

    /// <summary>Columns that it takes.</summary>
    public int Width => TextWidth.Of(Plain);
}
