using PerfOpt.Adapters.Python.Probe;
using PerfOpt.Core.Profiles;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Python.Probe;

public sealed class OperationTests : IDisposable
{
    private readonly PythonRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Waits_one_after_another_are_told_from_those_at_once(string python)
    {
        var log = await LogOf(python, """
            import threading, time
            from time import sleep
            def apart():
                for i in range(4):
                    sleep(0.01 + i / 1000)
            gate = threading.Barrier(3)
            def together():
                gate.wait()
                time.sleep(0.3)
            apart()
            threads = [threading.Thread(target=together) for _ in range(3)]
            for t in threads: t.start()
            for t in threads: t.join()
            """);

        var apart = Site(log, OperationType.Sleep, 5);
        (apart.Name, apart.Count, apart.MostAtOnce, apart.Threads, apart.DistinctArguments, apart.Activations)
            .ShouldBe(("time.sleep", 4L, 1, 1, 4L, 1L));
        apart.TotalSeconds.ShouldBeGreaterThan(0.046);
        apart.Stack.Select(f => f.Line).ShouldBe([5, 10]);
        apart.InEventLoop.ShouldBeFalse();
        var together = Site(log, OperationType.Sleep, 9);
        (together.Count, together.Threads).ShouldBe((3L, 3));
        together.MostAtOnce.ShouldBeGreaterThan(1);
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Requests_processes_and_files_are_counted_at_the_users_line(string python)
    {
        var log = await LogOf(python, """
            import http.server, os, subprocess, sys, threading, urllib.request
            class Handler(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(b"hello")
                def log_message(self, *args): pass
            server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            def fetch(n):
                url = "http://127.0.0.1:%d/%d" % (server.server_port, n)
                return urllib.request.urlopen(url).read()
            for n in range(3):
                assert fetch(n) == b"hello"
            for n in range(2):
                subprocess.run(["/bin/true"], check=True)
            for n in range(5):
                with open("file%d" % n, "w") as f:
                    f.write("x")
                    f.flush()
                    os.fsync(f.fileno())
            server.shutdown()
            """);

        var request = Site(log, OperationType.HttpRequest, 12);
        (request.Count, request.DistinctArguments, request.MostAtOnce).ShouldBe((3L, 3L, 1));
        log.Sites.ShouldNotContain(s => s.Type == OperationType.SocketConnect && s.Frame.Line == 12);
        Site(log, OperationType.ProcessStart, 16).Count.ShouldBe(2);
        Site(log, OperationType.ProcessWait, 16).Count.ShouldBe(2);
        var files = Site(log, OperationType.FileOpen, 18);
        (files.Count, files.DistinctArguments, files.Timed, files.TotalSeconds).ShouldBe((5L, 5L, false, 0.0));
        Site(log, OperationType.FileSync, 21).Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_blocking_call_on_an_event_loop_is_marked()
    {
        var log = await LogOf(Interpreters.Newest, """
            import asyncio, time
            async def main():
                time.sleep(0.01)
                await asyncio.sleep(0)
            asyncio.run(main())
            """);

        Site(log, OperationType.Sleep, 3).InEventLoop.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task Awaited_waits_are_told_by_whether_they_overlap(string python)
    {
        var log = await LogOf(python, """
            import asyncio, inspect
            async def serve(reader, writer):
                writer.write(await reader.readline())
                await writer.drain()
                writer.close()
            async def apart():
                for i in range(4):
                    await asyncio.sleep(0.01)
            async def wait(i):
                await asyncio.sleep(0.05)
            async def ask(port):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(b"hello\n")
                assert await reader.read(-1) == b"hello\n"
                writer.close()
            async def main():
                await apart()
                await asyncio.gather(*[wait(i) for i in range(3)])
                server = await asyncio.start_server(serve, "127.0.0.1", 0)
                port = server.sockets[0].getsockname()[1]
                for _ in range(2):
                    await ask(port)
                server.close()
                try:
                    await asyncio.wait_for(asyncio.sleep(9), 0.01)
                except asyncio.TimeoutError:
                    print("stopped", inspect.iscoroutinefunction(asyncio.sleep))
            asyncio.run(main())
            """);

        _room.Runner.Output.ShouldBe("stopped True\n");
        var apart = Site(log, OperationType.Sleep, 8);
        (apart.Name, apart.Count, apart.MostAtOnce, apart.InEventLoop).ShouldBe(("asyncio.sleep", 4L, 1, false));
        apart.TotalSeconds.ShouldBeGreaterThan(0.039);
        var together = Site(log, OperationType.Sleep, 10);
        (together.Count, together.MostAtOnce).ShouldBe((3L, 3));
        Site(log, OperationType.SocketConnect, 12).Count.ShouldBe(2);
        Site(log, OperationType.SocketTransfer, 14).Count.ShouldBe(2);
    }

    private async Task<OperationLog> LogOf(string python, string text)
    {
        var script = _room.Write("app.py", text);
        var result = await PythonProbe.RunAsync(
            _room.Runner, _room.Request(python, script), _room.Scratch, null, TestContext.Current.CancellationToken);
        result.Run.ExitCode.ShouldBe(0, _room.Runner.Error);
        _room.Runner.Error.ShouldBeEmpty();
        result.Gaps.ShouldBeEmpty();
        result.Statements.ShouldBeNull();
        return result.Operations.ShouldNotBeNull();
    }

    private static OperationSite Site(OperationLog log, OperationType type, int line) =>
        log.Sites.Where(s => s.Type == type && s.Frame.Line == line).ShouldHaveSingleItem();
}
