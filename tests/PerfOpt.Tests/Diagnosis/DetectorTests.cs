using PerfOpt.Core.Diagnosis;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;
using Shouldly;
using Xunit;
using static PerfOpt.Tests.Diagnosis.Scene;

namespace PerfOpt.Tests.Diagnosis;

/// <summary>Each detector on data written by hand: what it finds, and what it must leave alone.</summary>
public sealed class DetectorTests
{
    private static readonly FrameInfo Loader = Frame("load", 5);

    private static Scene Queries(long calls, long distinct, double seconds = 4, long fedByRows = 0) => new Scene()
        .Spend(seconds, ThreadActivity.OnCpu, Frame("main", 90, 80), Loader)
        .Spend(10 - seconds, ThreadActivity.OnCpu, Frame("main", 91, 80))
        .Source("load", 9, [Loop(4, 6, "books")])
        .State(Statement(
            StatementKind.Read, "SELECT name FROM authors WHERE id = ?", calls, calls,
            [Loader], seconds, distinct, fedByRows: fedByRows));

    [Fact]
    public void Many_calls_with_other_parameters_from_a_loop_are_an_n_plus_one()
    {
        var found = Detectors.Run(Queries(2000, 2000).Input()).ShouldHaveSingleItem();
        found.Cause.ShouldBe(RootCause.NPlusOneQuery);
        found.Status.ShouldBe(BottleneckStatus.Confirmed);
        found.Location.File.ShouldBe("app.py");
        found.Location.Line.ShouldBe(5);
        found.Location.Symbol.ShouldBe("load");
        found.Seconds.ShouldBe(4, 0.1);
        found.Gain.Seconds.ShouldBeInRange(3.5, 4);
        found.Evidence.ShouldContain(e => e.Kind == EvidenceKind.StatementCount && e.Value == 2000);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(2000, 1)]
    public void Few_calls_or_the_same_parameters_again_are_not(long calls, long distinct) =>
        Detectors.Run(Queries(calls, distinct).Input()).ShouldNotContain(f => f.Cause == RootCause.NPlusOneQuery);

    [Fact]
    public void A_cheap_n_plus_one_is_not_reported() =>
        Detectors.Run(Queries(50, 50, seconds: 0.05).Input()).ShouldBeEmpty();

    [Fact]
    public void The_loop_that_calls_a_helper_is_the_place_and_the_helper_is_related()
    {
        var helper = Frame("author_of", 22, 20);
        var caller = Frame("load", 5);
        var input = new Scene()
            .Spend(4, ThreadActivity.OnCpu, caller, helper)
            .Source("load", 9, [Loop(4, 6, "books")])
            .State(Statement(
                StatementKind.Read, "SELECT name FROM authors WHERE id = ?", 800, 800, [helper, caller], 4))
            .Input();
        var found = Detectors.Run(input).ShouldHaveSingleItem();
        found.Location.Symbol.ShouldBe("load");
        found.Related.ShouldHaveSingleItem().Symbol.ShouldBe("author_of");
    }

    private static IndexTrial Trial(StatementTemplate statement) => new()
    {
        Statement = statement, Table = "orders", Columns = ["email"], CreateSql = "CREATE INDEX i ON orders(email)",
        DropSql = "DROP INDEX i", PlanBefore = "SCAN orders", PlanAfter = "SEARCH orders USING INDEX i (email=?)",
        SecondsBefore = 10e-3, SecondsAfter = 20e-6, RowsReadBefore = 50_000, RowsReturned = 2, IndexBytes = 1_000_000,
        SameRows = true, Executions = 20,
    };

    private static (Scene Scene, StatementTemplate Statement) Lookups(long fedByRows)
    {
        var statement = Statement(
            StatementKind.Read, "SELECT * FROM orders WHERE email = ?", 400, 800, [Loader], 4, fedByRows: fedByRows);
        var scene = new Scene()
            .Spend(4, ThreadActivity.OnCpu, Loader)
            .Spend(6, ThreadActivity.OnCpu, Frame("main", 91, 80))
            .Source("load", 9, [Loop(4, 6, "emails")]).State(statement);
        return (scene, statement);
    }

    [Fact]
    public void An_index_that_pays_on_the_copy_is_missing_and_owns_the_time_of_its_scans()
    {
        var (scene, statement) = Lookups(fedByRows: 0);
        var found = Detectors.Run(scene.Try(Trial(statement)).Input());
        found[0].Cause.ShouldBe(RootCause.MissingIndex);
        found[0].Gain.Basis.ShouldBe(Basis.Measured);
        found[0].Gain.Seconds.ShouldBe(4, 0.1);
        found.Skip(1).ShouldAllBe(f => f.Seconds < 0.5);
    }

    [Fact]
    public void Calls_fed_by_another_query_stay_an_n_plus_one_beside_the_index()
    {
        var (scene, statement) = Lookups(fedByRows: 400);
        var found = Detectors.Run(scene.Try(Trial(statement)).Input());
        found.Select(f => f.Cause).ShouldBe([RootCause.NPlusOneQuery, RootCause.MissingIndex], ignoreOrder: true);
        found.ShouldAllBe(f => f.Seconds > 3.5);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(50_000, false)]
    public void Commits_with_few_writes_each_are_commits_per_row(long writes, bool expected)
    {
        var frame = Frame("store", 7);
        var input = new Scene().Spend(3, ThreadActivity.WaitDisk, frame)
            .Source("store", 9, [Loop(5, 8, "rows")])
            .State(Statement(StatementKind.Commit, "COMMIT", 500, 0, [frame], 3, distinct: 1, committed: writes))
            .Input();
        Detectors.Run(input).Any(f => f.Cause == RootCause.CommitPerRow).ShouldBe(expected);
    }

