namespace Holdpoint.Shell.Evaluation;

/// <summary>Variables that the script did not touch: what a shell has by itself, inherits, or cannot tell.</summary>
internal sealed class InheritedVariables(Session session)
{
    /// <summary>What IFS is at first.</summary>
    public const string Separators = " \t\n";

    /// <summary>What the world says of a variable that the script did not touch.</summary>
    public Word? Value(string name, string source)
    {
        switch (name)
        {
            case "PWD":
                return session.Directory;
            case "IFS":
                return new Word(Separators);
            case "SHELL" or "BASH":
                return new Word("/bin/bash");
        }

        if (session.Scope.Clean)
        {
            return null;
        }

        if (session.Context.Variables.TryGetValue(name, out string? value))
        {
            return new Word(value);
        }

        if (session.Scope.Closed && session.Context.Inherited is { } inherited && !SetByShell(name))
        {
            return inherited(name) is { } text ? new Word(text) : null;
        }

        if (name is "BASH_SOURCE" && session.Source.File is { } file)
        {
            return new Word(file);
        }

        if (name is "TMPDIR")
        {
            // What the script may have set is not the world's own.
            source = session.Scope.Variables.ContainsKey(name) ? "$TMPDIR" : Word.TemporaryFolder;
        }

        return Word.Unknown(source);
    }

    /// <summary>Whether the shell is started without a variable, as far as the world tells: then
    /// <c>${X:-default}</c> is the default. A client starts its hooks and its shells with the same environment; what
    /// a profile sets was set before the client began. Without a default nothing is taken for granted.</summary>
    public bool IsUnset(string name) =>
        !session.Scope.Clean && session.Context.Inherited is { } inherited
        && (name is "TMPDIR" || !SetByShell(name)) && inherited(name) is null;

    /// <summary>Variables that a shell gives itself, whatever it inherits.</summary>
    private static bool SetByShell(string name) =>
        name.StartsWith("BASH", StringComparison.Ordinal)
        || name.StartsWith("EPOCH", StringComparison.Ordinal)
        || name.StartsWith("COMP_", StringComparison.Ordinal)
        || name.StartsWith("ZSH", StringComparison.Ordinal)
        || name is "RANDOM" or "SRANDOM" or "SECONDS" or "LINENO" or "UID" or "EUID" or "PPID" or "GROUPS"
            or "HOSTNAME" or "HOSTTYPE" or "MACHTYPE" or "OSTYPE" or "SHLVL" or "OLDPWD" or "COLUMNS" or "LINES"
            or "DIRSTACK" or "FUNCNAME" or "PIPESTATUS" or "REPLY" or "OPTARG" or "OPTIND" or "_" or "PS4" or "TMPDIR";
}
