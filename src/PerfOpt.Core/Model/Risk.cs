namespace PerfOpt.Core.Model;

/// <summary>What may go wrong.</summary>
/// <param name="Level">How likely and how bad.</param>
/// <param name="Text">What may happen.</param>
/// <param name="Mitigation">What to do about it.</param>
public sealed record Risk(Level Level, string Text, string Mitigation);
