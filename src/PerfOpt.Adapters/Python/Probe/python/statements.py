# What is kept of statements: templates, call sites, distinct parameters, samples, and whose rows fed whose parameters.
TEMPLATES = 5000
DISTINCT = 20000
DISTINCT_IN_ALL = 1000000
SAMPLES = 20
RESULT_SETS = 32
RESULT_VALUES = 20000

templates = {}
databases = {}
results = {}
totals = {"distinct": 0, "sites": 0, "connects": 0, "audited": 0}


class Database(object):
    """A database by its path."""
    __slots__ = ("index", "name", "path", "connects", "statements", "copy", "refused", "copied_at", "memory")

    def __init__(self, index, name, path, memory):
        self.index, self.name, self.path, self.memory = index, name, path, memory
        self.connects = self.statements = self.copied_at = 0
        self.copy = self.refused = None


class Template(object):
    """All executions of one statement template on one database."""
    __slots__ = ("text", "example", "kind", "database", "calls", "driver", "seconds", "rows", "distinct", "capped",
                 "autocommits", "samples", "seen", "sites", "failures")

    def __init__(self, text, example, kind, database):
        self.text, self.example, self.kind, self.database = text, example[:8192], kind, database
        self.calls = self.driver = self.rows = self.autocommits = self.seen = self.failures = 0
        self.seconds = 0.0
        self.distinct, self.capped = set(), False
        self.samples, self.sites = [], {}


class Site(object):
    """Executions of one template from one stack."""
    __slots__ = ("stack", "calls", "seconds", "rows", "distinct", "capped", "activations", "committed", "fed")

    def __init__(self, stack):
        self.stack = stack
        self.calls = self.rows = self.committed = 0
        self.seconds = 0.0
        self.distinct, self.capped = set(), False
        self.activations = Activations(len(stack))
        self.fed = {}


class Result(object):
    """The latest rows of a template: hashes of their values, bounded."""
    __slots__ = ("template", "rows", "values")

    def __init__(self, template):
        self.template, self.rows, self.values = template, 0, set()


class Execution(object):
    """What a cursor is busy with."""
    __slots__ = ("template", "site", "result", "returning")

    def __init__(self, template, site):
        self.template, self.site, self.result = template, site, None


def database_of(key, name, path, memory):
    found = databases.get(key)
    if found is None:
        found = databases[key] = Database(len(databases), name, path, memory)
    return found


def add_distinct(holder, key):
    kept = holder.distinct
    if key in kept:
        return
    if len(kept) >= DISTINCT or totals["distinct"] >= DISTINCT_IN_ALL:
        holder.capped = True
        return
    kept.add(key)
    totals["distinct"] += 1


def parameters_key(parameters):
    kind = type(parameters)
    if kind is tuple or kind is list:
        for value in parameters:
            if type(value) not in SIMPLE:
                return tuple([value_key(v) for v in parameters])
        return tuple([value_key(v) for v in parameters])
    if kind is dict:
        return tuple([(str(k), value_key(v)) for k, v in parameters.items()])
    if isinstance(parameters, tuple):
        return tuple([value_key(v) for v in tuple.__iter__(parameters)])
    return (kind.__name__, id(parameters))


def values_of(parameters):
    kind = type(parameters)
    if kind is dict:
        return list(parameters.values())
    if isinstance(parameters, (tuple, list)):
        return list(tuple.__iter__(parameters) if isinstance(parameters, tuple) else list.__iter__(parameters))
    return []


def template_for(sql, con):
    """The template of a text on a connection's database, or null where the bound on templates is hit."""
    text, kind, literal = template_of(sql)
    key = (con.database.index, text)
    found = templates.get(key)
    if found is None:
        if len(templates) >= TEMPLATES:
            return None, literal
        found = templates[key] = Template(text, sql, kind, con.database)
    return found, literal


def site_for(template, stack, tokens):
    site = template.sites.get(stack)
    if site is None:
        if totals["sites"] >= CALL_SITES:
            return None
        totals["sites"] += 1
        site = template.sites[stack] = Site(stack)
    site.activations.see(tokens)
    return site


def feed(site, template, values):
    """Counts an execution whose parameters stood in an earlier query's rows."""
    if site is None:
        return
    hashes = [hash(v) for v in values
              if type(v) is int or (type(v) is str and v != "") or type(v) is float or type(v) is bytes]
    for text, result in results.items():
        if text is template:
            continue
        for value in hashes:
            if value in result.values:
                entry = site.fed.get(text)
                if entry is None:
                    if len(site.fed) < RESULT_SETS:
                        site.fed[text] = [1, result.rows]
                else:
                    entry[0] += 1
                    entry[1] = result.rows
                break


