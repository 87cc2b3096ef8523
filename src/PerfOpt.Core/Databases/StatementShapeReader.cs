namespace PerfOpt.Core.Databases;

/// <summary>
/// Reads a statement's shape from its tokens and the schema: who is filtered, joined, sorted and grouped by what.
/// A light reading, not a grammar: what it does not understand gives no predicate, and so no candidate.
/// </summary>
public sealed class StatementShapeReader
{
    private const int DeepestNesting = 40;
    private const int MostTables = 200;
    private const int MostViews = 50;

    private readonly IReadOnlyDictionary<string, TableSchema> _schema;
    private readonly List<TableUse> _uses = [];
    private int _views;

    private StatementShapeReader(IReadOnlyDictionary<string, TableSchema> schema) => _schema = schema;

    /// <summary>The shape of one statement.</summary>
    /// <param name="sql">Its text.</param>
    /// <param name="schema">Tables and views by name, compared without case.</param>
    public static StatementShape Read(string sql, IReadOnlyDictionary<string, TableSchema> schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var reader = new StatementShapeReader(schema);
        var tokens = SqlTokenizer.Tokens(sql).ToList();
        while (tokens.Count > 0 && tokens[^1].IsSymbol(";"))
            tokens.RemoveAt(tokens.Count - 1);
        reader.ReadText(tokens, 0);
        return new StatementShape { Tables = reader._uses, IsOrdered = IsOrdered(tokens) };
    }

    private static bool IsOrdered(List<SqlToken> tokens)
    {
        var depth = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].IsSymbol("("))
                depth++;
            else if (tokens[i].IsSymbol(")"))
                depth--;
            else if (depth == 0 && tokens[i].IsWord("ORDER"))
                return true;
        }
        return false;
    }

    private void ReadText(List<SqlToken> tokens, int depth) =>
        new Text(this, tokens).ReadQuery(new TokenSpan(0, tokens.Count), null, depth);

    // One text: its queries, each with the tables it names.
    internal sealed class Text(StatementShapeReader reader, IReadOnlyList<SqlToken> tokens)
    {
        private readonly int[] _closing = SqlParentheses.Closing(tokens);

        public int[] Closing => _closing;

        public void ReadQuery(TokenSpan span, SqlScope? outer, int depth)
        {
            if (depth > DeepestNesting)
                return;
            var scope = new SqlScope(outer);
            var from = ReadCommonTables(span, scope, depth);
            var start = from;
            for (var i = from; i < span.To; i = Skip(i, span.To))
            {
                if (!tokens[i].IsAnyWord("UNION", "INTERSECT", "EXCEPT"))
                    continue;
                ReadSelect(new TokenSpan(start, i), new SqlScope(scope), depth);
                start = i + 1;
            }
            ReadSelect(new TokenSpan(start, span.To), new SqlScope(scope), depth);
        }

        private int Skip(int at, int end) =>
            tokens[at].IsSymbol("(") && _closing[at] >= 0 && _closing[at] < end ? _closing[at] + 1 : at + 1;

        private int ReadCommonTables(TokenSpan span, SqlScope scope, int depth)
        {
            var at = span.From;
            if (at >= span.To || !tokens[at].IsWord("WITH"))
                return at;
            while (at < span.To && !tokens[at].IsAnyWord("SELECT", "INSERT", "REPLACE", "UPDATE", "DELETE", "VALUES"))
            {
                if (tokens[at].IsName && at > span.From && (at + 1 < span.To))
                    scope.Hidden.Add(tokens[at].Name);
                if (tokens[at].IsSymbol("(") && StartsQuery(at + 1) && _closing[at] >= 0)
                    ReadQuery(new TokenSpan(at + 1, _closing[at]), scope, depth + 1);
                at = Skip(at, span.To);
            }
            return at;
        }

        private bool StartsQuery(int at) =>
            at < tokens.Count && tokens[at].IsAnyWord("SELECT", "WITH", "VALUES");

        private void ReadSelect(TokenSpan span, SqlScope scope, int depth)
        {
            if (span.From < span.To && tokens[span.From].IsAnyWord("INSERT", "REPLACE"))
            {
                for (var i = span.From; i < span.To; i = Skip(i, span.To))
                {
                    if (!tokens[i].IsWord("SELECT"))
                        continue;
                    ReadSelect(new TokenSpan(i, span.To), scope, depth);
                    return;
                }
                return;
            }
            CollectTables(span, scope, depth);
            new StatementClauseReader(this, tokens, scope, depth).Read(span);
        }

        private void CollectTables(TokenSpan span, SqlScope scope, int depth)
        {
            var inFrom = false;
            var i = span.From;
            while (i < span.To)
            {
                var token = tokens[i];
                if (token.IsAnyWord("WHERE", "GROUP", "ORDER", "LIMIT", "HAVING", "WINDOW", "SET", "RETURNING"))
                    inFrom = false;
                var introduces = (token.IsWord("FROM") && !(i > span.From && tokens[i - 1].IsWord("DISTINCT")))
                    || token.IsWord("JOIN") || (inFrom && token.IsSymbol(","))
                    || (i == span.From && token.IsWord("UPDATE"));
                if (introduces)
                {
                    inFrom = true;
                    i = ReadTable(i + 1, span.To, scope, depth);
                }
                else
                {
                    i = Skip(i, span.To);
                }
            }
        }

        private int ReadTable(int at, int end, SqlScope scope, int depth)
        {
            if (at + 1 < end && tokens[at].IsWord("OR"))
                at += 2;
            while (at < end && tokens[at].IsSymbol("(") && !StartsQuery(at + 1))
                at++;
            if (at >= end || !tokens[at].IsName)
                return at;
            if (at + 2 < end && tokens[at + 1].IsSymbol(".") && tokens[at + 2].IsName)
                at += 2;
            var name = tokens[at].Name;
            at++;
            if (at < end && tokens[at].IsSymbol("("))
                return at;
            var alias = name;
            if (at + 1 < end && tokens[at].IsWord("AS") && tokens[at + 1].Kind != SqlTokenKind.Symbol)
                alias = tokens[++at].Name;
            else if (at < end && tokens[at].IsName && !tokens[at].IsAnyWord("INDEXED", "WINDOW"))
                alias = tokens[at].Name;
            if (!scope.Hides(name) && reader._schema.TryGetValue(name, out var table))
                AddTable(table, alias, scope, depth);
            return at;
        }

        private void AddTable(TableSchema table, string alias, SqlScope scope, int depth)
        {
            if (reader._uses.Count >= MostTables)
                return;
            if (table.ViewSql is { } view)
            {
                ReadView(view, depth);
                return;
            }
            var use = new TableUse { Table = table, Alias = alias };
            scope.Tables.Add(use);
            reader._uses.Add(use);
        }

        private void ReadView(string view, int depth)
        {
            var text = SqlTokenizer.Tokens(view);
            var body = 0;
            while (body < text.Count && !text[body].IsAnyWord("SELECT", "WITH", "VALUES"))
                body++;
            if (depth < DeepestNesting && reader._views++ < MostViews)
                reader.ReadText([.. text.Skip(body)], depth + 5);
        }
    }
}
