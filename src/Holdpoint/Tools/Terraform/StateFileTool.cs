using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Tools.Files;
using Holdpoint.Tools.Terraform.Commands;
using Holdpoint.Tools.Terraform.Measuring;

namespace Holdpoint.Tools.Terraform;

/// <summary>Watches for a state file that is moved away or edited in place: what it held is then known to nobody,
/// though no file is lost.</summary>
internal sealed class StateFileTool : Tool
{
    public const string Extension = ".tfstate";

    public override string Id => "terraform-state-file";

    public override string Title => "Terraform states: files moved away or edited by hand";

    public override string Documentation =>
        """
        `mv terraform.tfstate elsewhere` and `sed -i … terraform.tfstate` lose no file, but the next apply creates
        everything again, or acts upon what the edit says. Both are a *weaken* where the file is the state of the
        configuration beside it and holds resources. Copies and backups of states are files like any other, and so is
        writing over a state or removing it: what nothing brings back asks there.
        """;

    public override ImmutableArray<string>? Programs => null;

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        if (invocation.Name is not { } name || !invocation.Arguments.Any(Named))
        {
            return;
        }

        var touches = new List<FileTouch>();
        FileTouches.OfProgram(name, invocation.Arguments, touches);
        foreach (FileTouch touch in touches)
        {
            if (touch.Kind is TouchKind.MoveAway or TouchKind.Modify && Named(touch.Path)
                && PathText.Absolute(touch.Path, invocation.Directory) is { } path)
            {
                effects.Add(Made(touch.Path.Shown, path, touch.Kind is TouchKind.MoveAway) with
                {
                    Invocation = invocation,
                });
            }
        }
    }

    /// <summary>An edit by a client's own tool; writing all of it anew is judged as the loss of a file.</summary>
    public override void RecogniseEdit(Action.FileEdit edit, ICollection<Effect> effects)
    {
        if (edit.Kind is FileEditKind.Edit && edit.Path.Contains(Extension, StringComparison.Ordinal)
            && PathText.Absolute(new Word(edit.Path), new Word(edit.Directory)) is { } path)
        {
            effects.Add(Made(edit.Path, path, away: false));
        }
    }

    private static Effect Made(string name, string path, bool away) => new(
        EffectKind.Weaken,
        new Resource("terraform.state", name),
        new Target(WordTarget.Kind, $"local:{PathText.Shown(path)}", []),
        away ? new Recovery.Trivial("moving it back")
            : new Recovery.Unknown("what it was before the edit is kept nowhere"))
    {
        Tool = TerraformTool.ToolId,
        Summary = away ? "takes the state away from where Terraform looks for it" : "edits the state by hand",
        Probe = new StateFileProbe(path, away),
        Safer = away ? "init -migrate-state moves a state together with its configuration"
            : "state mv, state rm and state push change a state with its checks",
    };

    private static bool Named(Word path) =>
        (path.Text ?? path.Shown).Contains(Extension, StringComparison.Ordinal);
}
