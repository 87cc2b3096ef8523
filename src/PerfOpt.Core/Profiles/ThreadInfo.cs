namespace PerfOpt.Core.Profiles;

/// <summary>A thread that was sampled.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="ThreadId">Its kernel id; 0 where not known.</param>
/// <param name="Name">The kernel's name of it.</param>
/// <param name="Interpreter">Number of its interpreter within the process; 0 is the main one.</param>
public sealed record ThreadInfo(int ProcessId, int ThreadId, string Name, int Interpreter);
