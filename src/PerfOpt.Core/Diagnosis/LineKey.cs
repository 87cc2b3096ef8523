using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>A line of a function of the user's own code.</summary>
public readonly record struct LineKey(FunctionKey Function, int Line);
