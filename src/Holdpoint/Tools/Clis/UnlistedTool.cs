using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Tools.Self;

namespace Holdpoint.Tools.Clis;

/// <summary>Programs that nothing here knows, told by their words alone to destroy something of production.</summary>
internal sealed class UnlistedTool : Tool
{
    /// <summary>Words before which the verb stands: <c>cli group subgroup delete</c>.</summary>
    private const int MaxBefore = 3;

    public override string Id => "unlisted";

    public override string Title => "Programs that are not listed, by a verb that destroys and a name of production";

    public override string Documentation =>
        """
        An unknown program is allowed, as long as its words are harmless. One whose command says `delete`, `destroy`,
        `drop`, `purge`, `terminate`, `wipe` or the like, and whose words or variables name production, is asked for.

        **Not seen:** an unknown program whose words say neither.
        """;

    public override ImmutableArray<string>? Programs => null;

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        if (Verb(invocation.Arguments) is not { } verb || invocation.Name is not { Length: > 0 } name
            || IsKnown(name) || ProductionSigns(invocation) is not { IsEmpty: false } signs
            || invocation.Arguments.Any(a => a.Text is "--help" or "-h" or "--dry-run" or "help" or "--check"))
        {
            return;
        }

        effects.Add(new Effect(
            EffectKind.Destroy, new Resource("program", name), new Target("program", name, signs),
            new Recovery.Unknown($"what {name} keeps is not known"))
        {
            Tool = Id,
            Summary = $"is not known here, and says {verb}",
            Invocation = invocation,
            Safer = $"look first with {name}'s own commands that list and show",
        });
    }

    /// <summary>The verb among the first words that are no options; null where none destroys.</summary>
    private static string? Verb(ImmutableArray<Word> arguments)
    {
        int seen = 0;
        foreach (Word word in arguments)
        {
            if (word.Text is not { Length: > 0 } text || text[0] == '-')
            {
                continue;
            }

            if (Destroys(text))
            {
                return text;
            }

            if (++seen > MaxBefore)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Whether a word is such a verb, alone or as a part of a name: <c>apps:destroy</c>,
    /// <c>delete-cluster</c>.</summary>
    private static bool Destroys(ReadOnlySpan<char> word)
    {
        foreach (Range part in word.SplitAny(":-_"))
        {
            if (word[part] is "delete" or "destroy" or "drop" or "purge" or "terminate" or "wipe" or "nuke" or "erase"
                or "truncate" or "obliterate" or "decommission" or "deprovision" or "teardown" or "flush")
            {
                return !word.ContainsAny("/. ");
            }
        }

        return false;
    }

    /// <summary>Programs with a tool of their own, and those whose words are names and patterns.</summary>
    private static bool IsKnown(string name) =>
        Recogniser.IsListed(name) || CliList.Find(name) is not null || Readers.OnlyLooks(name)
        || name is "jest" or "vitest" or "mocha" or "pytest" or "rspec" or "phpunit" or "playwright" or "cypress"
            or "node" or "python" or "python3" or "ruby" or "php" or "vim" or "vi" or "nano" or "emacs" or "touch"
            or "npm" or "pnpm" or "yarn" or "bun" or "npx" or "make" or "just" or "task" or "brew" or "apt" or "nvim";

    /// <summary>What the words and the variables of this call say of production; nothing where they do not.</summary>
    private static ImmutableArray<Sign> ProductionSigns(Invocation invocation)
    {
        ImmutableArray<Sign>.Builder signs = ImmutableArray.CreateBuilder<Sign>();
        foreach (Word word in invocation.Arguments)
        {
            if (EnvironmentWords.In(word.Shown) is EnvironmentKind.Production)
            {
                signs.Add(new Sign(SignKind.Name, word.Shown, "the arguments"));
            }
        }

        foreach ((string variable, Word? value) in invocation.Environment)
        {
            if (value?.Text is { } text && EnvironmentWords.In(text) is EnvironmentKind.Production)
            {
                signs.Add(new Sign(SignKind.Name, text, variable));
            }
        }

        return signs.ToImmutable();
    }
}
