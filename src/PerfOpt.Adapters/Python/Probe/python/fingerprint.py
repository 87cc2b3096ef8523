# The template of a statement: literals and parameters become ?, white space, comments and lists fold. One pass.
LONGEST = 20000
KEYWORDS = frozenset((
    "SELECT FROM WHERE AND OR NOT IN LIKE GLOB IS NULL BETWEEN EXISTS CASE WHEN THEN ELSE END AS ON USING JOIN "
    "LEFT RIGHT FULL INNER OUTER CROSS NATURAL GROUP BY ORDER HAVING LIMIT OFFSET UNION ALL EXCEPT INTERSECT "
    "DISTINCT INSERT INTO VALUES UPDATE SET DELETE REPLACE WITH RECURSIVE RETURNING CONFLICT DO NOTHING DEFAULT "
    "ASC DESC COLLATE CAST CREATE TABLE INDEX UNIQUE VIEW TRIGGER DROP ALTER BEGIN COMMIT ROLLBACK TRANSACTION "
    "SAVEPOINT RELEASE DEFERRED IMMEDIATE EXCLUSIVE PRAGMA ANALYZE VACUUM ATTACH DETACH PRIMARY KEY FOREIGN "
    "REFERENCES IF ESCAPE ISNULL NOTNULL OVER PARTITION TEMP TEMPORARY EXPLAIN QUERY PLAN").split())
CLOSERS = {'"': '"', "`": "`", "[": "]"}
texts = {}
long_texts = {}


def quoted_end(sql, start, quote):
    at = sql.find(quote, start)
    while at >= 0 and quote != "]" and sql.startswith(quote, at + 1):
        at = sql.find(quote, at + 2)
    return len(sql) if at < 0 else at + 1


def number_end(sql, at):
    if sql[at:at + 2] in ("0x", "0X"):
        at += 2
        while at < len(sql) and (sql[at].isalnum() or sql[at] == "_"):
            at += 1
        return at
    while at < len(sql):
        char = sql[at]
        if not ("0" <= char <= "9" or char in "._"):
            signed = sql[at + 1:at + 2] in ("+", "-")
            digit = sql[at + 2:at + 3] if signed else sql[at + 1:at + 2]
            if char not in "eE" or not digit.isdigit():
                break
            at += 2 if signed else 1
        at += 1
    return at


def word_end(sql, at):
    while at < len(sql) and (sql[at].isalnum() or sql[at] in "_$"):
        at += 1
    return at


def pattern(text, glob):
    wild = "*?[" if glob else "%_"
    star = "*" if glob else "%"
    leads = text[1:2] != "" and text[1] in wild
    body = text[2 if leads else 1:-1]
    return "'" + (star if leads else "") + "?" + (star if any(c in wild for c in body) else "") + "'"


def tokens_of(sql):
    """Tokens, and whether a literal stands among them."""
    tokens, literal, at, end = [], False, 0, len(sql)
    while at < end:
        char = sql[at]
        if char.isspace():
            at += 1
        elif sql.startswith("--", at):
            at = sql.find("\n", at)
            at = end if at < 0 else at + 1
        elif sql.startswith("/*", at):
            at = sql.find("*/", at + 2)
            at = end if at < 0 else at + 2
        elif char == "'" or (char in "xX" and sql[at + 1:at + 2] == "'"):
            stop = quoted_end(sql, at + (1 if char == "'" else 2), "'")
            before = tokens[-1] if tokens else ""
            tokens.append(pattern(sql[at:stop], before == "GLOB") if before in ("LIKE", "GLOB") else "?")
            at, literal = stop, True
        elif char in CLOSERS:
            stop = quoted_end(sql, at + 1, CLOSERS[char])
            tokens.append(sql[at:stop])
            at = stop
        elif "0" <= char <= "9" or (char == "." and sql[at + 1:at + 2].isdigit()):
            at, literal = number_end(sql, at), True
            tokens.append("?")
        elif char == "?":
            at += 1
            while at < end and "0" <= sql[at] <= "9":
                at += 1
            tokens.append("?")
        elif char in ":@$" and word_end(sql, at + 1) > at + 1:
            at = word_end(sql, at + 1)
            tokens.append("?")
        elif char.isalpha() or char == "_":
            stop = word_end(sql, at)
            word = sql[at:stop]
            tokens.append(word.upper() if word.upper() in KEYWORDS else word)
            at = stop
        else:
            wide = sql[at:at + 2] in ("||", "<=", ">=", "<>", "!=", "==", "<<", ">>", "->")
            tokens.append(sql[at:at + (2 if wide else 1)])
            at += 2 if wide else 1
    return tokens, literal


def closing(tokens, at):
    depth = 0
    for i in range(at, len(tokens)):
        if tokens[i] == "(":
            depth += 1
        elif tokens[i] == ")":
            depth -= 1
            if depth == 0:
                return i
    return -1


def collapse(tokens):
    """IN lists are one value, rows of VALUES are one row."""
    result, at, size = [], 0, len(tokens)
    while at < size:
        token = tokens[at]
        result.append(token)
        at += 1
        if token == "IN" and at < size and tokens[at] == "(":
            stop = closing(tokens, at)
            if stop > at + 1 and all(t in ("?", ",", "NULL", "-", "+") for t in tokens[at + 1:stop]):
                result += ["(", "?", ")"]
                at = stop + 1
        elif token == "VALUES" and at < size and tokens[at] == "(":
            stop = closing(tokens, at)
            if stop < 0:
                continue
            result += tokens[at:stop + 1]
            at = stop + 1
            while at + 1 < size and tokens[at] == "," and tokens[at + 1] == "(" and closing(tokens, at + 1) > 0:
                at = closing(tokens, at + 1) + 1
    return result


def kind_of(tokens):
    first = tokens[0].upper() if tokens else ""
    if first == "WITH":
        depth = 0
        for token in tokens[1:]:
            depth += (token == "(") - (token == ")")
            if depth == 0 and token in ("SELECT", "VALUES", "INSERT", "UPDATE", "DELETE", "REPLACE"):
                first = token
                break
    if first in ("SELECT", "VALUES"):
        return "Read"
    if first in ("INSERT", "UPDATE", "DELETE", "REPLACE"):
        return "Write"
    if first in ("COMMIT", "END"):
        return "Commit"
    return "Transaction" if first in ("BEGIN", "ROLLBACK", "SAVEPOINT", "RELEASE") else "Other"


def template_of(sql):
    """(fingerprint, kind, whether it has literals) of a text, remembered."""
    kept = texts if len(sql) <= 2000 else long_texts
    known = kept.get(sql)
    if known is None:
        tokens, literal = tokens_of(sql[:LONGEST])
        while tokens and tokens[-1] == ";":
            tokens.pop()
        out, before = [], ""
        for token in collapse(tokens):
            tight = not out or before in ("(", ".") or token in (",", ")", ".", ";")
            call = token == "(" and (before[-1:].isalnum() or before[-1:] in ("_", '"')) and before not in KEYWORDS
            out.append(token if tight or call else " " + token)
            before = token
        known = ("".join(out)[:8192], kind_of(tokens), literal)
        if len(kept) >= (20000 if kept is texts else 100):
            kept.clear()
        if len(sql) <= LONGEST:
            kept[sql] = known
    return known
