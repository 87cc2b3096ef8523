using FsCheck;
using FsCheck.Fluent;
using PerfOpt.Core.Databases;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Databases;

public sealed class IndexCandidatesTests
{
    private static readonly IReadOnlyDictionary<string, TableSchema> Schema = Schemas.Of(
        ("orders", ["id", "customer", "status", "created", "total"]), ("customers", ["id", "name", "city"]));

    private static string[] Of(string sql) =>
        [.. IndexCandidates.For(StatementShapeReader.Read(sql, Schema), 500)
            .Select(static c => c.CreateSql("i").Replace("CREATE INDEX i ON ", "", StringComparison.Ordinal))];

    [Theory]
    [InlineData("SELECT * FROM orders WHERE customer = ?", "orders (customer)")]
    [InlineData("SELECT * FROM orders o WHERE ? = o.customer", "orders (customer)")]
    [InlineData("SELECT * FROM orders WHERE status = 'x' AND created > 5", "orders (status, created)")]
    [InlineData("SELECT * FROM orders WHERE customer = ? ORDER BY created DESC, id", "orders (customer, created DESC)")]
    [InlineData("SELECT * FROM orders WHERE customer IN (SELECT id FROM customers WHERE city = ?)", "customers (city)")]
    [InlineData("SELECT * FROM orders JOIN customers c ON c.name = status", "customers (name)")]
    [InlineData("SELECT * FROM orders AS o, customers WHERE (o.status = customers.name)", "orders (status)")]
    [InlineData("SELECT status, count(*) FROM orders GROUP BY status", "orders (status)")]
    [InlineData("UPDATE orders SET total = 1 WHERE status = ?", "orders (status)")]
    [InlineData("DELETE FROM main.orders WHERE created < ?", "orders (created)")]
    [InlineData("SELECT * FROM customers WHERE name LIKE 'a%'", "customers (name COLLATE NOCASE)")]
    [InlineData("SELECT * FROM orders WHERE status = ? OR created = ?", "orders (created)")]
    [InlineData("SELECT * FROM customers c WHERE EXISTS (SELECT 1 FROM orders WHERE customer = c.id)",
        "orders (customer)")]
    [InlineData("WITH x AS (SELECT * FROM orders WHERE status=?) SELECT * FROM x", "orders (status)")]
    [InlineData("INSERT INTO customers SELECT id, status, 1 FROM orders WHERE total >= ?", "orders (total)")]
    [InlineData("SELECT a.id FROM orders a UNION SELECT id FROM customers WHERE city = ? COLLATE NOCASE;",
        "customers (city)")]
    [InlineData("SELECT * FROM orders JOIN customers USING (id) WHERE customers.city = 1", "customers (city)")]
    public void IsAmongThem(string sql, string expected) => Of(sql).ShouldContain(expected);

    [Theory]
    [InlineData("SELECT * FROM orders WHERE id = ?")]
    [InlineData("SELECT * FROM orders WHERE lower(status) = ?")]
    [InlineData("SELECT * FROM orders WHERE total + 1 > ?")]
    [InlineData("SELECT * FROM orders WHERE NOT status = ?")]
    [InlineData("SELECT * FROM orders WHERE status <> ?")]
    [InlineData("SELECT * FROM orders WHERE status IS NOT NULL")]
    [InlineData("SELECT * FROM orders WHERE coalesce(status = ?, 1)")]
    [InlineData("SELECT CASE WHEN status = 1 THEN 2 END FROM orders")]
    [InlineData("INSERT INTO orders VALUES (1,2,3,4,5)")]
    [InlineData("WITH orders AS (SELECT 1 AS status) SELECT * FROM orders WHERE status = 1")]
    public void NoneFor(string sql) => Of(sql).ShouldBeEmpty();

    [Fact]
    public void WhatExistsIsLeftOut()
    {
        var table = Schema["orders"] with
        {
            Indexes = [new IndexSchema("x", [new("status", "BINARY"), new("customer", "BINARY")], false, false)],
        };
        var shape = StatementShapeReader.Read("SELECT * FROM orders WHERE customer = ? AND status = ?",
            new Dictionary<string, TableSchema>(StringComparer.OrdinalIgnoreCase) { ["orders"] = table });
        IndexCandidates.For(shape, 500).Select(static c => string.Join(',', c.Columns.Select(static k => k.Name)))
            .ShouldBe(["customer"]);
    }

