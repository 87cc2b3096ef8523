namespace PerfOpt.Report.Terminal;

/// <summary>A piece of a line in one style. The text holds no control characters.</summary>
/// <param name="Text">What to print.</param>
/// <param name="Style">What it means.</param>
public readonly record struct TerminalSegment(string Text, TerminalStyle Style = TerminalStyle.Plain);
