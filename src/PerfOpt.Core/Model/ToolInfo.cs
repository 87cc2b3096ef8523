namespace PerfOpt.Core.Model;

/// <summary>The tool that wrote a report.</summary>
/// <param name="Name">Always <c>perfopt</c>.</param>
/// <param name="Version">Its version, as <c>perfopt --version</c> prints it.</param>
public sealed record ToolInfo(string Name, string Version);
