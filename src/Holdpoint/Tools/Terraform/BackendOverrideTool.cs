using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Shell.Syntax;
using Holdpoint.Tools.Terraform.Backends;
using Holdpoint.Tools.Terraform.Commands;

namespace Holdpoint.Tools.Terraform;

/// <summary>Watches for an override file with a backend in it: it moves a configuration to another state without a
/// word.</summary>
internal sealed class BackendOverrideTool : Tool
{
    public override string Id => "terraform-backend";

    public override string Title => "Terraform backends: override files";

    public override string Documentation =>
        """
        A file named `override.tf`, `*_override.tf` (or `.tf.json`, `.tofu`) is laid over the configuration. One
        with a `backend` or `cloud` block takes the configuration away from its state: the next apply starts with
        none. Writing such a file is a *weaken*, by a client's file tool, a redirection, `tee`, `cp`, `mv` or `ln`.
        Content that cannot be seen (a copy of another file) counts when the name says `backend`.
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
        }

        switch (invocation.Name)
        {
            case "tee":
                foreach (Word path in invocation.Arguments.Where(Named))
                {
                    Add(effects, invocation, path, (invocation.Input as Input.Given)?.Text.Text);
                }

                break;
            case "cp" or "mv" or "ln" or "install" when invocation.Arguments is [.., var to] && Named(to):
                Add(effects, invocation, to, null);
                break;
        }
    }

    public override void RecogniseEdit(Action.FileEdit edit, ICollection<Effect> effects)
    {
        if (edit.Kind is not FileEditKind.Delete && Configuration.IsOverride(edit.Path))
        {
            Add(effects, null, new Word(Path.GetFullPath(edit.Path, edit.Directory)), edit.Content);
        }
    }

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
