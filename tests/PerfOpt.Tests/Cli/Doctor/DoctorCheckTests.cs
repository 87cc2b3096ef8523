using PerfOpt.Cli.Doctor;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Cli.Doctor;

public sealed class DoctorCheckTests
{
    private readonly FakeMachine _machine = new();

    [Theory]
    [InlineData("10.0.1", CheckStatus.Ok)]
    [InlineData("11.0.0", CheckStatus.Ok)]
    [InlineData("9.0.4", CheckStatus.Failed)]
    public void The_runtime_is_new_enough(string version, CheckStatus status) =>
        Check(new DotNetCheck(Version.Parse(version)), status);

    [Fact]
    public void Interpreters_are_found_on_the_path_of_pyenv_and_of_the_system()
    {
        _machine.Variables["PATH"] = "/srv/me/.pyenv/shims:/opt/conda/bin:/usr/bin";
        _machine.Variables["HOME"] = "/srv/me";
        _machine.Files["/srv/me/.pyenv/shims/python3"] = "#!/bin/sh";
        _machine.Links["/opt/conda/bin/python3"] = "/opt/conda/bin/python3.12";
        _machine.Links["/usr/bin/python3"] = "/usr/bin/python3.11";
        _machine.Links["/srv/me/.pyenv/versions/3.7.1/bin/python3"] = "/srv/me/.pyenv/versions/3.7.1/bin/python3.7";
        _machine.Links["/srv/me/.pyenv/versions/3.8.2/bin/python3"] = "/srv/me/.pyenv/versions/3.8.2/bin/python3.8";

        Check(new PythonCheck(), CheckStatus.Ok).Found.ShouldBe("3.8, 3.11, 3.12 (not for profiling: 3.7)");
    }

    [Fact]
    public void An_interpreter_without_a_version_in_its_name_is_known_by_its_library()
    {
        _machine.Variables["PATH"] = "/opt/py/bin";
        _machine.Files["/opt/py/bin/python3"] = "";
        _machine.Files["/opt/py/lib/python3.13/os.py"] = "";

        Check(new PythonCheck(), CheckStatus.Ok).Found.ShouldBe("3.13");
    }

    [Theory]
    [InlineData(null, "no interpreter found; CPython 3.8 to 3.14 can be profiled")]
    [InlineData("3.15", "only 3.15 found; CPython 3.8 to 3.14 can be profiled")]
    public void Without_an_interpreter_that_can_be_profiled_it_fails(string? version, string found)
    {
        if (version is not null)
            _machine.Links["/usr/bin/python3"] = $"/usr/bin/python{version}";

        Check(new PythonCheck(), CheckStatus.Failed).Found.ShouldBe(found);
    }

    [Theory]
    [InlineData(null, false, CheckStatus.Ok)]
    [InlineData("0", false, CheckStatus.Ok)]
    [InlineData("1", false, CheckStatus.Warning)]
    [InlineData("1", true, CheckStatus.Ok)]
    [InlineData("2", false, CheckStatus.Failed)]
    [InlineData("2", true, CheckStatus.Ok)]
    [InlineData("3", true, CheckStatus.Failed)]
    public void Access_to_processes_follows_yama_and_the_capability(string? scope, bool capable, CheckStatus status)
    {
        if (scope is not null)
            _machine.Files["/proc/sys/kernel/yama/ptrace_scope"] = scope + "\n";
        _machine.Files["/proc/self/status"] =
            $"Name:\tx\nCapEff:\t{(capable ? "0000000000080000" : "0000000000040000")}\n";

        CheckResult result = Check(new PtraceCheck(), status);
        if (status == CheckStatus.Warning)
            result.Mend.ShouldBe("sudo sysctl kernel.yama.ptrace_scope=0");
    }

    [Theory]
    [InlineData("/.dockerenv", "")]
    [InlineData("/run/.containerenv", "")]
    [InlineData("/proc/1/cgroup", "0::/docker/abc")]
    public void In_a_container_the_mend_is_the_containers(string file, string text)
    {
        _machine.Files[file] = text;
        _machine.Files["/proc/sys/kernel/yama/ptrace_scope"] = "1";

        Check(new PtraceCheck(), CheckStatus.Warning).Mend.ShouldBe("start the container with --cap-add=SYS_PTRACE");
    }

    [Fact]
    public void The_memory_of_a_child_is_really_read()
    {
        ChildMemory.Read().ShouldBeNull();
        Check(new ChildMemoryCheck(() => null), CheckStatus.Ok);
        Check(new ChildMemoryCheck(() => "refused"), CheckStatus.Failed).Found.ShouldEndWith(": refused");
    }

