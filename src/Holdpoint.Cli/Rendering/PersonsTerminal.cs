using System.Collections.Immutable;
using System.Text;
using Holdpoint.World;

namespace Holdpoint.Cli.Rendering;

/// <summary>The terminal that a person sits at, whatever the standard streams are: never a pipe.</summary>
internal static class PersonsTerminal
{
    private const string Path = "/dev/tty";

    /// <summary>Longer lines are typed by nobody.</summary>
    private const int MaxBytes = 4096;

    /// <summary>Asks and reads a line; null where there is no terminal.</summary>
    public static string? Ask(string question)
    {
        try
        {
            using var terminal = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 1);
            terminal.Write(Encoding.UTF8.GetBytes(question));
            var typed = new List<byte>();
            for (int next = terminal.ReadByte(); next is not (-1 or '\n'); next = terminal.ReadByte())
            {
                if (typed.Count < MaxBytes)
                {
                    typed.Add((byte)next);
                }
            }

            return Encoding.UTF8.GetString([.. typed]).TrimEnd('\r');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The same, and what is typed is not shown.</summary>
    public static string? AskHidden(string question, IWorld world)
    {
        if (!Echo(world, "-echo"))
        {
            return null;
        }

        try
        {
            return Ask(question);
        }
        finally
        {
            Echo(world, "echo");
            StandardStreams.WriteErrors("\n");
        }
    }

    private static bool Echo(IWorld world, string setting) => world.Run(new RunRequest(
        "stty", ["-F", Path, setting], "/", ImmutableDictionary<string, string?>.Empty,
        world.Clock.GetUtcNow() + TimeSpan.FromSeconds(5), 4096)) is RunAnswer.Ended { ExitCode: 0 };
}
