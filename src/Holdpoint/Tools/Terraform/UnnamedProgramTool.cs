using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Terraform.Commands;

namespace Holdpoint.Tools.Terraform;

/// <summary>Watches for Terraform behind a program that cannot be named: <c>$TF destroy -auto-approve</c>.</summary>
internal sealed class UnnamedProgramTool : Tool
{
    public override string Id => "terraform-unnamed";

    public override string Title => "Terraform and OpenTofu: behind a name that cannot be known";

    public override string Documentation =>
        """
        A program whose name is in a variable (`$TF`, `"$TERRAFORM_BIN"`) is judged as Terraform when its words are
        Terraform's own: the subcommand `destroy`, or `apply` with `-auto-approve` or `-destroy`.
        """;

    public override ImmutableArray<string>? Programs => null;

    public override void Recognise(Invocation invocation, ICollection<Effect> effects) =>
        Recognise([invocation], 0, effects);

    public override void Recognise(ImmutableArray<Invocation> invocations, int at, ICollection<Effect> effects)
    {
        if (invocations[at] is not { Name: null, Arguments.IsEmpty: false } invocation)
        {
            return;
        }

        CommandLine line = CommandLineReader.Read(invocation.Arguments, invocation.Variable);
        if (line.Subcommand is "destroy"
            || (line.Subcommand is "apply" && (line.Has("auto-approve", unknown: false)
                || line.Has("destroy", unknown: false))))
        {
            CommandEffects.Add(invocations, at, effects);
        }
    }
}
