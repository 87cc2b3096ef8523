using System.Diagnostics;
using PerfOpt.Adapters.Sqlite;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Sqlite;

public sealed class UntouchedSourceTests
{
    private static readonly StatementTemplate Query =
        TrialDatabase.Read("SELECT note FROM orders WHERE customer_id = ?", [17L], [18L]);

    // Another process that has the database open in WAL mode, with rows only in its log, until its input ends.
    private const string Writer = """
        import sqlite3, sys
        c = sqlite3.connect(sys.argv[1])
        c.execute("PRAGMA journal_mode=WAL")
        c.execute("PRAGMA wal_autocheckpoint=0")
        c.execute("INSERT INTO orders(customer_id, note) VALUES(17, 'live')")
        c.commit()
        c.execute("BEGIN IMMEDIATE")
        c.execute("INSERT INTO orders(customer_id, note) VALUES(17, 'not committed')")
        print("ready", flush=True)
        sys.stdin.read()
        """;

    // A writer that dies in the middle of a transaction that has reached the file.
    private const string Dying = """
        import sqlite3, sys
        c = sqlite3.connect(sys.argv[1])
        c.execute("PRAGMA cache_size=5")
        c.execute("BEGIN EXCLUSIVE")
        c.execute("UPDATE orders SET customer_id = 17")
        print("ready", flush=True)
        sys.stdin.read()
        """;

    private static Process StartWriter(string file, string program = Writer)
    {
        var start = new ProcessStartInfo("python3")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { "-c", program, file },
        };
        var process = Process.Start(start).ShouldNotBeNull();
        process.StandardOutput.ReadLine().ShouldBe("ready");
        return process;
    }

    [Fact]
    public async Task ALiveWriterInWalModeSeesNoChangedByteAndNoNewFile()
    {
        using var db = TrialDatabase.Shop();
        using var writer = StartWriter(db.File);
        try
        {
            var before = db.Bytes();
            before.Length.ShouldBe(3);
            var result = await db.TryAsync(Query);
            result.Trials.ShouldHaveSingleItem().RowsReturned.ShouldBe(10.5);
            db.Bytes().ShouldBe(before);
        }
        finally
        {
            writer.StandardInput.Close();
            await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task AQuietWalDatabaseGetsNoLogBesideIt()
    {
        using var db = TrialDatabase.Shop("PRAGMA journal_mode=WAL");
        var before = db.Bytes();
        before.ShouldHaveSingleItem();
        (await db.TryAsync(Query)).Trials.ShouldHaveSingleItem();
        SqliteDatabaseReader.Read(db.File, TestContext.Current.CancellationToken).JournalMode.ShouldNotBeNull();
        db.Bytes().ShouldBe(before);
    }

    [Fact]
    public async Task TheLogOfAWriterThatDiedIsReadAndLeftAlone()
    {
        using var db = TrialDatabase.Shop();
        using (var writer = StartWriter(db.File))
        {
            writer.Kill();
            await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        File.Delete(db.File + "-shm");
        var before = db.Bytes();
        (await db.TryAsync(Query)).Trials.ShouldHaveSingleItem().RowsReturned.ShouldBe(10.5);
        db.Bytes().ShouldBe(before);
    }

    [Fact]
    public async Task ALockedDatabaseIsAGapAndAHotJournalIsLeftAlone()
    {
        using var db = TrialDatabase.Shop();
        using (var writer = StartWriter(db.File, Dying))
        {
            var locked = await db.TryAsync(Query);
            locked.Trials.ShouldBeEmpty();
            locked.Gaps.ShouldHaveSingleItem().Why.ShouldContain("locked");
            writer.Kill();
            await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        var before = db.Bytes();
        before.Length.ShouldBe(2);
        (await db.TryAsync(Query)).Trials.ShouldHaveSingleItem().RowsReturned.ShouldBe(10);
        db.Bytes().ShouldBe(before);
    }

    [Fact]
    public async Task TheCopyThatWasMadeIsPreferred()
    {
        using var db = TrialDatabase.Shop();
        var copy = Path.Combine(db.Folder, "copy.db");
        SqliteDatabaseCopier.Copy(db.File, copy, TestContext.Current.CancellationToken);
        var before = db.Bytes();
        var result = await IndexTrialRunner.RunAsync(
            new ObservedDatabase { Name = "gone.db", Driver = "sqlite3", Copy = copy }, [Query], db.Scratch,
            new IndexTrialLimits(), TestContext.Current.CancellationToken);
        result.Trials.ShouldHaveSingleItem();
        db.Bytes().ShouldBe(before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public async Task ADamagedFileIsAGap(int from)
    {
        using var db = TrialDatabase.Shop();
        var bytes = await File.ReadAllBytesAsync(db.File, TestContext.Current.CancellationToken);
        new Random(1).NextBytes(bytes.AsSpan(from));
        await File.WriteAllBytesAsync(db.File, bytes, TestContext.Current.CancellationToken);
        var result = await db.TryAsync(Query);
        result.Trials.ShouldBeEmpty();
        result.Gaps.ShouldNotBeEmpty();
        (await File.ReadAllBytesAsync(db.File, TestContext.Current.CancellationToken)).ShouldBe(bytes);
    }

    [Fact]
    public void AFileThatIsNoDatabaseIsSaidInOneLine()
    {
        using var db = new TrialDatabase();
        File.WriteAllText(db.File, new string('x', 5000));
        var e = Should.Throw<PerfOptException>(
            () => SqliteDatabaseReader.Read(db.File, TestContext.Current.CancellationToken));
        e.ExitCode.ShouldBe(ExitCodes.EnvironmentNotReady);
        e.Message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData(":memory:")]
    [InlineData("")]
    [InlineData("file:x?mode=memory")]
    [InlineData("/nonexistent/file.db")]
    public async Task WhereThereIsNoFileThereIsAGap(string name)
    {
        var result = await IndexTrialRunner.RunAsync(new ObservedDatabase { Name = name, Driver = "sqlite3" },
            [Query], Path.GetTempPath(), new IndexTrialLimits(), TestContext.Current.CancellationToken);
        result.Trials.ShouldBeEmpty();
        result.Gaps.ShouldHaveSingleItem();
    }

    [Fact]
    public void FactsAreRead()
    {
        using var db = TrialDatabase.Shop(
            "CREATE TABLE w(k TEXT PRIMARY KEY, c INTEGER REFERENCES customers(id)) WITHOUT ROWID",
            "CREATE INDEX open_orders ON orders(created DESC, note COLLATE NOCASE) WHERE status='open'",
            "CREATE VIEW v AS SELECT 1");
        var facts = SqliteDatabaseReader.Read(db.File, TestContext.Current.CancellationToken);
        facts.Tables["ORDERS"].Rows.ShouldBe(40_000);
        facts.Tables["orders"].RowIdAlias.ShouldBe("id");
        var index = facts.Tables["orders"].Indexes.ShouldHaveSingleItem();
        index.IsPartial.ShouldBeTrue();
        index.Columns.Select(static c => (c.Name, c.Collation, c.IsDescending))
            .ShouldBe([("created", "BINARY", true), ("note", "NOCASE", false)]);
        facts.Tables["w"].IsWithoutRowId.ShouldBeTrue();
        facts.Tables["w"].RowIdAlias.ShouldBeNull();
        facts.Tables["w"].ForeignKeys.ShouldHaveSingleItem().Parent.ShouldBe("customers");
        facts.Tables["v"].ViewSql.ShouldNotBeNull();
        facts.PageSize.ShouldBe(4096);
    }
}
