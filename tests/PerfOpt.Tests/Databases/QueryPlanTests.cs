using PerfOpt.Core.Databases;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Databases;

public sealed class QueryPlanTests
{
    private static PlanNode Node(string detail) => QueryPlan.Parse([new PlanRow(2, 0, detail)]).Nodes[0];

    [Theory]
    [InlineData("SCAN t", PlanOperation.Scan, "t", null)]
    [InlineData("SCAN TABLE t AS a", PlanOperation.Scan, "a", null)]
    [InlineData("SCAN t USING COVERING INDEX my idx", PlanOperation.Scan, "t", "my idx")]
    [InlineData("SEARCH t USING INDEX i (a=? AND b>?)", PlanOperation.Search, "t", "i")]
    [InlineData("SEARCH TABLE t AS x USING INDEX i (a=?)", PlanOperation.Search, "x", "i")]
    [InlineData("SEARCH t USING INTEGER PRIMARY KEY (rowid=?)", PlanOperation.Search, "t", null)]
    [InlineData("SEARCH t USING AUTOMATIC COVERING INDEX (a=?)", PlanOperation.Search, "t", null)]
    [InlineData("SEARCH t USING INDEX i (a=?) LEFT-JOIN", PlanOperation.Search, "t", "i")]
    [InlineData("SCAN t VIRTUAL TABLE INDEX 0:M1", PlanOperation.Scan, "t", null)]
    [InlineData("USE TEMP B-TREE FOR ORDER BY", PlanOperation.TempBTree, null, null)]
    [InlineData("SOMETHING NEW (WITH BRACKETS)", PlanOperation.Other, null, null)]
    public void Wordings(string detail, PlanOperation operation, string? table, string? index)
    {
        var node = Node(detail);
        node.Operation.ShouldBe(operation);
        node.Table.ShouldBe(table);
        node.Index.ShouldBe(index);
    }

    [Fact]
    public void DetailsAreRead()
    {
        Node("SEARCH t USING INDEX i (a=? AND b>?)").Terms.ShouldBe(["a=?", "b>?"]);
        Node("SEARCH t USING AUTOMATIC COVERING INDEX (a=?)").IsAutomaticIndex.ShouldBeTrue();
        Node("SEARCH t USING COVERING INDEX i (<expr>=?)").IsCovering.ShouldBeTrue();
        Node("SCAN t VIRTUAL TABLE INDEX 0:M1").IsVirtual.ShouldBeTrue();
        Node("USE TEMP B-TREE FOR LAST TERM OF ORDER BY").Purpose.ShouldBe("LAST TERM OF ORDER BY");
    }

    [Fact]
    public void WhatStandsInACorrelatedSubqueryIsCorrelated()
    {
        var plan = QueryPlan.Parse(
            [new(2, 0, "SCAN a"), new(5, 0, "CORRELATED SCALAR SUBQUERY 1"), new(9, 5, "SCAN b"),
                new(11, 99, "SCAN c")]);
        plan.Nodes.Select(static n => n.IsCorrelated).ShouldBe([false, true, true, false]);
        plan.Text.ShouldBe("SCAN a\nCORRELATED SCALAR SUBQUERY 1\n  SCAN b\nSCAN c");
    }

    [Fact]
    public void SmellsAreFound()
    {
        var schema = Schemas.Of(("a", ["x", "y"]), ("b", ["x", "z"]));
        var shape = StatementShapeReader.Read(
            "SELECT (SELECT z FROM b WHERE b.x = a.x) FROM a WHERE y = 1 ORDER BY x", schema);
        var plan = QueryPlan.Parse([new(2, 0, "SCAN a"), new(5, 0, "CORRELATED SCALAR SUBQUERY 1"),
            new(9, 5, "SCAN b"), new(12, 0, "USE TEMP B-TREE FOR ORDER BY"),
            new(15, 0, "SEARCH q USING AUTOMATIC COVERING INDEX (k=?)")]);
        PlanSmells.Of(plan, shape).Select(static s => s.Kind).ShouldBe([PlanSmellKind.FullScanWithFilter,
            PlanSmellKind.CorrelatedScan, PlanSmellKind.TempSort, PlanSmellKind.AutomaticIndex]);
    }
}
