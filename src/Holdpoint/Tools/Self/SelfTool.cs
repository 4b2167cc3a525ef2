using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Shell.Syntax;
using Holdpoint.Tools.Files;

namespace Holdpoint.Tools.Self;

/// <summary>What would switch Holdpoint off: its hook in a client's settings, its policy, keys, journal and
/// program.</summary>
internal sealed class SelfTool : Tool
{
    public override string Id => "holdpoint";

    public override string Title =>
        "Holdpoint itself: its hooks in the settings of agents, policy, keys, journal, program";

    public override string Documentation =>
        """
        An agent may read all of these, and commit them; it may not change them, whatever the environment:

        - the settings files and hook folders of Claude Code, Codex, Gemini CLI, Copilot CLI, Qwen Code, opencode,
          Cursor, Windsurf, Cline, Kiro, Factory and Amp, in the home, in the project and managed;
        - `holdpoint.yaml`, `~/.config/holdpoint`, `/etc/holdpoint`, the journal, `.holdpoint/`, and the program;
        - `holdpoint approve`, `install`, `uninstall`, `keys`, `policy set` and their like, and ending Holdpoint's
          processes;
        - starting another agent with its hooks switched off (`claude --bare`, `opencode --pure`, another `CODEX_HOME`).

        A change of a client's JSON settings passes when its new content is known and only keys that have nothing to do
        with hooks differ, such as `permissions` or `model`. Links are followed.

        Code of other languages on the command line that names one of these files beside a word for writing counts as
        a change.

        Not seen: a program that opens these files without naming them in its arguments.
        """;

    public override ImmutableArray<string>? Programs => null;

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        if (invocation.Files.IsEmpty && invocation.Arguments.IsEmpty && invocation.Environment.IsEmpty
            && invocation.Input is Input.Inherited)
        {
            return;
        }

        if (invocation.Name is { Length: > 0 } name
            && (HoldpointCommands.Why(name, invocation.Arguments) ?? NestedAgents.Why(name, invocation)) is { } why)
        {
            effects.Add(Forbidden(invocation.Shown, "is kept from agents", why, invocation, null));
            return;
        }

        if (invocation.Name is "patch" or "gpatch" or "git" or "apply_patch" or "applypatch"
            && PatchProbe.Of(invocation) is { } patch)
        {
            effects.Add(Forbidden("the patch", "applies a patch", null, invocation, patch));
        }

        foreach (GuardedTouch touch in GuardedCode.Of(invocation))
        {
            effects.Add(Touched(touch, invocation));
        }

        foreach (GuardedTouch touch in GuardedTouches.Of(invocation))
        {
            effects.Add(Touched(touch, invocation));
        }
    }

    public override void RecogniseEdit(Action.FileEdit edit, ICollection<Effect> effects)
    {
        string path = PathText.Normal(edit.Path.StartsWith('/') ? edit.Path : edit.Directory + "/" + edit.Path);
        GuardPlace? place = GuardPlaces.Of(path);
        if (place is null && !GuardPlaces.HasName(path))
        {
            return;
        }

        NewContent? content = edit.Kind switch
        {
            FileEditKind.Write when edit.Content is { } text => new NewContent(text, null, false),
            FileEditKind.Edit when edit is { Content: { } put, Replaced: { } taken } =>
                new NewContent(put, taken, edit.All),
            _ => null,
        };
        effects.Add(Forbidden(
            path, $"changes {path}", place is null ? null : $"{path} is {place.What}", null,
            new GuardProbe([path], false, content, edit.Directory)));
    }

    private static Effect Touched(GuardedTouch touch, Invocation invocation)
    {
        // What cat writes from a here-document is known: the settings can be compared.
        bool known = touch is { Redirection: RedirectKind.Output or RedirectKind.Clobber }
            && invocation is { Name: "cat", Arguments.IsEmpty: true, Input: Input.Given { Text.Text: not null } };
        NewContent? content = known && invocation.Input is Input.Given { Text.Text: { } text }
            ? new NewContent(text, null, false)
            : null;
        string shown = PathText.Shown(touch.Path);
        return Forbidden(
            shown, $"changes {shown}", touch.Place is null ? null : $"{shown} is {touch.Place.What}", invocation,
            new GuardProbe([touch.Path], touch.Folder, content, invocation.Directory.Text ?? "/"));
    }

    private static Effect Forbidden(
        string name, string summary, string? why, Invocation? invocation, Radius.Probe? probe) =>
        new(EffectKind.Weaken, new Resource("holdpoint", name), Target.Path(name),
            new Recovery.Unknown("the guard would be changed"))
        {
            Tool = "holdpoint",
            Summary = summary,
            Invocation = invocation,
            Probe = probe,
            Forbidden = why,
            Safer = "ask the person to make this change, outside of the session",
        };
}
