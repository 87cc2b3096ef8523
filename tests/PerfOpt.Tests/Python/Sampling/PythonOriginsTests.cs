using PerfOpt.Adapters.Python.Sampling;
using PerfOpt.Core.Profiles;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Python.Sampling;

/// <summary>Whose code a file is.</summary>
public sealed class PythonOriginsTests
{
    private static readonly IReadOnlyList<string> Folders = PythonOrigins.LibraryFolders(
        11, "/opt/py/lib/libpython3.11.so.1.0", "/opt/py/bin/python3.11");

    [Theory]
    [InlineData("/srv/me/app.py", FrameOrigin.Own)]
    [InlineData("/srv/me/lib/python3.11/app.py", FrameOrigin.Own)]
    [InlineData("<string>", FrameOrigin.Own)]
    [InlineData("", FrameOrigin.Runtime)]
    [InlineData("<frozen importlib._bootstrap>", FrameOrigin.Runtime)]
    [InlineData("/opt/py/lib/python3.11/json/decoder.py", FrameOrigin.Runtime)]
    [InlineData("/usr/lib/python3.11/os.py", FrameOrigin.Runtime)]
    [InlineData("/opt/py/lib/python3.11/site-packages/flask/app.py", FrameOrigin.Library)]
    [InlineData("/srv/me/.venv/lib/python3.11/site-packages/flask/app.py", FrameOrigin.Library)]
    [InlineData("/usr/lib/python3/dist-packages/yaml/__init__.py", FrameOrigin.Library)]
    public void Goes_by_the_folder(string file, FrameOrigin origin) =>
        PythonOrigins.Of(file, Folders).ShouldBe(origin);

    [Theory]
    [InlineData("app.py", "/srv", "/srv/app.py")]
    [InlineData("../x/app.py", "/srv/y", "/srv/x/app.py")]
    [InlineData("/abs/app.py", "/srv", "/abs/app.py")]
    [InlineData("<string>", "/srv", "<string>")]
    [InlineData("app.py", "", "app.py")]
    public void Makes_paths_absolute(string file, string directory, string expected) =>
        PythonOrigins.Absolute(file, directory).ShouldBe(expected);

    [Theory]
    [InlineData("app.py", "/srv/me/app.py")]
    [InlineData("/srv/lib/../app.py", "/srv/app.py")]
    [InlineData("<string>", "<string>")]
    [InlineData("a\0b.py", "")]
    public void A_name_is_made_absolute_and_garbage_is_no_name(string file, string expected) =>
        PythonOrigins.Absolute(file, "/srv/me").ShouldBe(expected);
}
