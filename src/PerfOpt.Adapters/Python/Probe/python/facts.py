# Says what the source of some functions holds: loops and operations. Reads the question from the file given and
# writes JSON to standard output. Parses only: nothing of the program is imported or run.
LARGEST = 8 * 1024 * 1024
MOST_OPERATIONS = 3000
MOST_LOOPS = 500
LONGEST = 200
SCANS = ("min", "max", "sum", "any", "all")
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
GROWERS = ("append", "add", "extend", "update", "insert", "appendleft", "setdefault", "push", "write")
CHANGERS = GROWERS + ("pop", "popleft", "popitem", "remove", "discard", "clear", "sort", "reverse")


class Source(object):
    """A file, its lines and its tree, with each node's parent."""

    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ValueError("too large")
        self.tree = ast.parse(data, path)
        text = data.decode("utf-8-sig", "replace")
        self.lines = [line.encode("utf-8", "replace") for line in text.split("\n")]
        self.owners = {}
        for node in ast.walk(self.tree):
            for child in ast.iter_child_nodes(node):
                self.owners[child] = node

    def text(self, node, longest=LONGEST):
        first, last = node.lineno - 1, node.end_lineno - 1
        if first == last:
            data = self.lines[first][node.col_offset:node.end_col_offset]
        else:
            parts = [self.lines[first][node.col_offset:]] + self.lines[first + 1:last]
            data = b" ".join(part.strip() for part in parts + [self.lines[last][:node.end_col_offset]])
        text = data.decode("utf-8", "replace").strip()
        return text if len(text) <= longest else text[:longest - 1] + "\u2026"


def begins(node):
    """The line that the interpreter gives as a function's first: its first decorator's."""
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno] + [d.lineno for d in decorators])


def find(source, symbol, first):
    """The node of a function: by first line, then by name among those that begin there."""
    name = symbol.rsplit(".", 1)[-1]
    if name == "<module>":
        return source.tree
    found = [n for n in ast.walk(source.tree) if isinstance(n, FUNCTIONS + COMPREHENSIONS + (ast.ClassDef,))
             and begins(n) == first]
    named = [n for n in found if getattr(n, "name", None) == name]
    if not named and name == "<lambda>":
        named = [n for n in found if isinstance(n, ast.Lambda)]
    kinds = {"<listcomp>": ast.ListComp, "<setcomp>": ast.SetComp, "<dictcomp>": ast.DictComp,
             "<genexpr>": ast.GeneratorExp}
    if not named and name in kinds:
        named = [n for n in found if isinstance(n, kinds[name])]
    return named[0] if named else None


