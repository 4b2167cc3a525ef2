namespace Holdpoint.Cli;

/// <summary>How the program ends; scripts and clients rely on the numbers, so a golden file holds them.</summary>
internal enum ExitCode
{
    /// <summary>Done; for check: the action is allowed.</summary>
    Success = 0,

    /// <summary>Looked, and found something wrong: doctor, journal verify, policy validate.</summary>
    Trouble = 1,

    /// <summary>The hook stops the action: the number that every client with command hooks takes for a block.</summary>
    HookBlock = 2,

    /// <summary>check: a person must be asked.</summary>
    Ask = 10,

    /// <summary>check: the action is denied.</summary>
    Deny = 20,

    /// <summary>The command line was not understood (EX_USAGE of sysexits.h).</summary>
    Usage = 64,

    /// <summary>A broken invariant of the program itself (EX_SOFTWARE).</summary>
    Internal = 70,

    /// <summary>A file could not be read or written (EX_IOERR).</summary>
    Files = 74,

    /// <summary>exec: what the command would do changed while it was looked at; try again (EX_TEMPFAIL).</summary>
    Changed = 75,

    /// <summary>exec: the program is not there, as a shell says it.</summary>
    NotFound = 127,
}
