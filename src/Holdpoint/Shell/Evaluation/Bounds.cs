namespace Holdpoint.Shell.Evaluation;

/// <summary>How much one action may cost to read; beyond it stands <see cref="OpacityKind.Unreadable"/>, never a crash
/// or a hang.</summary>
internal static class Bounds
{
    /// <summary>Nobody reads a judgement over more program runs than this.</summary>
    public const int Invocations = 2000;

    /// <summary>After so many pieces of unreadable code another one tells nothing new.</summary>
    public const int Opaque = 50;

    /// <summary>Commands evaluated, repetitions included: about a tenth of a second.</summary>
    public const int Steps = 10_000;

    /// <summary>Nesting of commands, calls, substitutions and code in code: a few kilobytes of stack each.</summary>
    public const int Depth = 150;

    /// <summary>A function that calls itself is followed so often: enough for an argument to arrive.</summary>
    public const int Recursion = 2;

    /// <summary>Values that one variable may have at once; with more it is unknown.</summary>
    public const int Alternatives = 8;

    /// <summary>Combinations of alternatives tried for one command.</summary>
    public const int Combinations = 32;

    /// <summary>Passes of a loop over known words; longer lists are tried word by word up to here, the rest is
    /// unknown.</summary>
    public const int Iterations = 64;

    /// <summary>Words that one brace expression may become.</summary>
    public const int BraceWords = 1024;

    /// <summary>Characters of all words that one brace expression may become.</summary>
    public const int BraceSymbols = 256 * 1024;

    /// <summary>Words of one command after expansion.</summary>
    public const int Words = 20_000;

    /// <summary>Words of all programs that are started, each as often as a program hands it on to the next: a person's
    /// longest command has thousands, once.</summary>
    public const int StartedWords = 200_000;

    /// <summary>Characters of one known value; a longer one is unknown.</summary>
    public const int ValueLength = 128 * 1024;

    /// <summary>Known and unknown pieces of one value; one of more is unknown.</summary>
    public const int Pieces = 1000;

    /// <summary>Files that one action may have read: a script that runs scripts, a Makefile that includes
    /// others.</summary>
    public const int Files = 64;

    /// <summary>Commands evaluated in all files together: fewer than in the agent's own text, since scripts loop
    /// more, and what they hide is not hidden for this action.</summary>
    public const int FileSteps = 4000;

    /// <summary>Bytes of one file; longer scripts are made by programs (configure) or carry archives.</summary>
    public const int FileBytes = 512 * 1024;

    /// <summary>Characters of a script's first line: what the kernel reads.</summary>
    public const int FirstLine = 255;

    /// <summary>Code in code in code (eval, sh -c, ssh): each is read again by the one around it.</summary>
    public const int CodeDepth = 20;

    /// <summary>Characters of code read at run time (eval, sh -c, here-documents), all together.</summary>
    public const int NestedCode = 1024 * 1024;
}
