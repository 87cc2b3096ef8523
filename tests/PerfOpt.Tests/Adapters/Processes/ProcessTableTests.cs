using PerfOpt.Adapters.Processes;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Adapters.Processes;

public sealed class ProcessTableTests
{
    private const string Rest = " S 7 1 1 0 -1 4194560 100 0 0 0 12 34 0 0 20 0 1 0 5678 1000 10";

    [Theory]
    [InlineData("sleep")]
    [InlineData("a b")]
    [InlineData(") R 1 (")]
    [InlineData("")]
    public void Names_may_hold_anything(string name)
    {
        var entry = ProcessTable.Parse($"42 ({name}){Rest}");
        entry.ShouldBe(new ProcessEntry(42, 7, 'S', 5678, 46, name));
    }

    [Fact]
    public void Every_prefix_of_a_line_is_refused_or_whole()
    {
        string line = $"42 (sleep){Rest}";
        for (int length = 0; length < line.Length; length++)
        {
            if (ProcessTable.Parse(line[..length]) is { } entry)
                (entry.Id, entry.Parent, entry.Name).ShouldBe((42, 7, "sleep"));
        }
        ProcessTable.Parse(line.Replace("5678", "x", StringComparison.Ordinal)).ShouldBeNull();
    }

    [Fact]
    public void Descendants_come_parents_first_and_a_circle_ends()
    {
        ProcessEntry Entry(int id, int parent) => new(id, parent, 'S', 1, 0, "p");
        ProcessEntry[] snapshot = [Entry(5, 4), Entry(4, 3), Entry(3, 5), Entry(9, 1), Entry(6, 4)];
        ProcessTable.Descendants(4, snapshot).Select(entry => entry.Id).ShouldBe([5, 6, 3]);
        ProcessTable.Descendants(77, snapshot).ShouldBeEmpty();
    }

    [Fact]
    public void This_process_is_in_the_table()
    {
        var self = ProcessTable.Snapshot().Single(entry => entry.Id == Environment.ProcessId);
        self.HasEnded.ShouldBeFalse();
        ProcessTable.Find(self.Id)!.Value.StartTicks.ShouldBe(self.StartTicks);
        ProcessTable.Find(int.MaxValue).ShouldBeNull();
    }
}