def is_chain(node):
    """A name or attributes of one: what can be looked at without running anything."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def sized(node, source):
    """(kind, operand) by which the length of an iterable can be told: len of a chain, or a range of chains."""
    if is_chain(node):
        return ["len", source.text(node)]
    if isinstance(node, ast.Call) and not node.keywords:
        name = node.func.id if isinstance(node.func, ast.Name) else None
        if name in ("enumerate", "reversed", "sorted", "list", "tuple", "iter", "set") and node.args:
            return sized(node.args[0], source)
        if name == "range" and len(node.args) == 1:
            only = node.args[0]
            if isinstance(only, ast.Call) and isinstance(only.func, ast.Name) and only.func.id == "len" \
                    and len(only.args) == 1 and is_chain(only.args[0]):
                return ["len", source.text(only.args[0])]
            if is_chain(only):
                return ["int", source.text(only)]
            if isinstance(only, ast.Constant) and type(only.value) is int:
                return ["fixed", str(only.value)]
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("items", "keys", "values") \
                and not node.args and is_chain(node.func.value):
            return ["len", source.text(node.func.value)]
    return None


class Reader(object):
    """Collects the loops and operations of one function."""

    def __init__(self, source, node):
        self.source, self.node = source, node
        self.loops, self.operations = [], []
        self.around = []
        self.cut = False

    def read(self):
        node = self.node
        if isinstance(node, COMPREHENSIONS):
            self.comprehension(node)
        elif isinstance(node, ast.Lambda):
            self.visit(node.body)
        else:
            for statement in node.body:
                self.visit(statement)

    def visit(self, node):
        if isinstance(node, FUNCTIONS):
            for decorator in getattr(node, "decorator_list", []):
                self.visit(decorator)
            for default in node.args.defaults + [d for d in node.args.kw_defaults if d is not None]:
                self.visit(default)
            return
        if isinstance(node, ast.ClassDef) and not isinstance(self.node, ast.ClassDef):
            return
        if isinstance(node, (ast.For, ast.AsyncFor)):
            self.visit(node.iter)
            self.loop(node, "async for" if isinstance(node, ast.AsyncFor) else "for", node.iter, node.target)
        elif isinstance(node, ast.While):
            self.loop(node, "while", node.test, None)
        elif isinstance(node, COMPREHENSIONS):
            self.comprehension(node)
        else:
            self.operation(node)
            for child in ast.iter_child_nodes(node):
                self.visit(child)

    def enter(self, entry):
        if len(self.loops) >= MOST_LOOPS:
            self.cut = True
        else:
            self.loops.append(entry)
        self.around.append(entry)

    def loop(self, node, kind, iterable, target):
        assigned = {n.id for n in own_statements(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        calls = [n.func for n in own_statements(node) if isinstance(n, ast.Call)
                 and isinstance(n.func, ast.Attribute) and is_chain(n.func.value)]
        grown = {self.source.text(f.value) for f in calls if f.attr in GROWERS}
        changed = {self.source.text(f.value) for f in calls if f.attr in CHANGERS}
        changed |= {self.source.text(n.value) for n in own_statements(node) if isinstance(n, ast.Subscript)
                    and isinstance(n.ctx, (ast.Store, ast.Del)) and is_chain(n.value)}
        self.enter({
            "line": node.lineno, "endLine": node.end_lineno, "kind": kind, "depth": len(self.around) + 1,
            "iterable": self.source.text(iterable), "targets": targets_of(target),
            "carried": carried_names(node), "leaves": leaves_early(node),
            "sized": sized(iterable, self.source) if kind != "while" else None,
            "names": assigned, "changed": changed, "grown": sorted(grown)})
        if kind == "while":
            self.visit(node.test)
        for statement in node.body:
            self.visit(statement)
        self.around.pop()
        for statement in node.orelse:
            self.visit(statement)

    def comprehension(self, node):
        entered = 0
        for part in node.generators:
            self.visit(part.iter)
            names = set(targets_of(part.target))
            self.enter({
                "line": node.lineno if entered == 0 else part.target.lineno, "endLine": node.end_lineno,
                "kind": "comprehension", "depth": len(self.around) + 1, "iterable": self.source.text(part.iter),
                "targets": targets_of(part.target), "carried": [], "leaves": False,
                "sized": sized(part.iter, self.source), "names": names, "changed": set(), "grown": []})
            entered += 1
            for test in part.ifs:
                self.visit(test)
        for element in ([node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]):
            self.visit(element)
        del self.around[len(self.around) - entered:]

    def add(self, kind, node, operand, text=None, argument=False):
        if len(self.operations) >= MOST_OPERATIONS:
            self.cut = True
            return
        loop = self.around[-1] if self.around else None
        names = names_in(node)
        targets = set()
        for entry in self.around:
            targets.update(entry["targets"])
        self.operations.append({
            "line": node.lineno, "kind": kind, "operand": operand, "text": text or self.source.text(node),
            "loop": loop["line"] if loop else 0,
            "invariant": bool(loop) and not (names & loop["names"]) and operand not in loop["changed"],
            "dependent": bool(argument and targets & names), "statement": self.is_statement(node),
            "scope": self.scope(operand), "grown": self.grown(operand)})

    def grown(self, operand):
        return any(operand in entry["grown"] for entry in self.around)

    def is_statement(self, node):
        owner = self.source.owners.get(node)
        if isinstance(owner, ast.Await):
            owner = self.source.owners.get(owner)
        return isinstance(owner, ast.Expr)

    def scope(self, operand):
        if "." in operand:
            return "attribute" if operand.replace(".", "").replace("_", "").isalnum() else "expression"
        if not operand.isidentifier():
            return "expression"
        if operand in self.parameters:
            return "parameter"
        return "local" if operand in self.locals else "global"

    def operation(self, node):
        text = self.source.text
        if isinstance(node, ast.Compare):
            for op, right in zip(node.ops, node.comparators):
                if isinstance(op, (ast.In, ast.NotIn)):
                    self.add("Membership", node, text(right))
                elif isinstance(op, (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)):
                    self.add("Arithmetic", node, text(node.left))
        elif isinstance(node, ast.Call):
            self.call(node)
        elif isinstance(node, ast.Await):
            inner = node.value
            self.add("Await", node, text(inner.func) if isinstance(inner, ast.Call) else text(inner), argument=True)
        elif isinstance(node, ast.Delete):
            for target in node.targets:
                if isinstance(target, ast.Subscript) and self.is_zero(target.slice):
                    self.add("PopFront", node, text(target.value))
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Load, ast.Store)):
            index = node.slice
            kind = "Slice" if isinstance(index, ast.Slice) else "Subscript"
            if kind != "Slice" or isinstance(node.ctx, ast.Load):
                self.add(kind, node, text(node.value))
        elif isinstance(node, ast.AugAssign):
            if isinstance(node.op, ast.Add):
                self.add("Concatenate", node, text(node.target))
            self.add("Arithmetic", node, text(node.target))
        elif isinstance(node, ast.BinOp):
            owner = self.source.owners.get(node)
            if isinstance(node.op, ast.Add) and isinstance(owner, ast.Assign) and len(owner.targets) == 1 \
                    and text(owner.targets[0]) in (text(node.left), text(node.right)):
                self.add("Concatenate", owner, text(owner.targets[0]))
            self.add("Arithmetic", node, text(node.left))
        elif isinstance(node, ast.UnaryOp) and not isinstance(node.operand, ast.Constant):
            self.add("Arithmetic", node, text(node.operand))

    @staticmethod
    def is_zero(index):
        index = getattr(index, "value", index) if type(index).__name__ == "Index" else index
        return isinstance(index, ast.Constant) and index.value == 0 and index.value is not False

    def call(self, node):
        text = self.source.text
        func, args = node.func, node.args
        kind, operand = "Call", text(func)
        if isinstance(func, ast.Attribute):
            receiver = text(func.value)
            if func.attr == "pop" and len(args) == 1 and self.is_zero(args[0]):
                kind, operand = "PopFront", receiver
            elif func.attr == "insert" and len(args) == 2:
                kind, operand = "Insert", receiver
            elif func.attr in ("index", "count", "remove") and len(args) >= 1:
                kind, operand = "SearchByValue", receiver
            elif func.attr == "sort" and not args:
                kind, operand = "Sort", receiver
        elif isinstance(func, ast.Name) and args:
            first = args[0]
            if func.id == "sorted":
                kind, operand = "Sort", text(first)
            elif func.id in SCANS and len(args) == 1 and not isinstance(first, COMPREHENSIONS):
                kind, operand = "Scan", text(first)
            elif func.id == "len" and isinstance(first, ast.Call) and isinstance(first.func, ast.Name) \
                    and first.func.id in ("list", "sorted", "tuple", "set") and first.args:
                kind, operand = "Scan", text(first.args[0])
        self.add(kind, node, operand, argument=True)


def describe(source, node, key):
    reader = Reader(source, node)
    arguments = getattr(node, "args", None)
    listed = []
    if arguments is not None:
        listed = arguments.posonlyargs + arguments.args + arguments.kwonlyargs
        listed += [a for a in (arguments.vararg, arguments.kwarg) if a is not None]
    reader.parameters = [a.arg for a in listed]
    shared = set()
    stored = set()
    if not isinstance(node, ast.Module):
        for inner in own_statements(node):
            if isinstance(inner, (ast.Global, ast.Nonlocal)):
                shared.update(inner.names)
            elif isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                stored.add(inner.id)
    reader.locals = stored - shared
    reader.read()
    for loop in reader.loops:
        del loop["names"], loop["changed"]
    last = max([n.end_lineno for n in ast.walk(node) if hasattr(n, "end_lineno") and n.end_lineno] or [1])
    return {
        "file": key["file"], "symbol": key["symbol"], "first": key["first"],
        "line": getattr(node, "lineno", 1), "endLine": getattr(node, "end_lineno", None) or last,
        "parameters": reader.parameters, "loops": reader.loops, "operations": reader.operations,
        "cut": reader.cut, "async": isinstance(node, ast.AsyncFunctionDef),
        "container": owner_class(source, node)}


def owner_class(source, node):
    owner = source.owners.get(node)
    return owner.name if isinstance(owner, ast.ClassDef) else None


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        asked = json.load(file)
    sources, functions, problems = {}, [], []
    sys.setrecursionlimit(20000)
    for key in asked["functions"]:
        path = os.path.join(asked["folder"], key["file"])
        try:
            if path not in sources:
                sources[path] = Source(path)
            source = sources[path]
            node = find(source, key["symbol"], key["first"])
            if node is None:
                problems.append("%s is not where it was: %s:%d" % (key["symbol"], key["file"], key["first"]))
            else:
                functions.append(describe(source, node, key))
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError) as error:
            problems.append("%s cannot be read: %s" % (key["file"], error))
    json.dump({"functions": functions, "problems": problems[:100]}, sys.stdout)


main()
