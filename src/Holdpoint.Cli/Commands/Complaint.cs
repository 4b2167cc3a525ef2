namespace Holdpoint.Cli.Commands;

/// <summary>What a command says when it cannot do what it was asked.</summary>
internal static class Complaint
{
    /// <summary>One line on standard error, and the exit status that goes with it.</summary>
    public static ExitCode Say(string what, ExitCode code)
    {
        Console.Error.WriteLine($"holdpoint: {Printable.Line(what)}");
        return code;
    }
}
