using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Sessions;
using Holdpoint.Shell;
using Holdpoint.Tools.Mcp;

namespace Holdpoint.Tools.Patches;

/// <summary>Patches that agents write for a tool or a program of their client, file by file.</summary>
internal sealed class PatchesTool : Tool
{
    /// <summary>Files of one patch; a change of more is asked about as a whole.</summary>
    private const int MaxFiles = 2_000;

    public override string Id => "patches";

    public override string Title => "Patches of an agent's client: apply_patch";

    public override string Documentation =>
        """
        **Read:** the patch that `apply_patch` gets as a tool's argument, as an argument on the command line or from a
        here-document. Each of its files is judged as if the client's own tool had written, changed or deleted it.

        **Not read:** a patch that comes from a file or another program; only guarded files are looked for there.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["apply_patch", "applypatch"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        Add([.. Of(invocation).Take(MaxFiles + 1)], invocation, invocation.Directory.Shown, effects);
    }

    public override void RecogniseCall(Action.ToolCall call, ICollection<Effect> effects) =>
        Add([.. Of(call).Take(MaxFiles + 1)], null, call.Directory, effects);

    public override void AddMakings(Invocation invocation, ICollection<Making> makings) =>
        AddMakings(Of(invocation), makings);

    /// <summary>Adds what edits bring to their paths.</summary>
    public static void AddMakings(IEnumerable<Action.FileEdit> edits, ICollection<Making> makings)
    {
        foreach (Action.FileEdit edit in edits.Where(e => e.Kind is not FileEditKind.Delete))
        {
            makings.Add(new Making(MakingKind.MadeWithParents, new Word(edit.Path), new Word(edit.Directory)));
        }
    }

    /// <summary>The edits of a client's own tool for patches; a tool that is none has none.</summary>
    /// <remarks>Which of its arguments is the patch differs from client to client: all are read.</remarks>
    public static IEnumerable<Action.FileEdit> Of(Action.ToolCall call) =>
        call.Name is "apply_patch" or "patch" or "ApplyPatch"
            ? ToolArguments.Read(call.Arguments).Texts.SelectMany(t => AgentPatch.Edits(t.Text, call.Directory))
            : [];

    private static IEnumerable<Action.FileEdit> Of(Invocation invocation)
    {
        string directory = invocation.Directory.Text ?? "/";
        IEnumerable<string?> texts = invocation.Arguments.Select(w => w.Text);
        if (invocation.Input is Input.Given { Text.Text: { } given })
        {
            texts = texts.Append(given);
        }

        return texts.OfType<string>().SelectMany(t => AgentPatch.Edits(t, directory));
    }

    private void Add(
        ImmutableArray<Action.FileEdit> edits, Invocation? invocation, string directory, ICollection<Effect> effects)
    {
        foreach (Effect effect in edits.Take(MaxFiles).SelectMany(e => Recogniser.Recognise(e, null)))
        {
            effects.Add(effect with { Invocation = effect.Invocation ?? invocation });
        }

        if (edits.Length > MaxFiles)
        {
            effects.Add(new Effect(
                EffectKind.Unknown,
                new Resource("code.unreadable", "the patch"),
                new Target("code", directory, []),
                new Recovery.Unknown("its files are too many to be read"))
            {
                Tool = Id,
                Summary = "applies a patch to more files than are read",
                Invocation = invocation,
            });
        }
    }
}
