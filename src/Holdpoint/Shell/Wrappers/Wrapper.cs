namespace Holdpoint.Shell.Wrappers;

/// <summary>A program that runs another one given on its own command line: how its options are read, and where the
/// command begins.</summary>
internal sealed record Wrapper
{
    /// <summary>Letters of short options that take a value.</summary>
    public string Valued { get; init; } = "";

    /// <summary>Long options that take a value, separated by spaces, without their dashes.</summary>
    public string LongValued { get; init; } = "";

    /// <summary>Words between the options and the command: timeout's duration.</summary>
    public int Operands { get; init; }

    /// <summary>NAME=VALUE words before the command go into its environment.</summary>
    public bool Assignments { get; init; }

    /// <summary>Options with which no command is run: <c>command -v</c>.</summary>
    public string Query { get; init; } = "";

    /// <summary>Options whose value is the directory of the command.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Options whose value is a variable to unset.</summary>
    public string Unset { get; init; } = "";

    /// <summary>Options that empty the environment.</summary>
    public string Clean { get; init; } = "";

    /// <summary>Options whose value is split into further arguments: <c>env -S</c>.</summary>
    public string Split { get; init; } = "";

    /// <summary>Options whose value is shell code: <c>su -c</c>.</summary>
    public string Code { get; init; } = "";

    /// <summary>The rest of the line is joined and run by a shell, unless one of these options stands there.</summary>
    public string? JoinedUnless { get; init; }

    /// <summary>The command is still run by the shell itself: built-in commands count.</summary>
    public bool InShell { get; init; }

    /// <summary>Whether one of the options separated by spaces is this one.</summary>
    public static bool Has(string options, string name)
    {
        int at = 0;
        while (name.Length > 0 && (at = options.IndexOf(name, at, StringComparison.Ordinal)) >= 0)
        {
            int end = at + name.Length;
            if ((at == 0 || options[at - 1] == ' ') && (end == options.Length || options[end] == ' '))
            {
                return true;
            }

            at = end;
        }

        return false;
    }
}
