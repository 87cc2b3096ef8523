using System.Collections.Frozen;

namespace PerfOpt.Core.Databases;

/// <summary>The words of SQLite's grammar (https://www.sqlite.org/lang_keywords.html).</summary>
public static class SqlKeywords
{
    // Words that cannot be a bare name.
    private const string ReservedWords =
        "ADD ALL ALTER AND AS AUTOINCREMENT BETWEEN CASE CHECK COLLATE COMMIT CONSTRAINT CREATE CROSS DEFAULT " +
        "DEFERRABLE DELETE DISTINCT DROP ELSE ESCAPE EXISTS FOREIGN FROM FULL GLOB GROUP HAVING IN INDEX INNER " +
        "INSERT INTERSECT INTO IS ISNULL JOIN LEFT LIKE LIMIT MATCH NATURAL NOT NOTNULL NOTHING NULL ON OR ORDER " +
        "OUTER PRIMARY REFERENCES REGEXP RETURNING RIGHT SELECT SET TABLE THEN TO TRANSACTION UNION UNIQUE UPDATE " +
        "USING VALUES WHEN WHERE WITH END EXCEPT";

    // Words that may be names but are keywords where programs write them; folded in fingerprints.
    private const string FoldedWords =
        "ABORT ANALYZE ASC ATTACH BEGIN BY CAST CONFLICT DEFERRED DESC DETACH DO EXCLUSIVE EXPLAIN FAIL FILTER " +
        "IF IGNORE IMMEDIATE INDEXED MATERIALIZED NULLS OFFSET OVER PARTITION PRAGMA RECURSIVE REINDEX " +
        "RELEASE REPLACE ROLLBACK SAVEPOINT TRIGGER VACUUM VIRTUAL WINDOW WITHOUT";

    private const string OtherWords =
        "ACTION AFTER ALWAYS BEFORE CASCADE COLUMN CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DATABASE " +
        "EACH EXCLUDE FIRST FOLLOWING FOR GENERATED GROUPS INITIALLY INSTEAD KEY LAST NO OF OTHERS PLAN PRECEDING " +
        "QUERY RAISE RANGE RENAME RESTRICT ROW ROWS TEMP TEMPORARY TIES UNBOUNDED VIEW";

    private static readonly FrozenSet<string> Reserved = Set(ReservedWords);
    private static readonly FrozenSet<string> Folded = Set(ReservedWords + " " + FoldedWords);
    private static readonly FrozenSet<string> Known = Set(ReservedWords + " " + FoldedWords + " " + OtherWords);

    /// <summary>Whether the word cannot be a name without quotes.</summary>
    /// <param name="word">In any case.</param>
    public static bool IsReserved(string word) => Reserved.Contains(word);

    /// <summary>Whether fingerprints write the word in upper case.</summary>
    /// <param name="word">In any case.</param>
    public static bool IsFolded(string word) => Folded.Contains(word);

    /// <summary>Whether the word is a keyword of any kind, so that a name spelt like it is better quoted.</summary>
    /// <param name="word">In any case.</param>
    public static bool IsKnown(string word) => Known.Contains(word);

    private static FrozenSet<string> Set(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
