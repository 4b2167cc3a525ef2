using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Shell.Languages;

namespace Holdpoint.Tools.Code;

/// <summary>Calls of packages that delete by their names, judged by the keys that they have in reach.</summary>
internal sealed class LibraryCallTool : Tool
{
    public override string Id => "libraries";

    public override string Title => "Libraries of services, called in code of other languages";

    public override string Documentation =>
        """
        **Recognised:** calls of other packages whose names say that they delete (`stripe.customers.del`,
        `index.delete_all`, `client.destroyProject`), in Python, JavaScript, Ruby and PHP. What the package does nobody
        reads: it is unknown code, and counts by what it has in reach.

        **Reach:** variables that are called after the package (`STRIPE_SECRET_KEY` for `stripe`), of the command, of
        the environment, and of the `.env` files that the language's libraries load, in their order. A key that says
        `live` is production, one that says `test` is development; a server is told by its name.

        **Not seen:** packages whose keys are called otherwise, and calls whose names do not say what they do.
        """;

    public override ImmutableArray<string>? Programs { get; } = [CodeProgram.LibraryCall];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        if (invocation.Arguments is not [{ Text: { } package }, { Text: { } call }, ..])
        {
            return;
        }

        string given = invocation.Arguments is [_, _, { Text: { } first }, ..] ? $"\"{first}\"" : "…";
        effects.Add(new Effect(
            EffectKind.Unknown, new Resource("code.call", call), new Target("reach", package, []),
            new Recovery.Unknown($"what {package} keeps of it is not known"))
        {
            Tool = Id,
            Summary = $"calls {call}({given}) of the library {package}"
                + (invocation.File is { } file ? $" in {file}" : "") + ", which deletes by its name",
            Probe = new ReachProbe(new CodeReach(Variables(invocation), invocation.CleanEnvironment)
            {
                Directory = invocation.Directory.Text,
                Loads = invocation.Wrappers is [.., var by] ? DotEnvRule.Of(by) : null,
            })
            {
                Library = package,
            },
            Safer = "run it with the keys of a test account",
        });
    }

    private static ImmutableArray<KeyValuePair<string, string>> Variables(Invocation invocation) =>
    [
        .. invocation.Environment.Where(v => v.Value?.Text is not null)
            .Select(v => KeyValuePair.Create(v.Key, v.Value?.Text ?? "")),
    ];
}
