using PerfOpt.Adapters.Sqlite;
using PerfOpt.Core.Profiles;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Sqlite;

public sealed class IndexTrialRunnerTests
{
    private static IndexTrial Only(IndexTrialResult result)
    {
        result.Gaps.ShouldBeEmpty();
        var trial = result.Trials.ShouldHaveSingleItem();
        trial.SameRows.ShouldBeTrue();
        trial.SecondsAfter.ShouldBeLessThan(trial.SecondsBefore);
        trial.IndexBytes.ShouldBeGreaterThan(0);
        trial.Executions.ShouldBeGreaterThanOrEqualTo(3);
        return trial;
    }

    [Fact]
    public async Task EqualityWithoutAnIndexGetsOne()
    {
        using var db = TrialDatabase.Shop();
        var trial = Only(await db.TryAsync(
            TrialDatabase.Read("SELECT id, total FROM orders WHERE customer_id = ?", [17L], [18L], [19L])));
        trial.Table.ShouldBe("orders");
        trial.Columns[0].ShouldBe("customer_id");
        trial.PlanBefore.ShouldBe("SCAN orders");
        trial.PlanAfter.ShouldContain("SEARCH orders USING");
        trial.RowsReadBefore.ShouldNotBeNull().ShouldBeInRange(39_999, 40_001);
        trial.RowsReturned.ShouldBe(10);
        trial.WriteSlowdown.ShouldNotBeNull();
        db.Execute(trial.CreateSql, trial.DropSql);
        Directory.GetFileSystemEntries(db.Scratch).ShouldBeEmpty();
    }

    [Fact]
    public async Task RangeGetsAnIndex()
    {
        using var db = TrialDatabase.Shop();
        var trial = Only(await db.TryAsync(TrialDatabase.Read(
            "SELECT note FROM orders WHERE created BETWEEN ? AND ?", [1000L, 2000L], [5000L, 5500L])));
        trial.Columns.ShouldBe(["created"]);
    }