    [Fact]
    public void Files_of_the_kernel_are_needed_or_only_useful()
    {
        foreach (string file in new[] { "stat", "status", "maps", "schedstat", "syscall", "wchan", "io" })
            _machine.Files[$"/proc/self/{file}"] = "";
        Check(new ProcFilesCheck(), CheckStatus.Ok);
        _machine.Files.Remove("/proc/self/wchan");
        Check(new ProcFilesCheck(), CheckStatus.Warning).Found.ShouldStartWith("cannot be read: wchan;");
        _machine.Files.Remove("/proc/self/maps");
        Check(new ProcFilesCheck(), CheckStatus.Failed).Found.ShouldBe("cannot be read: maps");
    }

    [Fact]
    public void The_sqlite_library_is_loaded()
    {
        Check(new SqliteCheck(SqliteLibrary.Version), CheckStatus.Ok).Found.ShouldStartWith("3.");
        Check(new SqliteCheck(() => throw new DllNotFoundException("e_sqlite3")), CheckStatus.Failed)
            .Found.ShouldContain("e_sqlite3");
    }

    [Fact]
    public void Git_is_wished_for()
    {
        _machine.Variables["PATH"] = "/bin:/usr/bin";
        Check(new GitCheck(), CheckStatus.Warning);
        _machine.Files["/usr/bin/git"] = "";
        Check(new GitCheck(), CheckStatus.Ok).Found.ShouldBe("/usr/bin/git");
    }

    [Fact]
    public void The_output_folder_can_be_written_to()
    {
        Check(new OutputFolderCheck("/out"), CheckStatus.Ok);
        _machine.Refusal = "Read-only file system";
        Check(new OutputFolderCheck("/out"), CheckStatus.Failed)
            .Found.ShouldBe("/out cannot be written to: Read-only file system");
    }

    [Theory]
    [InlineData(null, CheckStatus.Information)]
    [InlineData(10L << 20, CheckStatus.Failed)]
    [InlineData(100L << 20, CheckStatus.Warning)]
    [InlineData(9000L << 20, CheckStatus.Ok)]
    public void There_is_room(long? free, CheckStatus status)
    {
        _machine.Free = free;
        Check(new FreeSpaceCheck("space", "/tmp"), status);
    }

    [Theory]
    [InlineData("0.10 0.2 0.3 1/100 5", CheckStatus.Ok)]
    [InlineData("3.10 0.2 0.3 1/100 5", CheckStatus.Warning)]
    [InlineData("nonsense", CheckStatus.Information)]
    [InlineData("", CheckStatus.Information)]
    public void A_busy_machine_is_noticed(string text, CheckStatus status)
    {
        _machine.Files["/proc/loadavg"] = text;
        Check(new LoadCheck(), status);
    }

    [Theory]
    [InlineData(null, CheckStatus.Information)]
    [InlineData("performance\n", CheckStatus.Ok)]
    [InlineData("powersave\n", CheckStatus.Warning)]
    public void A_clock_rate_that_changes_is_noticed(string? governor, CheckStatus status)
    {
        if (governor is not null)
            _machine.Files["/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"] = governor;
        Check(new GovernorCheck(), status);
    }

    [Theory]
    [InlineData(null, CheckStatus.Information)]
    [InlineData("-1\n", CheckStatus.Ok)]
    [InlineData("2\n", CheckStatus.Ok)]
    [InlineData("4\n", CheckStatus.Information)]
    public void Perf_events_are_for_information(string? level, CheckStatus status)
    {
        if (level is not null)
            _machine.Files["/proc/sys/kernel/perf_event_paranoid"] = level;
        Check(new PerfEventCheck(), status);
    }

    [Fact]
    public void The_list_is_shown_with_marks_and_mends()
    {
        var report = new DoctorReport(
        [
            new("one", CheckStatus.Ok, "fine"),
            new("second", CheckStatus.Warning, "so so", "mend it"),
            new("third", CheckStatus.Failed, "words that are too long for a line of forty columns", "run this"),
        ]);

        DoctorText.Write(report, colour: false, width: 40).ShouldBe("""
            ✓ one     fine
            ! second  so so
                      mend: mend it
            ✗ third   words that are too long for a
                      line of forty columns
                      mend: run this

            Not ready: 1 check failed, 1 warning.
            """);
        DoctorText.Write(report, colour: true, width: 80).ShouldContain("\u001b[31m✗\u001b[0m third");
    }

    [Fact]
    public void The_real_machine_answers_what_does_not_exist_with_nothing()
    {
        var machine = new Machine();
        machine.Read("/no/such/file").ShouldBeNull();
        machine.Entries("/no/such/folder").ShouldBeEmpty();
        machine.FreeBytes("/no/such/folder").ShouldNotBeNull();
        machine.Read("/proc/self/status").ShouldNotBeNull();
    }

    private CheckResult Check(IDoctorCheck check, CheckStatus status)
    {
        CheckResult result = check.Run(_machine);
        result.Status.ShouldBe(status, result.Found);
        result.Found.ShouldNotBeNullOrWhiteSpace();
        (result.Mend is not null).ShouldBe(status is CheckStatus.Failed or CheckStatus.Warning
            || (status == CheckStatus.Information && result.Mend is not null));
        return result;
    }
}
