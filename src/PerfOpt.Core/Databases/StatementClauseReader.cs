namespace PerfOpt.Core.Databases;

// Walks one SELECT, UPDATE or DELETE whose tables are known.
internal sealed class StatementClauseReader(
    StatementShapeReader.Text text, IReadOnlyList<SqlToken> tokens, SqlScope scope, int depth)
{
    private static readonly string[] Boundaries =
    [
        "AND", "OR", "WHERE", "ON", "GROUP", "ORDER", "HAVING", "LIMIT", "JOIN", "LEFT", "RIGHT", "FULL", "INNER",
        "CROSS", "NATURAL", "UNION", "EXCEPT", "INTERSECT", "RETURNING", "WINDOW", "COLLATE", "SET", "ESCAPE",
    ];

    private const int DeepestNesting = 200;
    private const int LongestOperand = 200;

    private readonly int[] _closing = text.Closing;
    private int _nesting;

    public void Read(TokenSpan span)
    {
        for (var i = span.From; i < span.To; i++)
        {
            if (tokens[i].IsAnyWord("ORDER", "GROUP") && i + 1 < span.To && tokens[i + 1].IsWord("BY"))
                ReadTerms(new TokenSpan(i + 2, span.To), tokens[i].IsWord("ORDER"));
            if (tokens[i].IsSymbol("(") && _closing[i] >= 0 && _closing[i] < span.To)
            {
                ReadParenthesis(i, false);
                i = _closing[i];
            }
            else if (tokens[i].IsAnyWord("WHERE", "ON") && !(i > 0 && tokens[i].IsWord("ON") && IsConflict(i)))
            {
                i = ReadCondition(i + 1, span.To) - 1;
            }
            else
            {
                Note(i, span.To);
            }
        }
    }

    private bool IsConflict(int on) => on + 1 < tokens.Count && tokens[on + 1].IsWord("CONFLICT");

    private int ReadCondition(int from, int to)
    {
        var end = from;
        while (end < to && !tokens[end].IsAnyWord("WHERE", "GROUP", "ORDER", "LIMIT", "HAVING", "JOIN", "LEFT",
                   "RIGHT", "FULL", "INNER", "CROSS", "NATURAL", "RETURNING", "WINDOW", "SET")
               && !tokens[end].IsSymbol(","))
            end = tokens[end].IsSymbol("(") && _closing[end] >= 0 ? _closing[end] + 1 : end + 1;
        end = Math.Min(end, to);
        ReadConjunction(new TokenSpan(from, end), true);
        return end;
    }

    private void ReadConjunction(TokenSpan span, bool certain)
    {
        certain &= !HasOr(span);
        var cases = 0;
        for (var i = span.From; i < span.To; i++)
        {
            cases += tokens[i].IsWord("CASE") ? 1 : tokens[i].IsWord("END") ? -1 : 0;
            if (cases == 0)
                ReadComparison(i, span, certain);
            if (tokens[i].IsSymbol("(") && _closing[i] >= 0 && _closing[i] < span.To)
            {
                ReadParenthesis(i, certain && cases == 0);
                i = _closing[i];
                continue;
            }
            Note(i, span.To);
        }
    }

    private bool HasOr(TokenSpan span)
    {
        for (var i = span.From; i < span.To; i++)
        {
            if (tokens[i].IsWord("OR"))
                return true;
            if (tokens[i].IsSymbol("(") && _closing[i] >= 0)
                i = _closing[i];
        }
        return false;
    }

    private void ReadParenthesis(int open, bool certain)
    {
        if (_nesting >= DeepestNesting)
            return;
        _nesting++;
        ReadInside(open, certain);
        _nesting--;
    }

    private void ReadInside(int open, bool certain)
    {
        var inner = new TokenSpan(open + 1, _closing[open]);
        if (inner.From < inner.To && tokens[inner.From].IsAnyWord("SELECT", "WITH", "VALUES"))
        {
            text.ReadQuery(inner, scope, depth + 1);
            return;
        }
        if (open > 0 && tokens[open - 1].IsWord("USING"))
        {
            ReadUsing(inner);
            return;
        }
        var groups = open > 0 && tokens[open - 1].IsAnyWord("AND", "OR", "WHERE", "ON")
            || (open > 0 && tokens[open - 1].IsSymbol("("));
        if (groups)
        {
            ReadConjunction(inner, certain);
            return;
        }
        ReadArguments(inner);
    }

    private void ReadArguments(TokenSpan span)
    {
        for (var i = span.From; i < span.To; i++)
        {
            if (tokens[i].IsSymbol("(") && _closing[i] >= 0)
            {
                ReadParenthesis(i, false);
                i = _closing[i];
                continue;
            }
            if (tokens[i].IsAnyWord("ON") && i + 1 < span.To)
                ReadConjunction(new TokenSpan(i + 1, span.To), true);
            Note(i, span.To);
        }
    }

    private void ReadUsing(TokenSpan names)
    {
        for (var i = names.From; i < names.To; i++)
        {
            foreach (var use in scope.Tables)
            {
                if (tokens[i].IsName && use.Table.Column(tokens[i].Name) is { } column)
                    Add(use, use.Joins, new IndexColumn(column.Name));
            }
        }
    }

    // Notes that a column is named, whatever for.
    private void Note(int at, int end)
    {
        if (tokens[at].IsSymbol("*"))
        {
            NoteAll(at);
            return;
        }
        if (!tokens[at].IsName || (at + 1 < end && (tokens[at + 1].IsSymbol("(") || tokens[at + 1].IsSymbol("."))))
            return;
        var qualifier = at > 1 && tokens[at - 1].IsSymbol(".") ? tokens[at - 2].Name : null;
        if (scope.Resolve(qualifier, tokens[at].Name) is { } found)
            found.Use.Columns.Add(found.Column.Name);
    }

    private void NoteAll(int at)
    {
        var before = at > 0 ? tokens[at - 1] : default;
        var qualifier = before.IsSymbol(".") && at > 1 ? tokens[at - 2].Name : null;
        if (qualifier is null && !before.IsSymbol(",") && !before.IsAnyWord("SELECT", "DISTINCT", "ALL", "RETURNING"))
            return;
        foreach (var use in scope.Tables)
            use.TakesAllColumns |= qualifier is null
                || use.Alias.Equals(qualifier, StringComparison.OrdinalIgnoreCase);
    }

    private void ReadComparison(int at, TokenSpan span, bool certain)
    {
        var kind = Comparison(at);
        if (kind == ComparisonKind.None)
            return;
        var left = LeftColumn(at - 1, span);
        var right = at + 1 < span.To ? RightColumn(at + 1, span) : null;
        if (left is { } l)
            Place(l, kind, certain, Depends(at + 1, span, l.Use));
        if (right is { } r && kind is ComparisonKind.Equal or ComparisonKind.Range)
            Place(r, kind, certain, left is { } o ? Relation(o.Use, r.Use) : SingleValue(at - 1, span));
    }

    private enum ComparisonKind { None, Equal, Range, Like, Glob }

    private enum Dependence { Known, OtherTable, Unusable }

    private readonly record struct Operand(TableUse Use, IndexColumn Column);

    private ComparisonKind Comparison(int at)
    {
        var token = tokens[at];
        if (token.Kind == SqlTokenKind.Symbol)
        {
            return token.Text switch
            {
                "=" or "==" => ComparisonKind.Equal,
                "<" or "<=" or ">" or ">=" => ComparisonKind.Range,
                _ => ComparisonKind.None,
            };
        }
        if (token.IsWord("IS"))
            return at + 1 < tokens.Count && tokens[at + 1].IsWord("NOT") ? ComparisonKind.None : ComparisonKind.Equal;
        return token.IsAnyWord("IN", "ISNULL") ? ComparisonKind.Equal
            : token.IsWord("BETWEEN") ? ComparisonKind.Range
            : token.IsWord("LIKE") ? ComparisonKind.Like
            : token.IsWord("GLOB") ? ComparisonKind.Glob
            : ComparisonKind.None;
    }

    private Operand? LeftColumn(int last, TokenSpan span)
    {
        string? collation = null;
        if (last - 2 >= span.From && tokens[last - 1].IsWord("COLLATE"))
        {
            collation = tokens[last].Name;
            last -= 2;
        }
        if (last < span.From || !tokens[last].IsName)
            return null;
        var first = last;
        while (first - 2 >= span.From && tokens[first - 1].IsSymbol(".") && tokens[first - 2].IsName)
            first -= 2;
        var bare = first == span.From || tokens[first - 1].IsAnyWord("AND", "OR");
        return bare ? Resolve(first, last, collation) : null;
    }

    private Operand? RightColumn(int first, TokenSpan span)
    {
        if (!tokens[first].IsName)
            return null;
        var last = first;
        while (last + 2 < span.To && tokens[last + 1].IsSymbol(".") && tokens[last + 2].IsName)
            last += 2;
        var bare = last + 1 >= span.To || tokens[last + 1].IsAnyWord(Boundaries);
        return bare ? Resolve(first, last, null) : null;
    }

    private Operand? Resolve(int first, int last, string? collation)
    {
        var qualifier = last > first ? tokens[last - 2].Name : null;
        var found = scope.Resolve(qualifier, tokens[last].Name);
        return found is { } f && scope.Tables.Contains(f.Use)
            ? new Operand(f.Use, new IndexColumn(f.Column.Name, collation))
            : null;
    }

    private static Dependence Relation(TableUse one, TableUse other) =>
        one == other ? Dependence.Unusable : Dependence.OtherTable;

    private Dependence SingleValue(int at, TokenSpan span) =>
        at >= span.From && tokens[at].IsValue && (at == span.From || tokens[at - 1].IsAnyWord("AND", "OR"))
            ? Dependence.Known
            : Dependence.Unusable;

    // What the right side of a comparison needs: nothing, another table of this query, or the row itself.
    private Dependence Depends(int from, TokenSpan span, TableUse use)
    {
        var result = Dependence.Known;
        var end = Math.Min(span.To, from + LongestOperand);
        for (var i = from; i < end && !tokens[i].IsAnyWord("AND", "OR"); i++)
        {
            if (tokens[i].IsSymbol("(") && i + 1 < span.To && tokens[i + 1].IsAnyWord("SELECT", "WITH")
                && _closing[i] >= 0)
            {
                i = _closing[i];
                continue;
            }
            if (!tokens[i].IsName || (i + 1 < span.To && tokens[i + 1].IsSymbol(".")))
                continue;
            var qualifier = i - 2 >= from && tokens[i - 1].IsSymbol(".") ? tokens[i - 2].Name : null;
            if (scope.Resolve(qualifier, tokens[i].Name) is not { } found)
                continue;
            if (found.Use == use)
                return Dependence.Unusable;
            if (scope.Tables.Contains(found.Use))
                result = Dependence.OtherTable;
        }
        return result;
    }

    private static void Place(Operand operand, ComparisonKind kind, bool certain, Dependence dependence)
    {
        if (dependence == Dependence.Unusable)
            return;
        var (use, column) = (operand.Use, operand.Column);
        // Only an index that ignores case serves LIKE (https://www.sqlite.org/optoverview.html#the_like_optimization).
        if (kind == ComparisonKind.Like)
            column = column with { Collation = "NOCASE" };
        if (!certain)
            Add(use, use.Alternatives, column);
        else if (kind != ComparisonKind.Equal)
            Add(use, use.Ranges, column);
        else
            Add(use, dependence == Dependence.Known ? use.Equalities : use.Joins, column);
    }

    private static void Add(TableUse use, IList<IndexColumn> list, IndexColumn column)
    {
        use.Columns.Add(column.Name);
        if (!list.Contains(column))
            list.Add(column);
    }

    private void ReadTerms(TokenSpan span, bool isOrder)
    {
        var terms = new List<Operand>();
        var i = span.From;
        while (i < span.To)
        {
            if (ReadTerm(ref i, span.To) is not { } term)
                return;
            terms.Add(term);
            if (i >= span.To || !tokens[i].IsSymbol(","))
                break;
            i++;
        }
        if (terms.Count == 0 || terms.Exists(t => t.Use != terms[0].Use))
            return;
        var list = isOrder ? terms[0].Use.OrderBy : terms[0].Use.GroupBy;
        foreach (var term in terms)
            Add(term.Use, list, term.Column);
    }

    private Operand? ReadTerm(ref int i, int end)
    {
        var last = i;
        while (last + 2 < end && tokens[last + 1].IsSymbol("."))
            last += 2;
        if (!tokens[last].IsName || Resolve(i, last, null) is not { } term)
            return null;
        i = last + 1;
        if (i + 1 < end && tokens[i].IsWord("COLLATE"))
        {
            term = term with { Column = term.Column with { Collation = tokens[i + 1].Name } };
            i += 2;
        }
        if (i < end && tokens[i].IsAnyWord("ASC", "DESC"))
            term = term with { Column = term.Column with { IsDescending = tokens[i++].IsWord("DESC") } };
        if (i + 1 < end && tokens[i].IsWord("NULLS"))
            i += 2;
        var ends = i >= end || tokens[i].IsSymbol(",") || tokens[i].IsSymbol(";") || tokens[i].IsSymbol(")")
            || tokens[i].IsAnyWord(Boundaries);
        return ends ? term : null;
    }
}
