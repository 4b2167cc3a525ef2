namespace Holdpoint.Shell;

/// <summary>What kind of place a command is run in that is not this machine.</summary>
internal enum OutsideKind
{
    /// <summary>A container, with a file system of its own.</summary>
    Container,

    /// <summary>A container of a cluster, in which volumes may be mounted.</summary>
    Pod,

    /// <summary>Another machine, virtual or not.</summary>
    Machine,
}

/// <summary>Where an invocation runs that is not on this machine.</summary>
/// <param name="Runner">What runs it there: <c>docker exec</c>, <c>ssh</c>.</param>
/// <param name="Place">The container, pod or machine as the words name it.</param>
internal sealed record Outside(OutsideKind Kind, Invocation Runner, Word Place)
{
    /// <summary>The source of the unknown folder in which a command starts there.</summary>
    public const string Folder = "$(the folder there)";

    /// <summary>Code that nobody saw could do more there than spoil a container that is thrown away: it is a pod with
    /// its account, one that goes on running, or one that was given something of this machine.</summary>
    public bool Reaches => Kind is not OutsideKind.Container || !Runner.Arguments.Any(a => a.Text is "run")
        || Runner.Arguments.Any(a => Gives(a.Prefix));

    private static bool Gives(string option)
    {
        string name = option.Split('=')[0];
        return name is "-v" or "--volume" or "--mount" or "--volumes-from" or "--privileged" or "--device"
            or "--cap-add" or "--pid" or "--ipc" or "--userns" or "--env-file" or "--secret"
            || option is "host" or "--network=host" or "--net=host"
            || (option is ['-', 'v', '/' or '.' or '~', ..]);
    }
}
