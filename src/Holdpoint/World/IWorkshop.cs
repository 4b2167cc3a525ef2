using System.Collections.Immutable;

namespace Holdpoint.World;

/// <summary>The door through which a checkpoint is taken, restored, and an approved action done: all that changes the
/// machine on purpose. Judging never holds it.</summary>
/// <remarks>Paths are absolute. Nothing throws for what the machine may answer: a problem is a clause for a person,
/// null where it went well.</remarks>
internal interface IWorkshop
{
    /// <summary>Makes a folder that only this user can enter, and those above it that are missing.</summary>
    string? MakeFolder(string path);

    /// <summary>Writes a file that only this user can read, and waits until the disk has it; replaced in one
    /// step.</summary>
    string? Write(string path, ReadOnlyMemory<byte> bytes);

    /// <summary>Makes an empty file that was not there; of all who try at once one gets true. False also where it
    /// cannot be made.</summary>
    bool TryMark(string path);

    /// <summary>Gives a finished folder its name in one step, once the disk has all that lies in it.</summary>
    string? Publish(string unfinished, string path);

    /// <summary>Removes a file or a folder with all that lies in it; links are removed, not followed. A path at which
    /// nothing is counts as removed.</summary>
    string? Remove(string path);

    /// <summary>Bytes that this user may still write where a path lies; null where that cannot be told.</summary>
    long? FreeBytes(string path);

    /// <summary>The SHA-256 of a file, 64 hex digits, read piece by piece; null where it cannot be read.</summary>
    string? DigestOf(string path);

    /// <summary>Runs a program that may change something, and waits for its end.</summary>
    RunAnswer Run(RunRequest request);

    /// <summary>Starts a program that is talked to line by line.</summary>
    (Conversation? Conversation, string Problem) Start(RunRequest request);

    /// <summary>Runs a program with this process's own streams, hands signals on, and waits for its end.</summary>
    Ending RunThrough(ThroughRequest request);

    /// <summary>A lock that goes away with this process, however that ends; null while another one holds it.</summary>
    IDisposable? TryLock(string path);

    /// <summary>A new name for something that is thrown away, outside of every project, where a server under another
    /// account can be given it.</summary>
    string NewScratchPath();

    /// <summary>Removes what was to be thrown away and whose maker is gone, as after a kill.</summary>
    void SweepScratch();

    /// <summary>This process has the rights of root, under which some programs refuse to run.</summary>
    bool IsRoot { get; }
}

/// <summary>A program to run with the streams of this process.</summary>
internal sealed record ThroughRequest(
    string Program, ImmutableArray<string> Arguments, string Directory,
    ImmutableDictionary<string, string?> Environment);

/// <summary>How a program ended that was run through.</summary>
/// <param name="ExitCode">As a shell tells it: 128 and the signal's number after a signal.</param>
/// <param name="Problem">Why it was not run at all; null where it was.</param>
internal sealed record Ending(int ExitCode, string? Problem);
