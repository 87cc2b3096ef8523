namespace PerfOpt.Cli.Doctor;

/// <summary>What checks look at.</summary>
public interface IMachine
{
    /// <summary>A variable of the environment.</summary>
    string? Variable(string name);

    /// <summary>A file's text; null where it does not exist or may not be read.</summary>
    string? Read(string path);

    /// <summary>Whether a file exists.</summary>
    bool FileExists(string path);

    /// <summary>Full paths of a folder's entries; empty where it does not exist or may not be read.</summary>
    IReadOnlyList<string> Entries(string folder);

    /// <summary>The path with every symbolic link followed.</summary>
    string Resolve(string path);

    /// <summary>Bytes free to this user on the file system of a path; null where not known.</summary>
    long? FreeBytes(string path);

    /// <summary>Why a file cannot be written in a folder (made or not yet made); null where it can.</summary>
    string? WhyNotWritable(string folder);

    /// <summary>Processors that the process may use.</summary>
    int Processors { get; }
}

/// <summary>One check.</summary>
public interface IDoctorCheck
{
    /// <summary>Checks.</summary>
    CheckResult Run(IMachine machine);
}
