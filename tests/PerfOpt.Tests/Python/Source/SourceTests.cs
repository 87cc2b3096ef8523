using PerfOpt.Adapters.Python.Source;
using PerfOpt.Core.Profiles;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Python.Source;

public sealed class SourceTests : IDisposable
{
    private readonly PythonRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Theory]
    [InlineData("x in y", OperationKind.Membership, "y")]
    [InlineData("x not in self.seen", OperationKind.Membership, "self.seen")]
    [InlineData("y.pop(0)", OperationKind.PopFront, "y")]
    [InlineData("del y[0]", OperationKind.PopFront, "y")]
    [InlineData("self.q.insert(0, x)", OperationKind.Insert, "self.q")]
    [InlineData("y.index(x)", OperationKind.SearchByValue, "y")]
    [InlineData("y.remove(x)", OperationKind.SearchByValue, "y")]
    [InlineData("y.sort(key=len)", OperationKind.Sort, "y")]
    [InlineData("sorted(y)", OperationKind.Sort, "y")]
    [InlineData("min(y)", OperationKind.Scan, "y")]
    [InlineData("len(list(y))", OperationKind.Scan, "y")]
    [InlineData("z = y[1:]", OperationKind.Slice, "y")]
    [InlineData("y = y + [x]", OperationKind.Concatenate, "y")]
    [InlineData("self.text += x", OperationKind.Concatenate, "self.text")]
    [InlineData("z = x * 2", OperationKind.Arithmetic, "x")]
    [InlineData("z = y[x]", OperationKind.Subscript, "y")]
    [InlineData("helper.run(x)", OperationKind.Call, "helper.run")]
    public async Task Operations_have_their_kind(string statement, OperationKind kind, string operand)
    {
        var function = await Read(Interpreters.Newest, $"def f(self, xs, y):\n    for x in xs:\n        {statement}\n");

        var operation = function.Operations.First(o => o.Kind == kind);
        (operation.Line, operation.Operand, operation.LoopLine).ShouldBe((3, operand, 2));
        operation.Text.ShouldBe(statement.StartsWith("z = ", StringComparison.Ordinal) ? statement[4..] : statement);
    }

    [Theory]
    [InlineData("t += x", "")]
    [InlineData("t = t + x", "")]
    [InlineData("t = max(t, x)", "")]
    [InlineData("out.append(x)", "")]
    [InlineData("t = x; u = t + 1", "")]
    [InlineData("t = t * x - 1", "t")]
    [InlineData("t = step(t)", "t")]
    [InlineData("t += x; u = t", "t")]
    [InlineData("u = t; t = x", "t")]
    [InlineData("t += t", "t")]
    [InlineData("if x: t = 1\n        u = t", "t")]
    [InlineData("if x: t = 1\n        else: t = 2\n        u = t", "")]
    [InlineData("if not x: continue\n        t = x\n        u = t", "")]
    [InlineData("try: t = x\n        except ValueError: continue\n        u = t", "")]
    [InlineData("with open(x) as t: u = t", "")]
    [InlineData("a, b = b, a + b", "a b")]
    public async Task Only_real_dependence_is_carried(string body, string carried)
    {
        var function = await Read(Interpreters.Newest, $"def f(self, xs, y):\n    for x in xs:\n        {body}\n");

        string.Join(' ', function.Loops[0].CarriedNames).ShouldBe(carried);
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Loops_and_calls_are_told(string python)
    {
        var function = await Read(python, """
            def other(): pass
            class C:
                @property
                async def f(self, xs, y, *rest, key=None, **more):
                    for i, x in enumerate(xs):
                        while y:
                            y.pop()
                            if x: break
                        await fetch(x)
                        fetch(self.url)
                        z = [a for a in self.items for b in a if b in y]
                    async for w in stream():
                        out.append(w)
                    def inner():
                        for hidden in xs: pass
            """, "f", 3);

        (function.Line, function.EndLine, function.IsAsync, function.Class).ShouldBe((4, 15, true, "C"));
        function.Parameters.ShouldBe(["self", "xs", "y", "key", "rest", "more"]);
        function.Loops.Select(l => (l.Line, l.EndLine, l.Kind, l.Depth, l.Iterable, l.SizedBy)).ShouldBe(
        [
            (5, 11, "for", 1, "enumerate(xs)", "xs"), (6, 8, "while", 2, "y", null),
            (11, 11, "comprehension", 2, "self.items", "self.items"), (11, 11, "comprehension", 3, "a", "a"),
            (12, 13, "async for", 1, "stream()", null),
        ]);
        function.Loops[1].LeavesEarly.ShouldBeTrue();
        function.Loops[4].Grows.ShouldBe(["out"]);
        function.Operations.Single(o => o.Kind == OperationKind.Await).DependsOnLoopTarget.ShouldBeTrue();
        var fixedCall = function.Operations.Single(o => o.Text == "fetch(self.url)");
        (fixedCall.DependsOnLoopTarget, fixedCall.LoopInvariant, fixedCall.IsStatement).ShouldBe((false, true, true));
        var member = function.Operations.Single(o => o.Kind == OperationKind.Membership);
        (member.Scope, member.LoopLine, member.Operand).ShouldBe((OperandScope.Parameter, 11, "y"));
        function.InnermostLoop(7)!.Line.ShouldBe(6);
    }

    [Fact]
    public async Task What_cannot_be_read_is_left_out()
    {
        var good = _room.Write("good.py", "def f():\n    pass\n");
        var bad = _room.Write("bad.py", "def f(:\n");
        FunctionKey[] keys =
        [
            new(good, "f", 1), new(good, "g", 1), new(bad, "f", 1), new("/nonexistent.py", "f", 1),
            new("good.py", "<module>", 1),
        ];

        var read = await PythonSource.ReadAsync(
            _room.Runner, Interpreters.Newest, _room.Work, keys, _room.Scratch, TestContext.Current.CancellationToken);

        read.Select(f => f.Function).ShouldBe([keys[0], keys[4]]);
    }

    private async Task<SourceFunction> Read(string python, string text, string symbol = "f", int line = 1)
    {
        var path = _room.Write("code.py", text);
        var read = await PythonSource.ReadAsync(
            _room.Runner, python, _room.Work, [new FunctionKey(path, symbol, line)], _room.Scratch,
            TestContext.Current.CancellationToken);
        return read.ShouldHaveSingleItem(_room.Runner.Error);
    }
}
