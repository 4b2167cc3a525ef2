using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Terraform.Commands;

/// <summary>Where a command would act, as far as its words tell; the probe tells the rest. Pure.</summary>
internal static class WordTarget
{
    public const string Kind = "terraform-state";

    public static Target Of(Invocation invocation, CommandLine line)
    {
        ImmutableArray<Sign>.Builder signs = ImmutableArray.CreateBuilder<Sign>();
        if (invocation.Variable("TF_WORKSPACE")?.Text is { Length: > 0 } workspace)
        {
            signs.Add(new Sign(SignKind.Workspace, workspace, "TF_WORKSPACE"));
        }

        if (invocation.Variable("AWS_PROFILE")?.Text is { Length: > 0 } profile)
        {
            signs.Add(new Sign(SignKind.Context, profile, "AWS_PROFILE"));
        }

        foreach (Flag flag in line.Flags)
        {
            switch (flag)
            {
                case { Name: "var-file" or "backend-config" or "state", Value.Text: { Length: > 0 } file }:
                    signs.Add(new Sign(SignKind.Name, file, $"the -{flag.Name} option"));
                    break;
                case { Name: "var", Value.Text: { } setting } when setting.Contains('=', StringComparison.Ordinal):
                    signs.Add(new Sign(SignKind.Tag, setting, "the -var option"));
                    break;
            }
        }

        if (line.Subcommand is "workspace delete" or "workspace select" or "workspace new"
            && line.Operands is [{ Text: { } name }, ..])
        {
            signs.Add(new Sign(SignKind.Workspace, name, "the workspace named"));
        }

        string directory = Directory(invocation, line)?.Shown ?? "";
        if (directory.Length > 0)
        {
            signs.Add(new Sign(SignKind.Path, directory,
                line.ChangeDirectory is null ? "the directory" : "the -chdir option"));
        }

        return new Target(Kind, directory, signs.ToImmutable());
    }

    /// <summary>The directory of the configuration; unknown pieces are kept.</summary>
    public static Word Directory(Invocation invocation, CommandLine line)
    {
        if (line.ChangeDirectory is not { } change)
        {
            return invocation.Directory;
        }

        return change.Text is { } known && invocation.Directory.Text is { } from
            ? new Word(Path.GetFullPath(known.Length == 0 ? "." : known, from))
            : change.Prefix.StartsWith('/') ? change : Word.Unknown($"{invocation.Directory.Shown}/{change.Shown}");
    }
}
