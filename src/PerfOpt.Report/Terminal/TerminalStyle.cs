namespace PerfOpt.Report.Terminal;

/// <summary>What a piece of text means; the command line chooses the colours.</summary>
public enum TerminalStyle
{
    /// <summary>Running text.</summary>
    Plain,
    /// <summary>To be seen first.</summary>
    Strong,
    /// <summary>Of less weight.</summary>
    Muted,
    /// <summary>A target met, an improvement.</summary>
    Good,
    /// <summary>A target missed, a regression, a critical cause.</summary>
    Bad,
    /// <summary>Not decided, suspected, noisy.</summary>
    Caution,
    /// <summary>A file and line.</summary>
    Place,
    /// <summary>A line to paste.</summary>
    Command,
}
