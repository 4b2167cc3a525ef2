using Holdpoint.Checkpoints;
using Holdpoint.Cli.Agents;
using Holdpoint.Environments;
using Holdpoint.Execution;
using Holdpoint.Policy;
using Holdpoint.World;

namespace Holdpoint.Cli.Rendering;

/// <summary>The person at the terminal: told on standard error, asked on the terminal itself, never through a
/// pipe.</summary>
internal sealed class TerminalPerson(IWorld world) : IPerson, IDisposable
{
    private readonly Ticker? _ticker =
        Console.IsErrorRedirected ? null : new Ticker(StandardStreams.WriteErrors, world.Clock);

    private const string Plainly = "yes";

    public void Dispose() => _ticker?.Dispose();

    public void Tell(string line, Weight weight = Weight.Plain)
    {
        _ticker?.Stop();
        TerminalPage page = TerminalPage.ForErrors(world);
        page.Line(0, $"holdpoint: {line}", weight switch
        {
            Weight.Passing => Ink.Faint,
            Weight.Good => Ink.Good,
            Weight.Bad => Ink.Bad,
            _ => Ink.Plain,
        });
        StandardStreams.WriteErrors(page.ToString());
        if (weight is Weight.Passing)
        {
            _ticker?.Start();
        }
    }

    public bool Agrees(string question)
    {
        Tell(question);
        return AgentSession.Mark(world) is null && Ask(Plainly) is Answer.Yes;
    }

    public Answer Asked(Judgement judgement, Manifest? saved)
    {
        _ticker?.Stop();
        TerminalPage page = TerminalPage.ForErrors(world);
        VerdictPage.Write(page, judgement);
        StandardStreams.WriteErrors(page.ToString());
        if (judgement.Verdict.Decision is Decision.Deny)
        {
            return new Answer.No();
        }

        if (AgentSession.Mark(world) is { } mark)
        {
            return new Answer.Nobody(
                $"this is an agent's session ({mark} is set): a person runs `holdpoint exec` with the same command in "
                + "a terminal of their own");
        }

        return Ask(Word(judgement));
    }

    /// <summary>What must be typed: more than a reflex where it is grave, and never the same for two targets.</summary>
    private static string Word(Judgement judgement)
    {
        if (judgement.Verdict.Reasons is not [var reason, ..])
        {
            return Plainly;
        }

        string place = reason.Measurement.Effect.Target.Place.TrimEnd('/');
        string name = Printable.Line(place[(place.LastIndexOf('/') + 1)..]);
        return reason.Placement.Environment is EnvironmentKind.Development || name.Length is 0 or > 40
            || name.Contains(' ', StringComparison.Ordinal)
            ? Plainly
            : name;
    }

    private static Answer Ask(string word) =>
        PersonsTerminal.Ask($"type {word} to go on, anything else stops: ") is not { } typed
            ? new Answer.Nobody("there is no terminal here to ask one at")
            : typed.Trim() == word ? new Answer.Yes() : new Answer.No();
}