    [Fact]
    public void AnyTextIsReadWithoutFailure()
    {
        string[] pieces = ["SELECT ", "* ", "FROM ", "orders ", "o", ".", "status ", "WHERE ", "= ", "? ", "( ", ") ",
            ", ", "JOIN ", "ON ", "customers ", "AND ", "OR ", "ORDER ", "BY ", "UNION ", "WITH ", "AS ", "IN ", "SET ",
            "BETWEEN ", "COLLATE ", "USING ", "UPDATE ", "DELETE ", "INSERT ", "DESC ", "CASE ", "END ", "LIKE ",
            "id "];
        var texts = Gen.Elements(pieces).ListOf().Select(static p => string.Concat(p)).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(80), Prop.ForAll(texts, static sql =>
            IndexCandidates.For(StatementShapeReader.Read("SELECT * FROM orders " + sql, Schema), 500).Count
                .ShouldBeLessThanOrEqualTo(IndexCandidates.Most)));
    }

    [Fact]
    public void DeepNestingIsBounded()
    {
        var deep = "SELECT * FROM orders WHERE " + new string('(', 100_000) + "status = 1" + new string(')', 100_000);
        Of(deep).ShouldBeEmpty();
        Of(string.Concat(Enumerable.Repeat("SELECT * FROM orders WHERE id IN (", 20_000))).ShouldBeEmpty();
    }

    [Fact]
    public void OneIndexServesTwo()
    {
        IndexCandidate Candidate(int equalities, params string[] columns) => new()
        {
            Table = Schema["orders"], Columns = [.. columns.Select(static c => new IndexColumn(c))],
            Equalities = equalities,
        };
        string? Served(IndexCandidate narrow, IndexCandidate wide) => IndexMerge.Serve(narrow, wide) is { } merged
            ? string.Join(',', merged.Columns.Select(static c => c.Name))
            : null;
        Served(Candidate(1, "status"), Candidate(2, "status", "created")).ShouldBe("status,created");
        Served(Candidate(1, "status"), Candidate(2, "created", "status")).ShouldBe("status,created");
        Served(Candidate(1, "status"), Candidate(1, "created", "status")).ShouldBeNull();
        Served(Candidate(0, "status"), Candidate(2, "created", "status")).ShouldBeNull();
    }

    [Fact]
    public void NamesAreSafeAndUnique()
    {
        var candidate = new IndexCandidate
        {
            Table = Schema["orders"] with { Name = "my \"t" }, Columns = [new IndexColumn("a b")], Equalities = 1,
        };
        candidate.Name(new HashSet<string>()).ShouldBe("idx_my__t_a_b");
        candidate.Name(new HashSet<string> { "idx_my__t_a_b" }).ShouldBe("idx_my__t_a_b_2");
        candidate.CreateSql("select").ShouldBe("CREATE INDEX \"select\" ON \"my \"\"t\" (\"a b\")");
    }

    [Fact]
    public void NoiseIsNoGain()
    {
        new PairedTimes([1, 1, 1, 1, 1, 1], [0.5, 0.5, 0.5, 0.5, 0.5, 0.5]).IsClearlyFaster.ShouldBeTrue();
        new PairedTimes([1, 1, 1, 1, 1, 1], [0.5, 0.5, 0.5, 0.5, 0.5, 1.5]).IsClearlyFaster.ShouldBeFalse();
        new PairedTimes([1, 1, 1], [0.9, 0.9, 0.9]).IsClearlyFaster.ShouldBeFalse();
        new PairedTimes([], []).IsClearlyFaster.ShouldBeFalse();
        new PairedTimes([.. Enumerable.Repeat(1.0, 9)], [.. Enumerable.Repeat(0.5, 8), 3])
            .IsClearlyFaster.ShouldBeTrue();
    }
}
