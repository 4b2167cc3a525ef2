using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Databases;

/// <summary>Shell code that a database client runs on the agent's own machine: it is read like any other.</summary>
internal static class LocalShell
{
    public static void Add(DatabaseScript script, string code, ICollection<Effect> effects)
    {
        Invocation by = script.Connection.Invocation;
        string client = by.Name ?? script.Tool;
        if (by.Wrappers.Count(w => w == client) >= DatabaseScript.MaxDepth)
        {
            effects.Add(new Effect(
                EffectKind.Unknown, new Resource("sql.code", code), new Target("code", by.Directory.Shown, []),
                new Recovery.Unknown("the code is not known"))
            {
                Tool = script.Tool,
                Summary = "runs shell code inside of too many clients to be read",
                Invocation = by,
            });
            return;
        }

        string directory = by.Directory.Text is ['/', ..] known ? known : "/";
        Reading reading = ShellReader.Read(
            code, new ShellContext(directory, ImmutableDictionary<string, string>.Empty));
        ImmutableArray<Invocation> inner = [.. reading.Invocations.Select(i => i with
        {
            Wrappers = [.. by.Wrappers, client, .. i.Wrappers],
            Directory = by.Directory.Text is null ? by.Directory : i.Directory,
            Span = by.Span,
        })];
        foreach (Effect effect in Recogniser.Recognise(
            new Action.ShellCommand(code, directory), reading with { Invocations = inner }))
        {
            effects.Add(effect);
        }
    }
}
