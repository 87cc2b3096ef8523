namespace PerfOpt.Core.Databases;

/// <summary>A run of tokens.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The one after the last.</param>
internal readonly record struct TokenSpan(int From, int To);
