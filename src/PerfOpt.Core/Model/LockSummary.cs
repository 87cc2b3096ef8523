namespace PerfOpt.Core.Model;

/// <summary>Waiting for one lock.</summary>
/// <param name="File">Where it is waited for, relative to the working directory where it lies below it.</param>
/// <param name="Line">1-based.</param>
/// <param name="Symbol">The function around it.</param>
/// <param name="WaitShare">Share of the threads' time spent waiting there, 0..1.</param>
/// <param name="Waiters">Threads that waited.</param>
public sealed record LockSummary(string File, int Line, string Symbol, double WaitShare, int Waiters);
