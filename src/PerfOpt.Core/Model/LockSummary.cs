namespace PerfOpt.Core.Model;

/// <summary>Waiting for one lock.</summary>
public sealed record LockSummary(string File, int Line, string Symbol, double WaitShare, int Waiters);
