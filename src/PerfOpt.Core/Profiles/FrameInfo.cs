namespace PerfOpt.Core.Profiles;

/// <summary>A handle to an interned frame of one <see cref="StackProfile"/>.</summary>
public readonly record struct FrameId(int Value);

/// <summary>A handle to an interned stack of one <see cref="StackProfile"/>; the empty stack is -1.</summary>
public readonly record struct StackId(int Value)
{
    /// <summary>The stack without frames.</summary>
    public static StackId Empty => new(-1);
}

/// <summary>One frame: a function at a line.</summary>
/// <param name="Symbol">The function's qualified name where the runtime tells it, else its name.</param>
/// <param name="File">The file as the runtime names it; empty for a frame without source.</param>
/// <param name="Line">1-based; 0 where not known.</param>
/// <param name="FirstLine">Where the function begins; 0 where not known.</param>
/// <param name="Origin">Whose code it is.</param>
public sealed record FrameInfo(string Symbol, string File, int Line, int FirstLine, FrameOrigin Origin);

/// <summary>Whose code a frame is.</summary>
public enum FrameOrigin
{
    /// <summary>The user's own.</summary>
    Own,
    /// <summary>Of an installed package.</summary>
    Library,
    /// <summary>Of the runtime or its standard library.</summary>
    Runtime,
}
