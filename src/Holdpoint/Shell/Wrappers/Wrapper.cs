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

    /// <summary>Options whose value is the folder that the command sees as the root of all files.</summary>
    public string Root { get; init; } = "";

    /// <summary>The first operand is that folder: <c>chroot</c>.</summary>
    public bool RootFirst { get; init; }

    /// <summary>Options by which the command runs where a process does; the first process is the machine's
    /// own.</summary>
    public string Process { get; init; } = "";

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

    /// <summary>Options with which the rest of the line is joined and run by a shell: <c>entr -s</c>.</summary>
    public string JoinedWith { get; init; } = "";

    /// <summary>One word alone is code for a shell, several are a program and its arguments: <c>xterm -e</c>.</summary>
    public bool OneIsCode { get; init; }

    /// <summary>Each word that is no option is code for a shell of its own: <c>hyperfine</c>.</summary>
    public bool EachIsCode { get; init; }

    /// <summary>Options whose value is shell code that runs beside the command: <c>hyperfine --prepare</c>.</summary>
    public string Beside { get; init; } = "";

    /// <summary>The first word that is no option must be one of these, or nothing is run: <c>aws-vault
    /// exec</c>.</summary>
    public string Verbs { get; init; } = "";

    /// <summary>The word that must follow the verb: <c>ip netns exec</c>.</summary>
    public string Then { get; init; } = "";

    /// <summary>Options after which the command begins: <c>nix develop -c</c>.</summary>
    public string Begins { get; init; } = "";

    /// <summary>The command begins only after <c>--</c> or one of <see cref="Begins"/>; words before it are the
    /// wrapper's own.</summary>
    public bool OnlyAfter { get; init; }

    /// <summary>Words before the command that are the wrapper's own when they are one of these, or not known; options
    /// may follow them: <c>setarch x86_64 -R</c>.</summary>
    public string Named { get; init; } = "";

    /// <summary>Long options that take two values: <c>bwrap --bind A B</c>.</summary>
    public string Twice { get; init; } = "";

    /// <summary>Long options have one dash: <c>xterm -geometry</c>.</summary>
    public bool OneDash { get; init; }

    /// <summary>The first word names a package of which the program is the last part: <c>npx rimraf@5</c>,
    /// <c>nix run nixpkgs#hello --</c>.</summary>
    public bool Package { get; init; }

    /// <summary>The variable of the command's environment that the first operand becomes: the profile of
    /// <c>aws-vault</c>.</summary>
    public string? Sets { get; init; }

    /// <summary>The wrapper is a program of interest itself, and stays an invocation.</summary>
    public bool Kept { get; init; }

    /// <summary>It runs the command in many folders, called so; null for the one at hand.</summary>
    public string? InEach { get; init; }

    /// <summary>Only under its bare name is it the wrapper: a path may lead to another program of that name.</summary>
    public bool Bare { get; init; }

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
