using System.Text.RegularExpressions;
using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;
using Holdpoint.Tools.Secrets;

namespace Holdpoint.Tests.Fuzzing.Targets;

/// <summary>Commands of the cases in other clothes: quoting, wrapping, splitting, encoding and company turn no stop
/// into an allow and no deny into an ask; what loses nothing turns no allow into a stop.</summary>
/// <remarks>The first trials put every command into every disguise; those after them nest two or three.</remarks>
internal sealed partial class DisguiseTarget : FuzzTarget
{
    private IReadOnlyList<(string Command, Decision Decision, bool Heard)>? _commands;

    public override string Name => "disguise";

    protected override IReadOnlyList<string> Pieces => ["x"];

    /// <summary>Trials until every command was in every disguise once.</summary>
    public long Singles => (long)Commands.Count * Disguise.All.Count;

    private IReadOnlyList<(string Command, Decision Decision, bool Heard)> Commands => _commands ??=
    [
        .. Seeds.Select(c => (Command: c, Judgement: Judging.Judge(World(), c)))
            .Where(c => !OpensSession(c.Judgement))
            .Select(c => (c.Command, c.Judgement.Verdict.Decision, IsHeard(c.Judgement))),
    ];

    /// <summary>What is at stake is only that a secret is shown, which it is not where the output goes away; one that
    /// is sent goes all the same.</summary>
    private static bool IsHeard(Judgement judgement) => judgement.Verdict.Decision is not Decision.Allow
        && judgement.Verdict.Reasons.All(r => r.Measurement.Effect.Resource.Type == SecretsTool.Shown);

    /// <summary>A shell that waits for what is typed waits for nothing where its input comes from elsewhere.</summary>
    private static bool OpensSession(Judgement judgement) =>
        judgement.Verdict.Reasons.Any(r => r.Measurement.Effect.Tool == "session");

    /// <summary>Ends in the middle of something, or is what a wrapper would not be given: a text of its own is
    /// meant.</summary>
    protected override IEnumerable<string> Texts() => CommandSeeds.Cases("tests/Tools")
        .Where(c => c.Environment.Count == 0).Select(c => c.Command)
        .Where(c => Holdpoint.Shell.Syntax.ShellParser.Parse(c) is Holdpoint.Shell.Syntax.ParseAnswer.Parsed
            && !c.EndsWith('\\') && !c.Contains("<<", StringComparison.Ordinal))
        .Distinct(StringComparer.Ordinal);

    public override Trial Of(long seed, long number)
    {
        var dice = new Dice(seed, number);
        (string command, Decision decision, bool heard) = Commands[(int)(number % Commands.Count)];
        var chain = new List<Disguise>();
        for (int links = number < Singles ? 1 : 2 + dice.Next(2); links > 0; links--)
        {
            // A trap that is set while a trap runs is not run (bash and dash).
            Disguise next = number < Singles ? Disguise.All[(int)(number / Commands.Count)] : dice.Of(Disguise.All);
            chain.Add(next.Name is "a trap" && chain.Contains(next) ? Disguise.All[0] : next);
        }

        string text = command;
        for (int link = 0; link < chain.Count; link++)
        {
            // The names that a disguise uses are taken where it wears another one of its kind.
            text = chain[link].Of(link == 0 ? text : Renamed(text, link), dice) ?? text;
        }

        string names = string.Join(" < ", chain.Select(d => d.Name));
        return heard && chain.Exists(d => d.Name is "output away")
            ? new Trial(text, t => Judging.Fault(Judging.Judge(World(), t))) { Reducible = false }
            : new Trial(text, t => Compared(command, decision, chain, names, t)) { Reducible = false };
    }

    private static string Renamed(string text, int link) => Names().Replace(text, $"hq{link}")
        .Replace("HOLDPOINT_END", $"HOLDPOINT_OTHER{link}", StringComparison.Ordinal)
        .Replace("x.sh", $"x{link}.sh", StringComparison.Ordinal);

    /// <summary>The beginning of the names of a disguise's own variables and functions.</summary>
    [GeneratedRegex(@"(?<=(?<!\\)[\s;${(]|^)hp(?=[0-9]|[abf][0-9]|f\b|unset\b|\b)",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Names();

    protected override string? Fault(string text, int variant) => null;

    private static string? Compared(
        string command, Decision plain, List<Disguise> chain, string names, string text)
    {
        Judgement judgement = Judging.Judge(World(), text);
        Decision hidden = judgement.Verdict.Decision;
        return hidden < plain ? $"{names} turns {plain} into {hidden}\n{command}"
            : plain is Decision.Allow && hidden is not Decision.Allow && chain.TrueForAll(d => d.Plain)
                && !ReadsVariables(command)
                ? $"{names} turns allow into {hidden} ({judgement.Verdict.Rule})\n{command}"
            : Judging.Fault(judgement);
    }

    /// <summary>What a file that is not there sets is not known, so that no variable is after it.</summary>
    private static bool ReadsVariables(string command) =>
        command.StartsWith(". ", StringComparison.Ordinal) || command.StartsWith("source ", StringComparison.Ordinal);

    private static PaperWorld World() => new();
}
