using PerfOpt.Adapters.Python.Probe;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Python.Probe;

public sealed class InjectionTests : IDisposable
{
    private const string Query = "import sqlite3; sqlite3.connect(':memory:').execute('select 42').fetchone()";

    private readonly PythonRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Each_way_to_start_a_program_is_seen(string python)
    {
        _room.Write("app.py", "import helper, sys\nprint(__name__, sys.argv, __file__)\n" + Query);
        _room.Write("helper.py", "");
        _room.Write("pack/__init__.py", "");
        _room.Write(
            "pack/__main__.py", "import sys\nfrom . import inner\nprint(__name__, __package__, sys.argv[1:])\n");
        _room.Write("pack/inner.py", Query);
        _room.Write("replaced.py", "import sys\nsys.path = [p for p in sys.path if 'python3' in p]\n" + Query);
        _room.WriteExecutable("tool", $"#!{python}\n" + Query);
        string[][] commands =
        [
            [python, "app.py", "-x", "1"],
            [python, "-u", "-X", "faulthandler", "-W", "ignore", "app.py"],
            [python, "-c", Query + "; import sys; print(sys.argv)", "a"],
            [python, "-m", "pack", "one"],
            [python, "replaced.py"],
            [Path.Combine(_room.Work, "tool")],
        ];
        foreach (var command in commands)
            await ShouldBeSeen(command);
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task An_interpreter_that_ignores_the_environment_is_started_otherwise(string python)
    {
        _room.Write("app.py", "import sys\nprint(__name__, sys.argv, __file__, sys.flags.isolated)\n" + Query);
        _room.Write("pack/__init__.py", "");
        _room.Write("pack/__main__.py", "import sys\nprint(__name__, __package__, sys.argv[1:])\n" + Query);
        _room.Write("bad.py", "def f():\n    return 1 / 0\nf()\n");
        _room.WriteExecutable("tool", $"#!{python} -I\n" + Query);
        string[][] commands =
        [
            [python, "-I", "app.py", "-x", "1"],
            [python, "-E", "app.py"],
            [python, "-S", "app.py"],
            [python, "-Ic", Query + "; import sys; print(sys.argv, __name__)", "a"],
            [python, "-E", "-m", "pack", "one"],
            [Path.Combine(_room.Work, "tool")],
        ];
        foreach (var command in commands)
            await ShouldBeSeen(command);
        var result = await Probe([python, "-I", "bad.py"]);
        result.Run.ExitCode.ShouldBe(1);
        _room.Runner.Error.ShouldBe(await PlainError([python, "-I", "bad.py"]));
    }

    [Fact]
    public async Task What_cannot_be_seen_is_said()
    {
        var nothing = await Probe(["/bin/true"]);
        nothing.Statements.ShouldBeNull();
        nothing.Gaps.ShouldHaveSingleItem().Why.ShouldContain("No CPython process");
        var silent = await Probe([Interpreters.Newest, "-I", "-"]);
        silent.Gaps.ShouldHaveSingleItem().Why.ShouldContain("ignore the environment");
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Behaviour_is_unchanged(string python)
    {
        _room.Write("app.py", """
            import os, sqlite3, subprocess, sys, time, traceback, warnings
            print(os.environ.get("PYTHONPATH"), "sitecustomize" in sys.modules)
            print([p for p in sys.path if "python-statements" in p])
            db = sqlite3.connect(":memory:")
            def fail(what):
                try:
                    what()
                except Exception:
                    traceback.print_exc()
            def rows():
                yield (1,)
                raise ValueError("from the generator")
            db.execute("create table t(a unique)")
            fail(lambda: db.execute("selec"))
            fail(lambda: db.execute("insert into t values (?)", (1, 2)))
            fail(lambda: db.executemany("insert into t values (?)", rows()))
            fail(lambda: db.executescript("select 1; nonsense"))
            fail(lambda: db.cursor().execute(7))
            fail(lambda: time.sleep("x"))
            fail(lambda: time.sleep(-1))
            fail(lambda: subprocess.run(["/nonexistent/program"]))
            fail(lambda: sqlite3.connect("/nonexistent/folder/x.db"))
            closed = sqlite3.connect(":memory:"); closed.close()
            fail(lambda: closed.execute("select 1"))
            print(list(db.execute("select a from t order by a")), repr(time.sleep), repr(sqlite3.connect))
            print(sqlite3.Connection, sqlite3.Cursor, sqlite3.Connection.execute.__name__)
            db.set_trace_callback(lambda s: print("traced", s))
            db.executescript("select 8;")
            class Up(Exception):
                pass
            def up():
                with db:
                    raise Up("kept")
            fail(up)
            sys.stdout.flush()
            db.execute("select * from missing")
            """);
        var (plainOutput, plainError, plainExit) = await Plain([python, "app.py"]);

        var result = await Probe([python, "app.py"]);

        _room.Runner.Output.ShouldBe(plainOutput);
        WithoutCarets(_room.Runner.Error).ShouldBe(WithoutCarets(plainError));
        result.Run.ExitCode.ShouldBe(plainExit);
        Directory.GetDirectories(_room.Work).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task The_users_own_sitecustomize_runs_once(string python)
    {
        _room.Write("lib/sitecustomize.py", "import os\nprint('mine', os.environ['PYTHONPATH'].endswith('/lib'))\n");
        const string Where = "sys.modules['sitecustomize'].__file__.endswith('/lib/sitecustomize.py')";
        _room.Write("app.py", $"import sys\nprint({Where})\n" + Query);
        var request = _room.Request(python, "app.py") with
        {
            Environment = new Dictionary<string, string?> { ["PYTHONPATH"] = Path.Combine(_room.Work, "lib") },
        };

        var result = await PythonProbe.RunAsync(
            _room.Runner, request, _room.Scratch, null, TestContext.Current.CancellationToken);

        _room.Runner.Output.ShouldBe("mine True\nTrue\n");
        result.Statements.ShouldNotBeNull().Templates.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("import os; os._exit(3)", 3)]
    [InlineData("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", 143)]
    [InlineData("import os; os.execv('/bin/sh', ['sh', '-c', 'exit 5'])", 5)]
    [InlineData("import sys; sys.exit('bye')", 1)]
    [InlineData("import threading; threading.Thread(target=lambda: 1/0).start()", 0)]
    public async Task However_it_ends_the_statements_are_kept(string end, int exitCode)
    {
        _room.Write("app.py", Query + "\n" + end);

        var result = await Probe([Interpreters.Newest, "app.py"]);

        result.Run.ExitCode.ShouldBe(exitCode);
        result.Statements.ShouldNotBeNull().Templates.ShouldHaveSingleItem().Calls.ShouldBe(1);
        result.Gaps.ShouldBeEmpty();
        result.Interpreter.ShouldBe(Interpreters.Newest);
        result.Version.ShouldBe(Interpreters.VersionOf(Interpreters.Newest).ToString());
    }

    [Fact]
    public async Task A_process_that_is_killed_says_so()
    {
        _room.Write("app.py", "import os, signal\n" + Query + "\nos.kill(os.getpid(), signal.SIGKILL)");

        var result = await Probe([Interpreters.Newest, "app.py"]);

        result.Gaps.ShouldHaveSingleItem().Why.ShouldContain("killed");
    }

    [Fact]
    public async Task Malformed_results_are_a_gap()
    {
        _room.Write("app.py", """
            import glob, os
            place = [p for p in open("/proc/self/environ").read().split("\0") if p.startswith("PYTHONPATH=")][0][11:]
            out = os.path.join(place, "out")
            open(os.path.join(out, "statements-1-1.json"), "w").write('{"frames":[[1,2],["\\ud800"]],"templates":7')
            templates = '[{"database":9},{"sites":[{"stack":[-1,99]}],"samples":[[1]]}]'
            text = '{"final":true,"databases":[{}],"templates":%s}' % templates
            open(os.path.join(out, "statements-1-2.json"), "w").write(text)
            """);

        var result = await Probe([Interpreters.Newest, "app.py"]);

        result.Gaps.ShouldHaveSingleItem().Why.ShouldContain("statements-1-1.json cannot be read");
    }

    private async Task ShouldBeSeen(string[] command)
    {
        var (plainOutput, plainError, plainExit) = await Plain(command);
        var result = await Probe(command);
        var text = string.Join(' ', command);
        _room.Runner.Output.ShouldBe(plainOutput, text);
        _room.Runner.Error.ShouldBe(plainError, text);
        result.Run.ExitCode.ShouldBe(plainExit, text);
        result.Gaps.ShouldBeEmpty(text);
        result.Statements.ShouldNotBeNull(text).Templates.ShouldHaveSingleItem().Calls.ShouldBe(1);
    }

    private Task<PythonProbeResult> Probe(string[] command) => PythonProbe.RunAsync(
        _room.Runner, _room.Request(command), _room.Scratch, null, TestContext.Current.CancellationToken);

    private async Task<(string Output, string Error, int Exit)> Plain(string[] command)
    {
        var runner = new ProcessRunner();
        var request = _room.Request(command) with
        {
            Environment = new Dictionary<string, string?> { ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };
        var result = await runner.RunAsync(request, null, TestContext.Current.CancellationToken);
        return (runner.Output, runner.Error, result.ExitCode);
    }

    private async Task<string> PlainError(string[] command) => (await Plain(command)).Error;

    // A call that raised inside a C function has a line of carets only where nothing of the call came back through it.
    private static string WithoutCarets(string text) =>
        string.Join('\n', text.Split('\n')
            .Where(l => l.Trim().Length == 0 || l.Trim().Any(c => c is not ('^' or '~'))));
}
