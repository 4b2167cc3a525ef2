using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Shell.Syntax;
using Holdpoint.Tools.Files;
using Holdpoint.Tools.Terraform.Backends;
using Holdpoint.Tools.Terraform.Commands;
using Holdpoint.Tools.Terraform.Measuring;

namespace Holdpoint.Tools.Terraform;

/// <summary>Watches for a file with a backend in it, an override file above all: it moves a configuration to another
/// state without a word.</summary>
internal sealed class BackendOverrideTool : Tool
{
    public override string Id => "terraform-backend";

    public override string Title => "Terraform backends: override files and backend blocks";

    public override string Documentation =>
        """
        A file named `override.tf`, `*_override.tf` (or `.tf.json`, `.tofu`) is laid over the configuration. One
        with a `backend` or `cloud` block takes the configuration away from its state: the next apply starts with
        none. Writing such a file is a *weaken*, by a client's file tool, a redirection, `tee`, `cp`, `mv` or `ln`.
        Content that cannot be seen (a copy of another file) counts when the name says `backend`.

        Any other file of the configuration that is written with a `backend` or `cloud` block is compared with the
        backend in force: it is a *weaken* where it names another one and a state is known that would be left.
        """;

    public override ImmutableArray<string>? Programs => null;

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        foreach (OpenedFile file in invocation.Files)
        {
            if (Writes(file.Kind) && Named(file.Path))
            {
                Add(effects, invocation, file.Path, Content(invocation));
            }
            else if (Writes(file.Kind))
            {
                AddPlain(effects, invocation, file.Path, Content(invocation), null);
            }
        }

        switch (invocation.Name)
        {
            case "tee":
                foreach (Word path in invocation.Arguments.Where(Named))
                {
                    Add(effects, invocation, path, (invocation.Input as Input.Given)?.Text.Text);
                }

                foreach (Word path in invocation.Arguments.Where(a => !Named(a)))
                {
                    AddPlain(effects, invocation, path, (invocation.Input as Input.Given)?.Text.Text, null);
                }

                break;
            case "cp" or "mv" or "ln" or "install" when invocation.Arguments is [.., var to] && Named(to):
                Add(effects, invocation, to, null);
                break;
            case "cp" or "mv" or "ln" or "install" when invocation.Arguments is [.., var from, var to]:
                AddPlain(effects, invocation, to, null, from);
                break;
        }
    }

    public override void RecogniseEdit(Action.FileEdit edit, ICollection<Effect> effects)
    {
        if (edit.Kind is not FileEditKind.Delete && Configuration.IsOverride(edit.Path))
        {
            Add(effects, null, new Word(Path.GetFullPath(edit.Path, edit.Directory)), edit.Content);
        }
        else if (edit.Kind is not FileEditKind.Delete && Configuration.IsConfiguration(edit.Path)
            && (MayName(edit.Path, edit.Content) || MayName(edit.Path, edit.Replaced)
                || (edit.Kind is FileEditKind.Edit && (Sets(edit.Content) || Sets(edit.Replaced)))))
        {
            string file = Path.GetFullPath(edit.Path, edit.Directory);
            string? taken = edit.Kind is FileEditKind.Edit ? edit.Replaced ?? "" : null;
            effects.Add(Plain(null, new Word(file), new BackendFileProbe(file, edit.Content, taken, null)));
        }
    }

    /// <summary>A plain file of the configuration: the words say that a backend may be in it, the probe says what of
    /// it.</summary>
    private static void AddPlain(
        ICollection<Effect> effects, Invocation invocation, Word path, string? content, Word? source)
    {
        if (path.Text is { } named && Configuration.IsConfiguration(named) && MayName(named, content)
            && PathText.Absolute(path, invocation.Directory) is { } file)
        {
            string? copied = source is null ? null : PathText.Absolute(source, invocation.Directory);
            effects.Add(Plain(invocation, path, new BackendFileProbe(file, content, null, copied)));
        }
    }

    /// <summary>A text that mentions a backend; one that cannot be seen counts when the file is named so.</summary>
    private static bool MayName(string path, string? content) =>
        content is null ? Path.GetFileName(path).Contains("backend", StringComparison.Ordinal)
        : content.Contains("backend", StringComparison.Ordinal) || content.Contains("cloud", StringComparison.Ordinal);

    /// <summary>An edit inside of a block shows its settings only.</summary>
    private static bool Sets(string? fragment)
    {
        bool found = false;
        HclBlocks.Walk(fragment ?? "", (path, name, _) =>
            found |= path.Count == 0 && name is not null && BackendSettings.NamesPlace(name));
        return found;
    }

    private static Effect Plain(Invocation? invocation, Word path, BackendFileProbe probe) => new(
        EffectKind.Weaken,
        new Resource("terraform.backend", path.Shown),
        Where(path, invocation),
        new Recovery.Trivial("the old block, and init -reconfigure"))
    {
        Tool = TerraformTool.ToolId,
        Summary = "may move the configuration to another backend, away from the state that it has",
        Invocation = invocation,
        Probe = probe,
        Safer = "init -migrate-state after a person has seen both states",
    };

    private static bool Writes(RedirectKind kind) => kind is RedirectKind.Output or RedirectKind.Clobber
        or RedirectKind.Append or RedirectKind.ReadWrite or RedirectKind.OutputAndErrors
        or RedirectKind.AppendOutputAndErrors;

    /// <summary>The last part of the name decides; it is known where only the folder is not.</summary>
    private static bool Named(Word path) => Configuration.IsOverride(path.Text ?? path.Pieces[^1].Value);

    /// <summary>What is written, where the words tell: a here-document given to cat, the arguments of echo.</summary>
    private static string? Content(Invocation invocation) => invocation.Name switch
    {
        "cat" => (invocation.Input as Input.Given)?.Text.Text,
        "echo" or "printf" when invocation.Arguments.All(a => a.Text is not null) =>
            string.Join(' ', invocation.Arguments.Select(a => a.Text))
                .Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal),
        _ => null,
    };

    /// <summary>The configuration that the file is laid over: the folder that it is written to.</summary>
    private static Target Where(Word path, Invocation? invocation)
    {
        string file = path.Text is { } known && invocation?.Directory.Text is { } from
            ? Path.GetFullPath(known, from)
            : path.Shown;
        string folder = Path.GetDirectoryName(file) ?? "/";
        return new Target(WordTarget.Kind, folder, [new Sign(SignKind.Path, folder, "the folder of the file")]);
    }

    private static void Add(ICollection<Effect> effects, Invocation? invocation, Word path, string? content)
    {
        string name = path.Shown;
        BackendSettings? backend = content is null ? null : Configuration.BackendOfFile(name, content);
        if (backend is null && (content is not null
            || !Path.GetFileName(name).Contains("backend", StringComparison.Ordinal)))
        {
            return;
        }

        string to = backend is null ? "another backend" : $"the backend \"{backend.Type}\"";
        effects.Add(new Effect(
            EffectKind.Weaken,
            new Resource("terraform.backend", name),
            Where(path, invocation),
            new Recovery.Trivial("removing the file, and init -reconfigure"))
        {
            Tool = TerraformTool.ToolId,
            Summary = $"moves the configuration to {to}, away from the state that it has",
            Invocation = invocation,
            Safer = "change the backend block itself, and init -migrate-state after a person has seen both states",
        });
    }
}
