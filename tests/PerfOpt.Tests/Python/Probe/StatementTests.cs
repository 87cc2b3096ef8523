using Microsoft.Data.Sqlite;
using PerfOpt.Adapters.Python.Probe;
using PerfOpt.Core.Databases;
using PerfOpt.Core.Profiles;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Python.Probe;

public sealed class StatementTests : IDisposable
{
    private const string Shop = """
        import sqlite3
        db = sqlite3.connect("shop.db")
        db.execute("create table book(id integer primary key, title text)")
        def fill():
            for i in range(10):
                db.execute("insert into book(title) values (?)", ("b%d" % i,))
                db.commit()
        def title(key):
            return db.execute("select title from book where id = ?", (key,)).fetchone()
        def catalogue():
            return [title(row[0]) for row in db.execute("select id from book")]
        fill()
        for _ in "ab":
            catalogue()
        with db:
            db.executemany("insert into book(title) values (?)", ((str(i),) for i in range(100)))
        db.executescript("create table tag(name); insert into tag values ('a'); insert into tag values ('b');")
        free = sqlite3.connect("shop.db", isolation_level=None)
        for i in range(5):
            free.execute("insert into tag values (%d)" % i)
        cursor = free.cursor()
        cursor.execute("select name from tag where name in (1, 2, 3) or name like '%a'")
        print(len(cursor.fetchmany(2)), len(cursor.fetchall()))
        free.close()
        """;

