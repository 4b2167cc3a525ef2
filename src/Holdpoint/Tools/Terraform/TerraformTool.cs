using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Terraform.Commands;

namespace Holdpoint.Tools.Terraform;

/// <summary>Terraform and OpenTofu: every subcommand that changes a state or what it stands for.</summary>
internal sealed class TerraformTool : Tool
{
    public const string ToolId = "terraform";

    public override string Id => ToolId;

    public override string Title => "Terraform and OpenTofu";

    public override string Documentation =>
        """
        **Recognised:** `apply` (with and without a saved plan, `-destroy`, `-refresh-only`, `-replace`, `-invoke`),
        `destroy`, `refresh`, `import`, `taint`, `untaint`, `state rm|mv|push|replace-provider`, `force-unlock`,
        `workspace new|select|delete`, `init` with `-migrate-state`, `-force-copy` or `-reconfigure`, `test`;
        `-chdir`, `TF_CLI_ARGS`, `TF_CLI_ARGS_*`, `TF_WORKSPACE`, `TF_DATA_DIR`, `-state`, `-lock=false`.

        **Measured:** the state of the very directory, workspace and backend (a file, or `state pull` of the same
        binary); a saved plan through `show -json`; an `apply` without one through a speculative plan in a private
        folder, with nothing written to the state. What is lost, of which types and systems, which of it holds data,
        and whether the state is the one that was here before (`.holdpoint/states.lock`).

        **Not measured:** what a plan cannot know before it runs, `test`, provider actions, and anything when the
        program is a file of the work tree: it would be run to be asked. Then the reason is shown, and the command
        is judged by its words.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["terraform", "tofu", "tf"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects) =>
        CommandEffects.Add([invocation], 0, effects);

    public override void Recognise(ImmutableArray<Invocation> invocations, int at, ICollection<Effect> effects) =>
        CommandEffects.Add(invocations, at, effects);
}
