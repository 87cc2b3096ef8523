namespace PerfOpt.Core.Model;

/// <summary>One item of the optimization checklist.</summary>
/// <param name="Item">The item's words in the specification.</param>
/// <param name="Done">Whether the report fulfils it.</param>
/// <param name="Evidence">A JSON pointer into the report; absent when not done.</param>
public sealed record ChecklistItem(string Item, bool Done, string? Evidence = null);
