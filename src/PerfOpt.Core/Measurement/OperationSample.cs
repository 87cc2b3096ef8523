namespace PerfOpt.Core.Measurement;

/// <summary>One value that the target wrote to the file named by <c>PERFOPT_OPERATIONS</c>.</summary>
/// <param name="Operation">The user's name of the operation.</param>
/// <param name="Metric">The metric's name; <c>latency</c> where the line gives seconds alone.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit.</param>
public sealed record OperationSample(string Operation, string Metric, double Value, string Unit);
