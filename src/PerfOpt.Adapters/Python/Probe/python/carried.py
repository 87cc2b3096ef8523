# Names that one iteration of a loop hands to the next. The first part of the reader of source.
import ast
import json
import os
import sys

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMMUTING = (ast.Add, ast.Mult, ast.BitOr, ast.BitAnd, ast.BitXor)
LEAVING = (ast.Continue, ast.Break, ast.Return, ast.Raise)


def names_in(node):
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def targets_of(node):
    if node is None:
        return []
    return [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]


def own_statements(node):
    """Nodes of a body, without those of functions defined in it."""
    stack = [node]
    while stack:
        at = stack.pop()
        yield at
        if at is not node and isinstance(at, FUNCTIONS + (ast.ClassDef,)):
            continue
        stack.extend(reversed(list(ast.iter_child_nodes(at))))


class Carried(object):
    """
    Finds names that an iteration reads as the one before left them. Walks the body in the order of execution, keeping
    the names that are certainly assigned; a read of a name that is not, but is assigned in the body, is carried.
    """

    def __init__(self, assigned):
        self.assigned, self.found = assigned, {}

    def read(self, node, sure):
        if node is None:
            return
        for name in own_statements(node):
            if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Load) \
                    and name.id in self.assigned and name.id not in sure:
                self.found[name.id] = True
            elif isinstance(name, ast.NamedExpr):
                sure.add(name.target.id)

    def accumulates(self, statement):
        """Whether a statement only adds to a name: x += ..., x = x + ..., x = max(x, ...)."""
        if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            return statement.target.id if statement.target.id not in names_in(statement.value) else None
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 \
                or not isinstance(statement.targets[0], ast.Name):
            return None
        name, value = statement.targets[0].id, statement.value
        if isinstance(value, ast.BinOp) and isinstance(value.op, COMMUTING):
            sides = [value.left, value.right]
        elif isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in ("min", "max"):
            sides = value.args
        else:
            return None
        plain = [s for s in sides if isinstance(s, ast.Name) and s.id == name]
        others = [s for s in sides if s not in plain]
        return name if len(plain) == 1 and not any(name in names_in(o) for o in others) else None

    def block(self, body, sure):
        for statement in body:
            self.statement(statement, sure)

    def branch(self, bodies, sure):
        kept = []
        for body in bodies:
            inner = set(sure)
            self.block(body, inner)
            if not (body and isinstance(body[-1], LEAVING)):
                kept.append(inner)
        if kept:
            sure |= set.intersection(*kept)

    def statement(self, node, sure):
        if self.accumulates(node) is not None:
            name = self.accumulates(node)
            value = node.value
            for other in own_statements(value):
                if isinstance(other, ast.Name) and other.id != name and other.id in self.assigned \
                        and other.id not in sure:
                    self.found[other.id] = True
        elif isinstance(node, ast.Assign):
            self.read(node.value, sure)
            for target in node.targets:
                self.read(target, sure)
                sure.update(targets_of(target))
        elif isinstance(node, ast.AugAssign):
            self.read(node.value, sure)
            if isinstance(node.target, ast.Name):
                if node.target.id not in sure:
                    self.found[node.target.id] = True
                sure.add(node.target.id)
            else:
                self.read(node.target, sure)
        elif isinstance(node, ast.If):
            self.read(node.test, sure)
            self.branch([node.body, node.orelse], sure)
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            self.read(node.iter, sure)
            inner = set(sure) | set(targets_of(node.target))
            self.block(node.body, inner)
            self.block(node.orelse, set(sure))
        elif isinstance(node, ast.While):
            self.read(node.test, sure)
            self.block(node.body, set(sure))
            self.block(node.orelse, set(sure))
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                self.read(item.context_expr, sure)
                sure.update(targets_of(item.optional_vars))
            self.block(node.body, sure)
        elif isinstance(node, ast.Try) or type(node).__name__ == "TryStar":
            before = set(sure)
            self.block(node.body, sure)
            after = set(sure)
            for handler in node.handlers:
                inner = set(before) | ({handler.name} if handler.name else set())
                self.block(handler.body, inner)
                if not (handler.body and isinstance(handler.body[-1], LEAVING)):
                    after &= inner
            self.block(node.orelse, sure)
            if node.handlers:
                sure &= after
            self.block(node.finalbody, sure)
        elif isinstance(node, FUNCTIONS + (ast.ClassDef,)):
            sure.add(getattr(node, "name", ""))
        else:
            self.read(node, sure)


def carried_names(loop):
    """Names handed from one iteration of a for or while loop to the next, accumulators left out."""
    assigned = set()
    for node in own_statements(loop):
        if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
            assigned.add(node.id)
    header = set(targets_of(loop.target)) if isinstance(loop, (ast.For, ast.AsyncFor)) else set()
    walk = Carried(assigned - header)
    sure = set(header)
    if isinstance(loop, ast.While):
        walk.read(loop.test, sure)
    walk.block(loop.body, sure)
    return sorted(walk.found)


def leaves_early(loop):
    stack = list(loop.body)
    while stack:
        node = stack.pop()
        if isinstance(node, (ast.Return, ast.Raise)):
            return True
        if isinstance(node, ast.Break):
            return True
        if isinstance(node, FUNCTIONS + (ast.ClassDef,)):
            continue
        for child in ast.iter_child_nodes(node):
            if isinstance(node, (ast.For, ast.AsyncFor, ast.While)) and isinstance(child, ast.Break):
                continue
            stack.append(child)
    return False
