namespace PerfOpt.Report.Terminal;

/// <summary>Puts segments side by side and cuts what goes beyond the width.</summary>
internal sealed class LineBuilder(int width)
{
    private readonly List<TerminalSegment> _segments = [];
    private int _used;

    /// <summary>Columns that are left.</summary>
    public int Left => Math.Max(0, width - _used);

    /// <summary>Appends a segment, cut at its end where it does not fit.</summary>
    public LineBuilder Add(string text, TerminalStyle style = TerminalStyle.Plain) =>
        AddWhole(TextWidth.CutEnd(text, Left), style);

    /// <summary>Appends a segment, cut in its middle; some columns are kept free for what follows.</summary>
    public LineBuilder AddPath(string text, TerminalStyle style, int keepFree = 0) =>
        AddWhole(TextWidth.CutMiddle(text, Math.Max(1, Left - keepFree)), style);

    /// <summary>Appends a segment as it is, beyond the width if need be.</summary>
    public LineBuilder AddWhole(string text, TerminalStyle style)
    {
        if (text.Length > 0)
            _segments.Add(new TerminalSegment(text, style));
        _used += TextWidth.Of(text);
        return this;
    }

    /// <summary>The line.</summary>
    public TerminalLine Build() => new([.. _segments]);
}
