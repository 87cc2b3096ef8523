namespace PerfOpt.Core.Model;

/// <summary>What may go wrong.</summary>
public sealed record Risk(Level Level, string Text, string Mitigation);
