# Runs something of ours right after a module of the program is loaded.


class Finder(object):
    """Finds a module like the others do, so that something of ours runs right after it is loaded. Then it leaves."""

    def __init__(self):
        self.hooks = {}

    def find_spec(self, name, path=None, target=None):
        hook = self.hooks.get(name)
        if hook is None:
            return None
        del self.hooks[name]
        if not self.hooks and self in sys.meta_path:
            sys.meta_path.remove(self)
        for other in list(sys.meta_path):
            if other is self or not hasattr(other, "find_spec"):
                continue
            spec = other.find_spec(name, path, target)
            if spec is not None:
                if spec.loader is not None and hasattr(spec.loader, "exec_module"):
                    spec.loader = Loader(spec.loader, spec, hook)
                return spec
        return None


class Loader(object):
    """Loads by the module's real loader, then calls the hook."""

    def __init__(self, original, spec, hook):
        self.original, self.spec, self.hook = original, spec, hook

    def create_module(self, spec):
        try:
            return self.original.create_module(spec)
        except BaseException:
            hide()
            raise

    def exec_module(self, module):
        self.spec.loader = self.original
        module.__loader__ = self.original
        try:
            self.original.exec_module(module)
        except BaseException:
            hide()
            raise
        try:
            self.hook(module)
        except Exception:
            failed("hook of " + self.spec.name)


finder = Finder()


def after_import(name, hook):
    """Calls the hook with the module: now if it is loaded already, else when the program loads it."""
    module = sys.modules.get(name)
    if module is None:
        finder.hooks[name] = hook
        if finder not in sys.meta_path:
            sys.meta_path.insert(0, finder)
        return
    try:
        hook(module)
    except Exception:
        failed("hook of " + name)