    [Fact]
    public void Writes_outside_of_a_transaction_are_commits_per_row()
    {
        var frame = Frame("store", 7);
        var input = new Scene().Spend(3, ThreadActivity.WaitDisk, frame)
            .Source("store", 9, [Loop(5, 8, "rows")])
            .State(Statement(StatementKind.Write, "INSERT INTO t VALUES (?)", 500, 500, [frame], 3, autocommits: 500))
            .Input();
        Detectors.Run(input).ShouldHaveSingleItem().Cause.ShouldBe(RootCause.CommitPerRow);
    }

    private static Scene Membership(string type, long length) => new Scene()
        .Spend(5, ThreadActivity.OnCpu, Frame("unique", 4))
        .Source("unique", 6, [Loop(3, 5, "items")], Operation(4, OperationKind.Membership, "seen", "item in seen", 3))
        .Inspect("unique", 1, [new(3, 10_001, 0), new(4, 10_000, 0)], [Use(4, "seen", type, 10_000, 0, length)]);

    [Theory]
    [InlineData("list", 9000, true)]
    [InlineData("set", 9000, false)]
    [InlineData("list", 4, false)]
    public void Membership_of_a_long_list_is_the_wrong_structure(string type, long length, bool expected) =>
        Detectors.Run(Membership(type, length).Input())
            .Any(f => f.Cause == RootCause.WrongDataStructure).ShouldBe(expected);

    [Fact]
    public void Nested_loops_that_compare_items_are_superlinear_with_their_exponent()
    {
        var input = new Scene().Spend(6, ThreadActivity.OnCpu, Frame("pairs", 4))
            .Source("pairs", 6, [Loop(2, 5, "items"), Loop(3, 5, "range(i + 1, len(items))", depth: 2)],
                Operation(4, OperationKind.Arithmetic, "items[i]", "items[i] == items[j]", 3))
            .Inspect("pairs", 1, [new(2, 2001, 0), new(3, 2_001_000, 0), new(4, 1_999_000, 0)])
            .Input();
        var found = Detectors.Run(input).ShouldHaveSingleItem();
        found.Cause.ShouldBe(RootCause.SuperlinearAlgorithm);
        found.Evidence.ShouldContain(e => e.Kind == EvidenceKind.Exponent && e.Value > 1.8 && e.Value < 2.1);
    }

    [Fact]
    public void A_numeric_nest_is_bound_by_the_interpreter_and_not_called_superlinear()
    {
        var input = new Scene().Spend(6, ThreadActivity.OnCpu, Frame("multiply", 5))
            .Source("multiply", 6,
                [Loop(2, 5, "range(n)"), Loop(3, 5, "range(n)", depth: 2), Loop(4, 5, "range(n)", depth: 3)],
                Operation(5, OperationKind.Arithmetic, "total", "total + a[i][k] * b[k][j]", 4))
            .Inspect("multiply", 1, [new(2, 201, 0), new(3, 40_200, 0), new(4, 8_040_000, 0), new(5, 8_000_000, 0)])
            .Input();
        Detectors.Run(input).ShouldHaveSingleItem().Cause.ShouldBe(RootCause.InterpreterBoundLoop);
    }

    [Fact]
    public void A_line_whose_built_in_does_the_work_is_not_bound_by_the_interpreter()
    {
        var input = new Scene().Spend(6, ThreadActivity.OnCpu, Frame("digest", 4))
            .Source("digest", 6, [Loop(3, 5, "blocks")])
            .Inspect("digest", 1, [new(3, 1001, 0), new(4, 1000, 0)])
            .Input();
        Detectors.Run(input).ShouldBeEmpty();
    }

    private static OperationSite Sleeps(int atOnce) => new()
    {
        Type = OperationType.Sleep, Name = "time.sleep", Frame = Frame("notify", 4), Stack = [Frame("notify", 4)],
        Count = 20, TotalSeconds = 4, MostAtOnce = atOnce,
    };

    [Theory]
    [InlineData(1, "for", true)]
    [InlineData(4, "for", false)]
    [InlineData(1, "while", false)]
    public void Waits_one_after_another_in_a_loop_over_items_are_sequential(int atOnce, string kind, bool expected)
    {
        var input = new Scene().Spend(4, ThreadActivity.WaitSleep, Frame("notify", 4))
            .Source("notify", 6, [Loop(3, 5, "customers", kind: kind)])
            .Operate(Sleeps(atOnce))
            .Input();
        Detectors.Run(input).Any(f => f.Cause == RootCause.SequentialBlockingIo).ShouldBe(expected);
    }

    [Fact]
    public void Slicing_a_growing_list_in_each_iteration_is_superlinear()
    {
        var input = new Scene().Spend(6, ThreadActivity.OnCpu, Frame("totals", 4))
            .Source("totals", 6, [Loop(3, 5, "range(len(values))")],
                Operation(4, OperationKind.Slice, "values", "values[:i]", 3))
            .Inspect("totals", 1, [new(3, 20_001, 0), new(4, 20_000, 0)],
                [Use(4, "values", "list", 20_000, 20_000, 20_000)])
            .Input();
        Detectors.Run(input).ShouldHaveSingleItem().Cause.ShouldBe(RootCause.SuperlinearAlgorithm);
    }
}
