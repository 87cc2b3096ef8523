namespace PerfOpt.Core.Model;

/// <summary>Something that was not looked at.</summary>
/// <param name="Section">The report's section that lacks it, such as <c>scaling</c>.</param>
/// <param name="What">What was not measured.</param>
/// <param name="Why">Why not.</param>
/// <param name="Mend">How to get it: a command, where there is one.</param>
public sealed record Gap(string Section, string What, string Why, string Mend);
