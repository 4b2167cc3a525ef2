namespace Holdpoint.Shell;

/// <summary>What reading got of a file that the action runs: a script, a Makefile, a package.json.</summary>
internal abstract record FileText
{
    /// <summary>It is text.</summary>
    internal sealed record Known(string Text) : FileText;

    /// <summary>Nothing is there: what would run it fails.</summary>
    internal sealed record Missing : FileText
    {
        public static readonly Missing Instance = new();
    }

    /// <summary>It is there, but no text that is read.</summary>
    /// <param name="Why">One clause: "larger than 512 KB", "a program in machine code".</param>
    /// <param name="IsProgram">It is machine code, which is run like any program, and no code that should have been
    /// read.</param>
    internal sealed record Refused(string Why, bool IsProgram = false) : FileText;
}