    private readonly PythonRoom _room = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _room.Dispose();
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Counts_are_exact(string python)
    {
        var log = await LogOf(python, Shop);

        var byId = Template(log, "select title");
        (byId.Calls, byId.Rows, byId.DistinctParameters, byId.Kind).ShouldBe((20, 20, 10, StatementKind.Read));
        byId.Samples.Count.ShouldBe(20);
        byId.Samples[0].Parameters.ShouldBe([1L]);
        var site = byId.CallSites.ShouldHaveSingleItem();
        site.Stack.Select(f => f.Line).ShouldBe([9, 11, 14]);
        site.Stack.Select(f => f.Symbol.Split('.')[^1]).ShouldBe(["title", "catalogue", "<module>"]);
        site.StackActivations.ShouldBe([20, 2, 1]);
        (site.Activations, site.FedBy, site.FedByRows, site.FedCalls).ShouldBe((20, "SELECT id FROM book", 10, 20));

        Template(log, "select id").Rows.ShouldBe(20);
        Template(log, "select name").Rows.ShouldBe(4);
        Template(log, "select name").Fingerprint.ShouldBe("SELECT name FROM tag WHERE name IN (?) OR name LIKE '%?'");
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Writes_and_their_transactions_are_told(string python)
    {
        var log = await LogOf(python, Shop);

        var insert = Template(log, "insert into book");
        (insert.Calls, insert.DriverCalls, insert.Rows, insert.DistinctParameters).ShouldBe((110, 11, 110, 110));
        insert.Autocommits.ShouldBe(0);
        var commit = log.Templates.Single(t => t.Kind == StatementKind.Commit);
        // Before 3.10 the interpreter leaves a with block at the body's last line.
        var with = Interpreters.VersionOf(python) < new Version(3, 10) ? 16 : 15;
        commit.CallSites.Select(s => (s.Frame.Line, s.Calls, s.WritesCommitted))
            .ShouldBe([(7, 10, 10), (with, 1, 100)]);
        var tag = Template(log, "insert into tag");
        (tag.Calls, tag.Autocommits).ShouldBe((7, 7));
        tag.DistinctParameters.ShouldBe(7);
        log.Databases.ShouldHaveSingleItem().Connects.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Classes_of_the_user_and_direct_construction_are_seen(string python)
    {
        var log = await LogOf(python, """
            from sqlite3 import connect
            import sqlite3
            from sqlite3 import Connection, Cursor, dbapi2
            class Mine(sqlite3.Connection):
                def total(self):
                    return self.execute("select 1 as mine").fetchone()[0]
            class Rows(Cursor):
                def execute(self, sql, *args):
                    self.asked = sql
                    return super().execute(sql, *args)
            a = connect(":memory:", factory=Mine)
            assert a.total() == 1 and isinstance(a, sqlite3.Connection) and type(a) is Mine
            b = Connection(":memory:")
            assert b.execute("select 2 as direct").fetchall() == [(2,)]
            c = dbapi2.connect(":memory:")
            assert type(c) is sqlite3.Connection and type(c.cursor()) is sqlite3.Cursor
            rows = c.cursor(Rows)
            rows.execute("select 3 as kept")
            assert isinstance(rows, Rows) and rows.asked and next(rows) == (3,)
            d = Cursor(c)
            assert d.execute("select 4 as plain").fetchone() == (4,)
            c.row_factory = sqlite3.Row
            assert c.execute("select 5 as named").fetchone()["named"] == 5
            try:
                c.surprise = 1
            except AttributeError:
                print("closed")
            class Holder:
                open = connect
            assert Holder().open(":memory:").execute("select 6 as held").fetchone() == (6,)
            """);

        log.Templates.Count(t => t.Calls == 1 && t.Rows == 1).ShouldBe(6);
        _room.Runner.Output.ShouldBe("closed\n");
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Databases_are_copied_even_when_they_vanish(string python)
    {
        var log = await LogOf(python, """
            import os, sqlite3, tempfile
            memory = sqlite3.connect(":memory:")
            memory.execute("create table m(a)")
            memory.execute("insert into m values (1)")
            def local():
                inner = sqlite3.connect("file:named?mode=memory", uri=True)
                inner.execute("create table inner_table(a)")
            local()
            folder = tempfile.mkdtemp()
            path = os.path.join(folder, "gone.db")
            gone = sqlite3.connect(path)
            gone.execute("create table g(a)")
            gone.execute("insert into g values (1)")
            gone.commit()
            gone.close()
            os.remove(path)
            kept = sqlite3.connect("kept.db")
            kept.execute("pragma journal_mode=wal")
            kept.execute("create table k(a)")
            kept.commit()
            kept.execute("insert into k values (1)")
            """);

        log.Databases.Select(d => (Path.GetFileName(d.Name), Tables(d))).ShouldBe(
            [(":memory:", "m"), ("file:named?mode=memory", "inner_table"), ("gone.db", "g"), ("kept.db", "k")]);
        log.Databases[3].Path.ShouldBe(Path.Combine(_room.Work, "kept.db"));
        Directory.GetFiles(_room.Work).Select(Path.GetFileName).Order().ShouldBe(["app.py", "kept.db"]);
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Child_processes_are_seen_and_add_up(string python)
    {
        var log = await LogOf(python, """
            import multiprocessing, os, sqlite3, subprocess, sys
            def work(n):
                db = sqlite3.connect("many.db")
                return db.execute("select count(*) from t where a = ?", (n,)).fetchone()[0]
            if __name__ == "__main__":
                db = sqlite3.connect("many.db")
                db.execute("create table t(a)")
                db.close()
                for how in ("fork", "spawn"):
                    with multiprocessing.get_context(how).Pool(2) as pool:
                        pool.map(work, range(6))
                        pool.close()
                        pool.join()
                code = ("import sqlite3; db = sqlite3.connect('many.db');"
                        "db.execute('select count(*) from t where a = 7').fetchone()")
                subprocess.run([sys.executable, "-c", code], check=True)
                subprocess.run([sys.executable, "-c", code], check=True, env=dict(os.environ))
            """);

        Template(log, "select count").Calls.ShouldBe(14);
    }

    [Fact]
    public async Task Commit_of_a_row_at_a_time_and_a_rollback_are_told_apart()
    {
        var log = await LogOf(Interpreters.Newest, """
            import sqlite3
            db = sqlite3.connect(":memory:")
            db.execute("create table t(a unique)")
            for i in range(4):
                with db:
                    db.execute("insert into t values (?)", (i,))
            try:
                with db:
                    db.execute("insert into t values (9)")
                    db.execute("insert into t values (1)")
            except sqlite3.IntegrityError:
                pass
            db.execute("insert into t values (10)")
            db.execute("COMMIT")
            db.commit()
            """);

        var commit = log.Templates.Single(t => t.Kind == StatementKind.Commit);
        commit.CallSites.Select(s => (s.Frame.Line, s.Calls, s.WritesCommitted)).ShouldBe([(5, 4, 4), (14, 1, 1)]);
        log.Templates.Single(t => t.Fingerprint == "ROLLBACK").Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Templates_can_be_named_by_another()
    {
        var script = _room.Write("app.py", Shop);

        var result = await PythonProbe.RunAsync(
            _room.Runner, _room.Request(Interpreters.Newest, script), _room.Scratch, SqlFingerprint.Of,
            TestContext.Current.CancellationToken);

        var templates = result.Statements.ShouldNotBeNull().Templates;
        templates.ShouldAllBe(t => t.Fingerprint == SqlFingerprint.Of(t.Example));
        var fed = templates.SelectMany(t => t.CallSites).Single(s => s.FedBy is not null);
        fed.FedBy.ShouldBe(SqlFingerprint.Of("select id from book"));
    }

    private async Task<StatementLog> LogOf(string python, string text)
    {
        var script = _room.Write("app.py", text);
        var result = await PythonProbe.RunAsync(
            _room.Runner, _room.Request(python, script), _room.Scratch, null, TestContext.Current.CancellationToken);
        result.Run.ExitCode.ShouldBe(0, _room.Runner.Error);
        result.Gaps.ShouldBeEmpty();
        return result.Statements.ShouldNotBeNull();
    }

    private static StatementTemplate Template(StatementLog log, string start) =>
        log.Templates.Where(t => t.Example.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .ShouldHaveSingleItem();

    private static string Tables(ObservedDatabase database)
    {
        database.Copy.ShouldNotBeNull(database.CopyRefused);
        using var connection = new SqliteConnection($"Data Source={database.Copy};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select group_concat(name) from sqlite_master where type = 'table'";
        return (string)command.ExecuteScalar()!;
    }
}
