using System.Collections.Immutable;

namespace Holdpoint.World;

/// <summary>The only door to process, file, clock and environment; read-only by contract, but for
/// <see cref="IPrivateFolder"/>.</summary>
/// <remarks>Paths are absolute. No member throws for what the world may answer. Two implementations: the machine, and
/// the recorded world of the tests.</remarks>
internal interface IWorld
{
    /// <summary>The clock.</summary>
    TimeProvider Clock { get; }

    /// <summary>An environment variable of this process; null when unset.</summary>
    string? Variable(string name);

    /// <summary>All environment variables of this process.</summary>
    IEnumerable<KeyValuePair<string, string>> Variables => [];

    /// <summary>The user's home folder, absolute.</summary>
    string Home { get; }

    /// <summary>The program that asks databases about themselves, absolute; null where it is not installed.</summary>
    string? LiveProgram => null;

    /// <summary>The program that judges, absolute; null where that cannot be told.</summary>
    string? OwnProgram => null;

    /// <summary>What lies at a path; a symbolic link is not followed.</summary>
    Entry Look(string path);

    /// <summary>When what lies at a path came to be and last changed; a link is not followed; null where that cannot be
    /// told.</summary>
    FileAges? AgesOf(string path) => null;

    /// <summary>Which file a path names; a symbolic link is not followed; null where that cannot be told.</summary>
    FileIdentity? IdentityOf(string path) => null;

    /// <summary>The rights of what lies at a path, and where it leads if it is a link; null where that cannot be
    /// told.</summary>
    FileTraits? TraitsOf(string path) => null;

    /// <summary>A path with every symbolic link resolved, as far as it exists; null when it cannot be told (a loop, no
    /// access).</summary>
    string? RealPath(string path);

    /// <summary>A whole file.</summary>
    FileAnswer Read(string path, long maxBytes);

    /// <summary>The first bytes of a file, or all of a shorter one.</summary>
    FileAnswer ReadHead(string path, int bytes) => Read(path, long.MaxValue);

    /// <summary>The last bytes of a file, or all of a shorter one.</summary>
    FileAnswer ReadTail(string path, int bytes) => Read(path, long.MaxValue) switch
    {
        FileAnswer.Content content when content.Bytes.Length > bytes =>
            content with { Bytes = content.Bytes[^bytes..] },
        var answer => answer,
    };

    /// <summary>The entries of a folder, unordered; null when it is none or cannot be read.</summary>
    IEnumerable<Entry>? List(string path);

    /// <summary>Runs a program for its answer. Only for reading: the caller names arguments that change
    /// nothing.</summary>
    RunAnswer Run(RunRequest request);

    /// <summary>A new folder that only this user can read, removed when disposed: for a speculative plan.</summary>
    IPrivateFolder MakePrivateFolder();
}

/// <summary>A folder of our own that goes away with us.</summary>
internal interface IPrivateFolder : IDisposable
{
    string Path { get; }
}

/// <summary>What lies at a path.</summary>
internal enum EntryKind
{
    Missing,

    /// <summary>Something may be there, but we may not look.</summary>
    Unreadable,
    File,
    Folder,
    Link,

    /// <summary>A block or character device.</summary>
    Device,

    /// <summary>A pipe or a socket.</summary>
    Other,
}

/// <summary>One entry of the file system.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Bytes">Size of a file, else 0.</param>
internal readonly record struct Entry(string Path, EntryKind Kind, long Bytes, DateTimeOffset Modified)
{
    public bool Exists => Kind is not EntryKind.Missing;
}

/// <summary>The answer to reading a file.</summary>
internal abstract record FileAnswer
{
    internal sealed record Content(ReadOnlyMemory<byte> Bytes, DateTimeOffset Modified) : FileAnswer
    {
        /// <summary>The content as UTF-8 text.</summary>
        public string Text => System.Text.Encoding.UTF8.GetString(Bytes.Span);
    }

    internal sealed record Missing : FileAnswer;

    /// <summary>It is there, but was not read.</summary>
    /// <param name="Why">"larger than 512 MB", "permission denied".</param>
    internal sealed record Unreadable(string Why) : FileAnswer;
}

/// <summary>A program to run for its answer.</summary>
/// <param name="Program">An absolute path, or a name looked up on the PATH that it is given, in absolute folders
/// only.</param>
/// <param name="Environment">Variables to set (or, with null, to remove) on top of this process's.</param>
/// <param name="Deadline">When it is ended.</param>
/// <param name="MaxBytes">How much of its output is read before it is ended.</param>
internal sealed record RunRequest(
    string Program,
    ImmutableArray<string> Arguments,
    string Directory,
    ImmutableDictionary<string, string?> Environment,
    DateTimeOffset Deadline,
    long MaxBytes)
{
    /// <summary>True after <c>env -i</c>: nothing of this process's environment is passed on.</summary>
    public bool CleanEnvironment { get; init; }

    /// <summary>Text for its standard input; empty closes it.</summary>
    public string Input { get; init; } = "";
}

/// <summary>The answer to a run.</summary>
internal abstract record RunAnswer
{
    /// <summary>Null where it went well, else why not, as a clause.</summary>
    /// <param name="told">What is told of a program that ended with another number than 0.</param>
    public string? Complaint(Func<Ended, string> told) => this switch
    {
        Ended { ExitCode: 0 } => null,
        Ended ended => told(ended),
        Failed failed => failed.Why,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>It ended by itself.</summary>
    internal sealed record Ended(int ExitCode, ReadOnlyMemory<byte> Output, string Errors) : RunAnswer
    {
        /// <summary>Its standard output as UTF-8 text.</summary>
        public string Text => System.Text.Encoding.UTF8.GetString(Output.Span);
    }

    /// <summary>It gave no usable answer: not found, past its deadline, too much output.</summary>
    internal sealed record Failed(string Why) : RunAnswer;
}