def sample(template, sql, parameters):
    """Keeps the first executions and then a thin, even choice of the later ones."""
    template.seen += 1
    kept = template.samples
    if len(kept) < SAMPLES:
        kept.append(None)
        at = len(kept) - 1
    else:
        seen = template.seen
        if seen & (seen - 1) and (seen * 2654435761 >> 8) % seen >= SAMPLES - 8:
            return
        at = 8 + (seen * 40503 >> 4) % (SAMPLES - 8)
    taken = typed(sql, parameters)
    if taken is not None:
        kept[at] = taken


def typed(sql, parameters):
    if len(sql) > 65536:
        return None
    names = None
    if type(parameters) is dict:
        names = [str(k) for k in parameters]
    values = []
    for value in values_of(parameters):
        kind = type(value)
        if value is None:
            values.append(["n", ""])
        elif kind is bool or kind is int:
            values.append(["i", str(int(value))])
        elif kind is float:
            values.append(["f", repr(value)])
        elif kind is str and len(value) <= 4096:
            values.append(["s", value])
        elif kind is bytes and len(value) <= 4096:
            values.append(["b", value.hex()])
        elif kind.__module__ == "datetime" and kind.__name__ in ("date", "datetime") and not kind.__flags__ & 512:
            values.append(["s", value.isoformat(" ") if kind.__name__ == "datetime" else value.isoformat()])
        else:
            return None
    if len(values) > 1000 or (not values and len(parameters) if hasattr(type(parameters), "__len__") else False):
        return None
    return [sql, values, names]


def record(con, sql, stack, tokens, calls, seconds):
    """One call of the driver. Returns its execution, to which fetched rows are added."""
    template, literal = template_for(sql, con)
    if template is None:
        state["dropped"] += calls
        return None
    con.database.statements += calls
    con.statements += calls
    site = site_for(template, stack, tokens)
    template.calls += calls
    template.driver += 1
    template.seconds += seconds
    if site is None:
        state["dropped"] += calls
    else:
        site.calls += calls
        site.seconds += seconds
    return Execution(template, site)


def distinct(execution, sql, parameters):
    key = hash((sql, parameters_key(parameters)))
    add_distinct(execution.template, key)
    if execution.site is not None:
        add_distinct(execution.site, key)


def fetched(execution, seconds, rows):
    """Rows that came out of a cursor, and the time they took."""
    template, site = execution.template, execution.site
    count = len(rows)
    template.seconds += seconds
    template.rows += count
    if site is not None:
        site.seconds += seconds
        site.rows += count
    if not count:
        return
    result = execution.result
    if result is None:
        result = execution.result = Result(template)
        results.pop(template, None)
        results[template] = result
        if len(results) > RESULT_SETS:
            del results[next(iter(results))]
    result.rows += count
    values = result.values
    if len(values) > RESULT_VALUES:
        return
    for row in rows:
        kind = type(row)
        if kind is dict:
            row = row.values()
        elif kind is not tuple and kind is not list and kind is not native["row"]:
            continue
        for value in row:
            kind = type(value)
            if kind is int or kind is str or kind is float or kind is bytes:
                values.add(hash(value))


def export_statements(document):
    document["sqlite"] = native.get("version")
    document["databases"] = [
        {"name": d.name, "path": d.path, "memory": d.memory, "connects": d.connects, "statements": d.statements,
         "copy": d.copy, "refused": d.refused} for d in databases.values()]
    document["unseenConnects"] = max(0, totals["audited"] - totals["connects"])
    document["templates"] = [
        {"text": t.text, "example": t.example, "kind": t.kind, "database": t.database.index, "calls": t.calls,
         "driver": t.driver, "seconds": t.seconds, "rows": t.rows, "distinct": len(t.distinct), "capped": t.capped,
         "autocommits": t.autocommits, "failures": t.failures, "samples": [s for s in t.samples if s is not None],
         "sites": [export_site(s) for s in t.sites.values()]} for t in templates.values()]


def export_site(site):
    fed = sorted(site.fed.items(), key=lambda item: (-item[1][0], -item[1][1]))[:1]
    return {
        "stack": list(site.stack), "activations": site.activations.counts, "calls": site.calls,
        "seconds": site.seconds, "rows": site.rows, "distinct": len(site.distinct), "capped": site.capped,
        "committed": site.committed, "fed": [[f[0].text, f[1][0], f[1][1]] for f in fed]}


def reset_statements():
    templates.clear()
    databases.clear()
    results.clear()
    totals.update(distinct=0, sites=0, connects=0, audited=0)
