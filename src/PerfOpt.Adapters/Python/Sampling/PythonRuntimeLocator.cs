using PerfOpt.Adapters.Linux;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>Finds the CPython of a process. Remembers files that it has read. Not safe for several threads.</summary>
internal sealed class PythonRuntimeLocator
{
    private const int MaxOtherFiles = 256;


    private readonly Dictionary<(string Path, long Length, DateTime Written), PythonBinary?> _known = [];

    /// <summary>Looks at what a process has mapped now.</summary>
    public Location Find(int processId)
    {
        string maps;
        try
        {
            maps = File.ReadAllText($"/proc/{processId}/maps");
        }
        catch (UnauthorizedAccessException)
        {
            return new Location(LocationStatus.Denied);
        }
        catch (IOException)
        {
            return new Location(LocationStatus.Gone);
        }
        var executable = ProcFile.ReadLink($"/proc/{processId}/exe") ?? "";
        foreach (var mapping in Candidates(MemoryMapping.Parse(maps), executable))
        {
            if (Open(processId, mapping, executable) is not { } binary)
                continue;
            if (binary.Image.BiasFor(mapping.Start, mapping.Offset) is { } bias)
                return Describe(processId, binary, mapping.Path, bias, executable);
        }
        return new Location(LocationStatus.NotPython);
    }

    /// <summary>One mapping for each file, at the file's lowest offset; the most promising files first.</summary>
    private static IEnumerable<MemoryMapping> Candidates(IReadOnlyList<MemoryMapping> mappings, string executable)
    {
        var files = mappings.Where(mapping => mapping.Path.StartsWith('/'))
            .GroupBy(mapping => mapping.Path, StringComparer.Ordinal)
            .Select(file => file.MinBy(mapping => mapping.Offset)!)
            .ToList();
        var executablePath = executable.Replace(" (deleted)", "", StringComparison.Ordinal);
        return files.OrderBy(mapping =>
                Path.GetFileName(mapping.Path).StartsWith("libpython", StringComparison.Ordinal) ? 0
                : mapping.Path == executablePath ? 1
                : 2)
            .Take(MaxOtherFiles);
    }

    private PythonBinary? Open(int processId, MemoryMapping mapping, string executable)
    {
        // Through the process's own root, which in a container is not ours; a file without a name through its mapping.
        string[] paths = mapping.Deleted
            ? [$"/proc/{processId}/map_files/{mapping.Start:x}-{mapping.End:x}",
                .. executable.StartsWith(mapping.Path, StringComparison.Ordinal)
                    ? (string[])[$"/proc/{processId}/exe"] : []]
            : [$"/proc/{processId}/root{mapping.Path}"];
        foreach (var path in paths)
        {
            try
            {
                var file = new FileInfo(path);
                var identity = (mapping.Deleted ? path : mapping.Path, mapping.Deleted ? 0 : file.Length,
                    file.LastWriteTimeUtc);
                if (!_known.TryGetValue(identity, out var binary))
                {
                    binary = PythonBinary.TryRead(
                        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete),
                        mapping.Path);
                    _known.Add(identity, binary);
                }
                return binary;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }
        return null;
    }

    private static Location Describe(
        int processId, PythonBinary binary, string path, ulong bias, string executable)
    {
        var memory = new ProcessMemory(processId);
        var versionText = binary.VersionText;
        uint? word = null;
        if (binary.VersionWord is { } at)
        {
            Span<byte> bytes = stackalloc byte[sizeof(uint)];
            var status = memory.Read(bias + at, bytes);
            if (status == MemoryStatus.Denied)
                return new Location(LocationStatus.Denied);
            if (status == MemoryStatus.Ok)
                word = BitConverter.ToUInt32(bytes);
        }
        if (word is { } value && value >> 24 == 3)
            versionText = PythonBinary.Format(value);
        if (PythonBinary.Parse(versionText) is not { } version)
            return new Location(LocationStatus.NotPython);
        PythonOffsets? offsets = null;
        var freeThreaded = false;
        if (binary.Runtime is { } runtime)
        {
            offsets = PythonOffsetTable.Find(version.Minor);
            var block = new byte[DebugOffsets.BlockBytes];
            if (version.Minor >= PythonOffsetTable.FirstSelfDescribed && memory.Read(bias + runtime,
                block) == MemoryStatus.Ok)
            {
                freeThreaded = DebugOffsets.IsFreeThreaded(block);
                offsets = DebugOffsets.Parse(block);
            }
        }
        var reason = PythonRuntimeInfo.ReasonAgainst(version.Major, version.Minor, freeThreaded);
        if (reason is null && offsets is null)
            reason = $"CPython {versionText} does not publish offsets that can be trusted";
        return new Location(LocationStatus.Found)
        {
            Info = new PythonRuntimeInfo
            {
                Major = version.Major, Minor = version.Minor, Version = versionText, Unsupported = reason,
                    Binary = path,
            },
            Offsets = offsets,
            RuntimeAddress = bias + (binary.Runtime ?? 0),
            CodeType = binary.CodeType is { } type ? bias + type : 0,
            LibraryFolders = PythonOrigins.LibraryFolders(version.Minor, path, executable),
        };
    }

    /// <summary>How looking went.</summary>
    internal enum LocationStatus
    {
        /// <summary>There is a CPython; it may not be understood.</summary>
        Found,
        /// <summary>There is none, at least not yet.</summary>
        NotPython,
        /// <summary>The kernel refuses.</summary>
        Denied,
        /// <summary>The process has ended.</summary>
        Gone,
    }

    /// <summary>What was found.</summary>
    internal sealed record Location(LocationStatus Status)
    {
        public PythonRuntimeInfo? Info { get; init; }

        public PythonOffsets? Offsets { get; init; }

        public ulong RuntimeAddress { get; init; }

        public ulong CodeType { get; init; }

        public IReadOnlyList<string> LibraryFolders { get; init; } = [];
    }
}
