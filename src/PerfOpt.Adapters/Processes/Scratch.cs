using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PerfOpt.Adapters.Processes.Native;
using PerfOpt.Core.Model;

namespace PerfOpt.Adapters.Processes;

/// <summary>
/// A directory for what is needed while perfopt runs: <c>$TMPDIR/perfopt-…</c>, open to its owner alone. It goes when
/// it is disposed, with the guard when perfopt dies, and else when the next perfopt starts.
/// </summary>
public sealed unsafe class Scratch : IDisposable
{
    private const string Prefix = "perfopt-";
    private const string OwnerFile = ".owner";
    private const uint OwnerOnly = 0b111_000_000;

    private Scratch(string path) => FullPath = path;

    /// <summary>The directory.</summary>
    public string FullPath { get; }

    /// <summary>Makes one. Hand it to <see cref="ProcessRunner.Protect"/> before a target runs.</summary>
    /// <exception cref="PerfOptException">The temporary directory cannot be written (exit code 4).</exception>
    public static Scratch Create()
    {
        string path = Path.Combine(
            Path.GetFullPath(Path.GetTempPath()), Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        string? failure = Attempt(() =>
        {
            if (Libc.mkdir(path, OwnerOnly) != 0)
                throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
            File.WriteAllText(Path.Combine(path, OwnerFile), Owner(Environment.ProcessId));
        });
        if (failure is null)
            return new Scratch(path);
        Delete(path);
        throw new PerfOptException(
            $"The temporary directory cannot be written: {failure}",
            "Name another one: TMPDIR=/path/with/space perfopt …",
            ExitCodes.EnvironmentNotReady);
    }

    /// <summary>The path of a file in it.</summary>
    public string PathOf(string name) => Path.Combine(FullPath, name);

    /// <summary>Deletes those whose perfopt is dead. What cannot be deleted stays.</summary>
    /// <returns>How many were deleted.</returns>
    public static int CollectStale()
    {
        int deleted = 0;
        // Without a temporary directory to read there is nothing to collect.
        _ = Attempt(() =>
        {
            foreach (string directory in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
            {
                if (IsStale(directory) && Delete(directory))
                    deleted++;
            }
        });
        return deleted;
    }

    /// <inheritdoc/>
    public void Dispose() => Delete(FullPath);

    /// <summary>Deletes a directory with all in it; links in it are removed and not followed.</summary>
    /// <returns>Whether it is gone.</returns>
    internal static bool Delete(string directory)
    {
        for (int attempt = 0; attempt < 2 && Directory.Exists(directory); attempt++)
        {
            if (Attempt(() => Directory.Delete(directory, recursive: true)) is not null)
                _ = Attempt(() => OpenToOwner(directory));
        }
        return !Directory.Exists(directory);
    }

    /// <summary>Gives the owner back the right to delete, for directories that a target made read-only.</summary>
    private static void OpenToOwner(string directory)
    {
        _ = Libc.chmod(directory, OwnerOnly);
        foreach (var child in new DirectoryInfo(directory).EnumerateDirectories())
        {
            if (child.LinkTarget is null)
                OpenToOwner(child.FullName);
        }
    }

    /// <summary>Does something with files.</summary>
    /// <returns>Null, or why it failed.</returns>
    private static string? Attempt(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (IOException e)
        {
            return e.Message;
        }
        catch (UnauthorizedAccessException e)
        {
            return e.Message;
        }
    }

    private static bool IsStale(string directory)
    {
        string text = "";
        // Unreadable: it is just being made, or not one of ours.
        if (!IsOwn(directory)
            || Attempt(() => text = File.ReadAllText(Path.Combine(directory, OwnerFile))) is not null)
            return false;
        string[] words = text.Split(' ');
        if (words.Length != 4 || !int.TryParse(words[0], CultureInfo.InvariantCulture, out int pid))
            return false;
        if (words[2] != BootId())
            return true;
        // An id counts only within its own namespace: another container may share this directory.
        return words[3] == ProcessNamespace() && Owner(pid) != text;
    }

    /// <summary>A process's identity: its id, its start, the boot and the namespace in which the id holds.</summary>
    private static string Owner(int pid)
    {
        string start = ProcessTable.Find(pid)?.StartTicks.ToString(CultureInfo.InvariantCulture) ?? "gone";
        return $"{pid.ToString(CultureInfo.InvariantCulture)} {start} {BootId()} {ProcessNamespace()}";
    }

    private static string BootId() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    private static string ProcessNamespace() => new FileInfo("/proc/self/ns/pid").LinkTarget ?? "unknown";

    /// <summary>Whether it is a directory (and no link) of this user.</summary>
    private static bool IsOwn(string directory)
    {
        const uint typeAndUser = 0x1 | 0x8; // STATX_TYPE | STATX_UID
        byte* buffer = stackalloc byte[256];
        if (Libc.statx(Libc.AtFdCwd, directory, Libc.AtSymlinkNoFollow, typeAndUser, buffer) != 0)
            return false;
        uint user = *(uint*)(buffer + 20);
        ushort mode = *(ushort*)(buffer + 28);
        return user == Libc.geteuid() && (mode & 0xf000) == 0x4000;
    }
}
