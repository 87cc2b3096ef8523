using PerfOpt.Adapters.Python.Inspection;
using PerfOpt.Adapters.Python.Source;
using PerfOpt.Core.Profiles;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Python.Inspection;

public sealed class InspectionTests : IDisposable
{
    private readonly PythonRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Lines_and_loops_are_counted_exactly(string python)
    {
        var inspection = await Inspect(python, """
            def nested(rows, columns):
                total = 0
                for r in rows:
                    for c in columns:
                        total += r * c
                return total
            def short(items):
                total = 0
                for i in items: total += i
                doubled = [i * 2 for i in items]
                some = sum(i for i in items)
                kept = {i for i in items if i > 2}
                n = 5
                while n: n -= 1
                return total, doubled, some, kept
            for _ in range(3):
                nested(list(range(10)), range(4))
            short(tuple(range(7)))
            """, ("nested", 1), ("short", 7));

        var nested = inspection.Functions[0];
        nested.Calls.ShouldBe(3);
        Counts(nested).ShouldBe([(2, 3), (3, 33), (4, 150), (5, 120), (6, 3)]);
        nested.Work.ShouldBe([new(10, 103), new(10, 103), new(10, 103)]);
        nested.Truncated.ShouldBeFalse();
        Use(nested, 3, "rows").ShouldBe(("list", 3, 10.0));
        Use(nested, 4, "columns").ShouldBe(("range", 30, 4.0));

        var lines = Counts(inspection.Functions[1]).ToDictionary(l => l.Line, l => l.Count);
        (lines[9], lines[10], lines[11], lines[12]).ShouldBe((8, 8, 8, 8));
        // From 3.10 the last test of a while loop on one line has no event of its own.
        lines[14].ShouldBe(Interpreters.VersionOf(python) < new Version(3, 10) ? 6 : 5);
        Use(inspection.Functions[1], 10, "items").ShouldBe(("tuple", 1, 7.0));
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Structures_in_use_are_seen_without_running_code(string python)
    {
        var inspection = await Inspect(python, """
            from collections import deque
            class Shelf:
                limit = [1, 2, 3]
                def __init__(self):
                    self.seen = []
                    self.queue = deque(range(5))
                @property
                def costly(self):
                    print("property ran")
                    return [1]
                def put(self, x, known):
                    if x in known:
                        self.seen.insert(0, x)
                    if x in self.limit:
                        pass
                    if x in self.costly:
                        pass
                    return self.queue.index(2)
                def search(self, xs, pool):
                    return [x for x in xs if x in pool]
            class Slim:
                __slots__ = ("items",)
            def slim(s):
                return 3 in s.items
            shelf = Shelf()
            for i in range(40):
                shelf.put(i, {1: 1, 2: 2})
            shelf.search(range(30), ["a"] * 8)
            s = Slim()
            s.items = frozenset((1, 2))
            slim(s)
            """, ("Shelf.put", 11), ("Shelf.search", 19), ("slim", 23));

        var put = inspection.Functions[0];
        (put.Calls, put.DistinctArguments).ShouldBe((40L, (long?)40));
        Use(put, 12, "known").ShouldBe(("dict", 40, 2.0));
        Use(put, 13, "self.seen").ShouldBe(("list", 2, 0.5));
        Use(put, 14, "self.limit").ShouldBe(("list", 40, 3.0));
        Use(put, 18, "self.queue").ShouldBe(("deque", 40, 5.0));
        put.Operands.ShouldNotContain(o => o.Expression == "self.costly");
        _room.Runner.Output.Split('\n').Length.ShouldBe(41, "the property ran for the program alone");
        Use(inspection.Functions[1], 20, "pool").ShouldBe(("list", 30, 8.0));
        Use(inspection.Functions[2], 24, "s.items").ShouldBe(("frozenset", 1, 2.0));
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Threads_generators_recursion_and_exceptions_are_counted(string python)
    {
        var inspection = await Inspect(python, """
            import threading
            def twice(n):
                for i in range(n):
                    yield i
            def down(n):
                if n:
                    return down(n - 1)
                raise ValueError(n)
            def work(n):
                x = n
                return x
            sum(twice(5))
            next(twice(9))
            try:
                down(6)
            except ValueError:
                pass
            threads = [threading.Thread(target=work, args=(7,)) for _ in range(4)]
            for t in threads: t.start()
            for t in threads: t.join()
            """, ("twice", 2), ("down", 5), ("work", 9), ("<module>", 1));

        var (twice, down, work) = (inspection.Functions[0], inspection.Functions[1], inspection.Functions[2]);
        (twice.Calls, down.Calls, work.Calls).ShouldBe((2, 7, 4));
        Counts(twice).ShouldBe([(3, 7), (4, 6)]);
        Counts(down).ShouldBe([(6, 7), (7, 6), (8, 1)]);
        Counts(work).ShouldBe([(10, 4), (11, 4)]);
        work.DistinctArguments.ShouldBe(1);
        down.WallSeconds.ShouldBeLessThan(down.Lines.Sum(l => l.WallSeconds) + 1e-9);
        inspection.Functions[3].Calls.ShouldBe(1);
        inspection.Notes.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task A_spent_budget_ends_it_and_is_said(string python)
    {
        var budget = new InspectionBudget { BaselineSeconds = 0.01, InstrumentationSeconds = 0.3 };

        var inspection = await Inspect(python, budget, """
            def spin(n):
                total = 0
                for i in range(n):
                    total += i
                return total
            print(spin(3000000))
            """, ("spin", 1));

        var spin = inspection.Functions.ShouldHaveSingleItem();
        spin.Truncated.ShouldBeTrue();
        inspection.Thinned.ShouldBeTrue();
        spin.Lines.Single(l => l.Line == 4).Count.ShouldBeInRange(100, 2999999);
        inspection.Notes.ShouldContain(n => n.Contains("lower bounds"));
        _room.Runner.Output.ShouldBe("4499998500000\n");
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Often_seen_operands_are_sampled_without_bias(string python)
    {
        var inspection = await Inspect(python, """
            def collect(n):
                seen = []
                for i in range(n):
                    if i not in seen[:0] and i not in seen:
                        seen.append(i)
            collect(2000)
            """, ("collect", 1));

        var use = inspection.Functions[0].Operands.Single(o => o.Line == 4 && o.Expression == "seen");
        use.Count.ShouldBeInRange(1900, 2100);
        use.MeanLength.ShouldBeInRange(950, 1050);
        use.MaxLength.ShouldBeGreaterThan(1900);
        inspection.Thinned.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Behaviour_is_unchanged(string python)
    {
        var functions = new[] { ("f", 1) };
        const string Program = """
            def f(x):
                y = [1]
                return y[x]
            import sys
            print(f(0))
            f(9)
            """;
        var script = _room.Write("app.py", Program);
        var plain = new ProcessRunner();
        await plain.RunAsync(_room.Request(python, script), null, TestContext.Current.CancellationToken);

        await Inspect(python, null, Program, functions);

        _room.Runner.Output.ShouldBe(plain.Output);
        _room.Runner.Error.ShouldBe(plain.Error);
    }

    private Task<Core.Profiles.Inspection> Inspect(
        string python, string text, params (string Symbol, int Line)[] functions) =>
        Inspect(python, null, text, functions);

    private async Task<Core.Profiles.Inspection> Inspect(
        string python, InspectionBudget? budget, string text, params (string Symbol, int Line)[] functions)
    {
        var script = _room.Write("app.py", text);
        var keys = functions.Select(f => new FunctionKey(script, f.Symbol, f.Line)).ToList();
        var stop = TestContext.Current.CancellationToken;
        var source = await PythonSource.ReadAsync(_room.Runner, python, _room.Work, keys, _room.Scratch, stop);
        source.Select(s => s.Function).ShouldBe(keys, _room.Runner.Error);
        budget ??= new InspectionBudget { BaselineSeconds = 0.1, InstrumentationSeconds = 60 };
        var result = await PythonInspector.RunAsync(
            _room.Runner, _room.Request(python, script), _room.Scratch, source, budget, stop);
        result.Inspection.Slowdown.ShouldNotBeNull();
        return result.Inspection;
    }

    private static IEnumerable<(int Line, long Count)> Counts(InspectedFunction function) =>
        function.Lines.Select(l => (l.Line, l.Count));

    private static (string Type, long Count, double Mean) Use(InspectedFunction function, int line, string expression)
    {
        var use = function.Operands.Where(o => o.Line == line && o.Expression == expression).ShouldHaveSingleItem();
        return (use.Type, use.Count, use.MeanLength);
    }
}
