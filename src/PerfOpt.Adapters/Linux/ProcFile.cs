using Microsoft.Win32.SafeHandles;

namespace PerfOpt.Adapters.Linux;

/// <summary>A small file of procfs kept open and read again from its start; one call for each reading.</summary>
public sealed class ProcFile : IDisposable
{
    private readonly SafeFileHandle? _handle;

    /// <summary>Opens a file; one that may not be read yields empty readings.</summary>
    public ProcFile(string path)
    {
        try
        {
            _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _handle = null;
        }
    }

    /// <summary>Whether it could be opened.</summary>
    public bool IsOpen => _handle is not null;

    /// <summary>Reads into a buffer; the part that was filled, empty when the process or thread has ended.</summary>
    public ReadOnlySpan<byte> Read(Span<byte> buffer)
    {
        if (_handle is null)
            return [];
        try
        {
            return buffer[..RandomAccess.Read(_handle, buffer, 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Reads a whole small file once; empty where it cannot be read.</summary>
    public static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>What a symbolic link says, or null.</summary>
    public static string? ReadLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle?.Dispose();
}