    [Fact]
    public async Task EqualityAndRangeGetOneComposite()
    {
        using var db = TrialDatabase.Shop();
        var trial = Only(await db.TryAsync(TrialDatabase.Read(
            "SELECT note FROM orders WHERE status = ? AND created > ?", ["open", 995_000L], ["done", 999_000L])));
        trial.Columns[^1].ShouldBe("created");
        trial.Columns.Count.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task JoinGetsAnIndexOnTheInnerTable()
    {
        using var db = TrialDatabase.Shop();
        var trial = Only(await db.TryAsync(TrialDatabase.Read(
            "SELECT c.name, o.note FROM customers c JOIN orders AS o ON o.customer_id = c.id WHERE c.id = ?",
            [12L], [13L])));
        trial.Table.ShouldBe("orders");
        trial.Columns.ShouldBe(["customer_id"]);
    }

    [Fact]
    public async Task OrderWithALimitGetsAnIndex()
    {
        using var db = TrialDatabase.Shop();
        var trial = Only(await db.TryAsync(TrialDatabase.Read(
            "SELECT id, note FROM orders ORDER BY created DESC LIMIT 10", [])));
        trial.Columns.ShouldBe(["created"]);
        trial.PlanBefore.ShouldContain("USE TEMP B-TREE");
        trial.PlanAfter.ShouldNotContain("TEMP B-TREE");
    }

    [Fact]
    public async Task InListAndNamedParametersWork()
    {
        using var db = TrialDatabase.Shop();
        const string sql = "SELECT note FROM orders WHERE customer_id IN (:a, @b, $c)";
        var template = TrialDatabase.Template(sql, StatementKind.Read,
            [new StatementExecution(sql, [1L, 2L, 3L], ["a", "b", "c"])]);
        Only(await db.TryAsync(template)).Columns.ShouldBe(["customer_id"]);
    }

    [Fact]
    public async Task UpdateAndDeleteGetAnIndexAndAreRolledBack()
    {
        using var db = TrialDatabase.Shop();
        var before = db.Bytes();
        var result = await db.TryAsync(
            TrialDatabase.Write("UPDATE orders SET note = ? WHERE customer_id = ?", ["x", 5L], ["y", 6L]),
            TrialDatabase.Write("DELETE FROM orders WHERE customer_id = ?", [5L]));
        result.Gaps.ShouldBeEmpty();
        result.Trials.Count.ShouldBe(2);
        result.Trials.Select(static t => t.CreateSql).Distinct().ShouldHaveSingleItem();
        result.Trials[0].RowsReturned.ShouldBe(10);
        db.Bytes().ShouldBe(before);
    }

    [Fact]
    public async Task NarrowIndexGivesWayToTheWideOneThatServesBoth()
    {
        using var db = TrialDatabase.Shop();
        var result = await db.TryAsync(
            TrialDatabase.Read("SELECT note FROM orders WHERE customer_id = ?", [5L], [6L]),
            TrialDatabase.Read("SELECT note FROM orders WHERE customer_id = ? ORDER BY created LIMIT 1", [5L], [6L]));
        result.Trials.Count.ShouldBe(2);
        result.Trials.Select(static t => t.CreateSql).Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("SELECT note FROM orders WHERE id = ?")]
    [InlineData("SELECT note FROM orders WHERE id > ? ORDER BY id LIMIT 5")]
    [InlineData("SELECT note FROM orders WHERE status || '' = ?")]
    public async Task NothingIsProposedWhereNothingIsMissing(string sql)
    {
        using var db = TrialDatabase.Shop();
        var result = await db.TryAsync(TrialDatabase.Read(sql, [17L]));
        result.Trials.ShouldBeEmpty();
        result.Gaps.ShouldBeEmpty();
    }

    [Fact]
    public async Task AnExistingIndexIsNotProposedAgain()
    {
        using var db = TrialDatabase.Shop("CREATE INDEX by_customer ON orders(customer_id, created)");
        var result = await db.TryAsync(TrialDatabase.Read("SELECT note FROM orders WHERE customer_id = ?", [17L]));
        result.Trials.ShouldBeEmpty();
    }

    [Fact]
    public async Task ATinyTableGetsNoIndex()
    {
        using var db = new TrialDatabase("CREATE TABLE t(a INTEGER, b TEXT)",
            "WITH n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<60) INSERT INTO t SELECT i, 'x' FROM n");
        (await db.TryAsync(TrialDatabase.Read("SELECT b FROM t WHERE a = ?", [3L]))).Trials.ShouldBeEmpty();
    }

    [Fact]
    public async Task LikeGetsNoPlainIndex()
    {
        using var db = TrialDatabase.Shop();
        var result = await db.TryAsync(TrialDatabase.Read("SELECT id FROM customers WHERE name LIKE 'name39%'", []),
            TrialDatabase.Read("SELECT id FROM customers WHERE name LIKE '%39'", []));
        result.Trials.ShouldAllBe(static t => t.CreateSql.Contains("NOCASE", StringComparison.Ordinal)
            && t.Statement.Example.Contains("'name39%'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NamesAreQuoted()
    {
        using var db = new TrialDatabase("CREATE TABLE \"my \"\"Order\"\" list\"(\"select\" INTEGER, \"a b\" TEXT)",
            "WITH n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<20000) " +
            "INSERT INTO \"my \"\"Order\"\" list\" SELECT i, 'v'||i FROM n");
        var trial = Only(await db.TryAsync(TrialDatabase.Read(
            "SELECT [a b] FROM \"my \"\"Order\"\" list\" WHERE \"select\" = ?", [3L], [4L])));
        trial.Table.ShouldBe("my \"Order\" list");
        trial.Columns[0].ShouldBe("select");
        db.Execute(trial.CreateSql, trial.DropSql);
    }

    [Fact]
    public async Task ACorrelatedSubqueryGetsAnIndex()
    {
        using var db = TrialDatabase.Shop();
        var trial = Only(await db.TryAsync(TrialDatabase.Read(
            "SELECT name FROM customers c WHERE c.id < 40 AND EXISTS " +
            "(SELECT 1 FROM orders WHERE orders.customer_id = c.id AND total > 19000)", [])));
        trial.Columns[0].ShouldBe("customer_id");
    }

    [Fact]
    public async Task AViewIsLookedThrough()
    {
        using var db = TrialDatabase.Shop("CREATE VIEW open_orders AS SELECT * FROM orders WHERE created = 12345");
        var trial = Only(await db.TryAsync(
            TrialDatabase.Read("SELECT note FROM open_orders WHERE status = 'open'", [])));
        trial.Columns[0].ShouldBe("created");
    }

    [Fact]
    public async Task AJoinWithoutKeysOnEitherSideGetsTwo()
    {
        using var db = TrialDatabase.Shop("CREATE TABLE visits(name TEXT, day INTEGER)",
            "INSERT INTO visits SELECT 'name'||(id%4000), id%365 FROM orders");
        var result = await db.TryAsync(TrialDatabase.Read(
            "SELECT v.day FROM customers c, visits v " +
            "WHERE v.name = c.name AND c.city = 'city7' AND c.name > 'name39'", []));
        result.Gaps.ShouldBeEmpty();
        result.Trials.ShouldContain(static t => t.Table == "visits" && t.Columns[0] == "name");
        result.Trials.ShouldAllBe(static t => t.SecondsAfter < t.SecondsBefore && t.SameRows);
    }

    [Fact]
    public async Task StatisticsAndOtherIndexesDoNotDisturb()
    {
        using var db = TrialDatabase.Shop("CREATE INDEX idx_orders_customer_id ON orders(status)",
            "CREATE INDEX by_note ON orders(lower(note)) WHERE total > 5", "ANALYZE");
        var trial = Only(await db.TryAsync(TrialDatabase.Read("SELECT note FROM orders WHERE customer_id = ?", [5L])));
        trial.CreateSql.ShouldBe("CREATE INDEX idx_orders_customer_id_2 ON orders (customer_id)");
    }

    [Fact]
    public async Task AReadThatReturnsAllItReadsGetsNone()
    {
        using var db = TrialDatabase.Shop();
        (await db.TryAsync(TrialDatabase.Read("SELECT id, note FROM orders WHERE created >= 0", []),
            TrialDatabase.Read("SELECT * FROM orders WHERE status = 'done'", []))).Trials.ShouldBeEmpty();
    }

    [Fact]
    public async Task BlobsNullsAndTextBind()
    {
        using var db = new TrialDatabase("CREATE TABLE t(k BLOB, v TEXT)",
            "WITH n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<20000) " +
            "INSERT INTO t SELECT CASE WHEN i=7 THEN NULL ELSE CAST('k'||i AS BLOB) END, 'v'||i FROM n");
        var trial = Only(await db.TryAsync(TrialDatabase.Read("SELECT v FROM t WHERE k IS ?",
            [System.Text.Encoding.UTF8.GetBytes("k100")], [null])));
        trial.RowsReturned.ShouldBe(1);
    }

    [Fact]
    public async Task ATriggerRunsOnlyOnTheCopy()
    {
        using var db = TrialDatabase.Shop("CREATE TABLE log(x)",
            "CREATE TRIGGER t AFTER UPDATE ON orders BEGIN INSERT INTO log VALUES(new.id); END");
        var before = db.Bytes();
        Only(await db.TryAsync(TrialDatabase.Write("UPDATE orders SET note='x' WHERE customer_id=?", [5L])));
        db.Bytes().ShouldBe(before);
    }

    [Fact]
    public async Task WhatTheEngineLacksIsAGap()
    {
        using var db = TrialDatabase.Shop();
        var result = await db.TryAsync(
            TrialDatabase.Read("SELECT note FROM orders WHERE customer_id = ? AND my_function(note)", [1L]),
            TrialDatabase.Read("SELECT note FROM orders WHERE note = ? COLLATE german", ["a"]),
            TrialDatabase.Read("SELECT * FROM other.t WHERE a = ?", [1L]),
            TrialDatabase.Read("SELECT note FROM orders WHERE customer_id = ?", [1L, 2L]));
        result.Trials.ShouldBeEmpty();
        result.Gaps.Count.ShouldBe(4);
        result.Gaps[0].Why.ShouldContain("my_function");
        result.Gaps[1].Why.ShouldContain("german");
    }

    [Fact]
    public async Task FullTextIsAGap()
    {
        using var db = TrialDatabase.Shop("CREATE VIRTUAL TABLE docs USING fts5(body)",
            "INSERT INTO docs SELECT note FROM orders LIMIT 1000");
        var result = await db.TryAsync(TrialDatabase.Read("SELECT body FROM docs WHERE docs MATCH ?", ["lorem"]));
        result.Trials.ShouldBeEmpty();
        result.Gaps.ShouldHaveSingleItem().Why.ShouldContain("module");
    }

    [Fact]
    public async Task AStatementWithoutEndIsStopped()
    {
        using var db = TrialDatabase.Shop();
        var statement = TrialDatabase.Read("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) " +
            "SELECT count(*) FROM n, orders WHERE orders.customer_id = n.i", []);
        var result = await IndexTrialRunner.RunAsync(new ObservedDatabase { Name = db.File, Driver = "sqlite3" },
            [statement], db.Scratch, new IndexTrialLimits { PerExecution = TimeSpan.FromSeconds(0.2) },
            TestContext.Current.CancellationToken);
        result.Trials.ShouldBeEmpty();
        result.Gaps.ShouldHaveSingleItem().Why.ShouldContain("longer than");
    }

    [Fact]
    public async Task CancellingLeavesNothingBehind()
    {
        using var db = TrialDatabase.Shop();
        using var cancelled = new CancellationTokenSource();
        var statement = TrialDatabase.Read("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) " +
            "SELECT count(*) FROM n, orders WHERE orders.customer_id = n.i", []);
        var run = IndexTrialRunner.RunAsync(new ObservedDatabase { Name = db.File, Driver = "sqlite3" },
            [statement], db.Scratch, new IndexTrialLimits(), cancelled.Token);
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(run);
        (Directory.Exists(db.Scratch) ? Directory.GetFileSystemEntries(db.Scratch) : []).ShouldBeEmpty();
    }
}
