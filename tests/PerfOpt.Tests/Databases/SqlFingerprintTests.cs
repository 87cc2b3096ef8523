using FsCheck;
using FsCheck.Fluent;
using PerfOpt.Core.Databases;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Databases;

public sealed class SqlFingerprintTests
{
    [Theory]
    [InlineData("select  a from t where b = 'x''y';", "SELECT a FROM t WHERE b = ?")]
    [InlineData("SELECT a FROM t WHERE b=:name -- why", "SELECT a FROM t WHERE b = ?")]
    [InlineData("SELECT /* c */ \"my col\", `b`, [c d] FROM t", "SELECT \"my col\", `b`, [c d] FROM t")]
    [InlineData("SELECT x'0aFF', 1e3, 0x1F, 1_000, .5, -7 FROM t", "SELECT ?, ?, ?, ?, ?, ? FROM t")]
    [InlineData("SELECT ?, ?12, @a, $b FROM t1", "SELECT ?, ?, ?, ? FROM t1")]
    [InlineData("SELECT * FROM t WHERE a IN (1, 2,3) AND b in ('x')", "SELECT * FROM t WHERE a IN (?) AND b IN (?)")]
    [InlineData("INSERT INTO t(a,b) VALUES (1,2),(3,4) , (5,6)", "INSERT INTO t(a, b) VALUES (?, ?)")]
    [InlineData("SELECT * FROM t WHERE (a,b) IN ((1,2),(3,4))", "SELECT * FROM t WHERE (a, b) IN ((?, ?))")]
    [InlineData("SELECT a FROM t WHERE b LIKE 'x%'", "SELECT a FROM t WHERE b LIKE '…%'")]
    [InlineData("SELECT a FROM t WHERE b LIKE '%x'", "SELECT a FROM t WHERE b LIKE '%…'")]
    [InlineData("SELECT a FROM t WHERE b GLOB 'x*'", "SELECT a FROM t WHERE b GLOB '…*'")]
    [InlineData("SELECT a FROM t WHERE b LIKE ?", "SELECT a FROM t WHERE b LIKE ?")]
    [InlineData("SELECT a - 1, count(*) FROM Orders o", "SELECT a - ?, count(*) FROM Orders o")]
    [InlineData("UPDATE t SET n = n - -5 WHERE t.Select = 3", "UPDATE t SET n = n - ? WHERE t.Select = ?")]
    [InlineData("", "")]
    [InlineData(" ;; ", "")]
    public void Template(string sql, string expected) => SqlFingerprint.Of(sql).ShouldBe(expected);

    private static readonly string[] Pieces =
    [
        "SELECT", "select", "a", "T", "IN", "(", ")", ",", "VALUES", "'x'", "'", "\"", "[", "`", "--", "\n", "/*", "*/",
        "x'00'", "1", ".5", "1e", "0x", "-", "+", ".", ";", "?", "?1", ":a", "@", "$", "LIKE", "GLOB", "%", "'%a_'",
        " ", "=", "||", "->>", "é", "\u00a0", "NULL", "END", "…", "CAST", "1_0", "'*?'", "\0", "|", "-5",
    ];

    [Fact]
    public void TheFingerprintOfAFingerprintIsItself()
    {
        var texts = Gen.Elements(Pieces).ListOf().Select(static p => string.Concat(p)).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(60), Prop.ForAll(texts, static sql =>
        {
            var once = SqlFingerprint.Of(sql);
            SqlFingerprint.Of(once).ShouldBe(once);
        }));
    }

    [Fact]
    public void LiteralsAndWhiteSpaceDoNotMatter()
    {
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll<int, NonNull<string>>(static (number, text) =>
        {
            var literal = text.Get.Replace("'", "''", StringComparison.Ordinal);
            SqlFingerprint.Of($"SELECT  a FROM t\n WHERE b = {number} and c='{literal}'")
                .ShouldBe("SELECT a FROM t WHERE b = ? AND c = ?");
        }));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("IN(")]
    [InlineData("VALUES((1),(")]
    [InlineData("a=")]
    [InlineData("- ")]
    [InlineData("'x',")]
    public void HostileTextsAreBounded(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 300_000));
        var once = SqlFingerprint.Of(text);
        once.Length.ShouldBeLessThanOrEqualTo(SqlFingerprint.Longest + 2);
        SqlFingerprint.Of(once).ShouldBe(once);
    }
}
