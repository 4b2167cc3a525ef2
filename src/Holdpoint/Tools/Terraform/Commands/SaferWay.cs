using System.Buffers;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Terraform.Commands;

/// <summary>The safer way to the same end: a plan in a file, read by a person, and then exactly that plan.
/// Pure.</summary>
internal static class SaferWay
{
    private const string PlanFile = "tfplan";

    private static readonly SearchValues<char> Special = SearchValues.Create(" \t\n'\"\\$`*?[]()<>|&;#");

    public static string? Of(Invocation invocation, CommandLine line, Deed? deed)
    {
        string program = invocation.Program.Shown;
        string global = line.ChangeDirectory is { } directory ? $"{program} -chdir={Quote(directory.Shown)}" : program;
        return deed switch
        {
            Deed.Destroy => $"{global} plan -destroy{Kept(line)} -out={PlanFile}, read it, "
                + $"then {global} apply {PlanFile}",
            Deed.Apply => $"{global} plan{Kept(line)} -out={PlanFile}, read it, then {global} apply {PlanFile}",
            Deed.ApplySaved when line.Operands is [var plan, ..] =>
                $"{global} show {Quote(plan.Shown)}, and apply it after a person has read it",
            Deed.Rewrite when line.Subcommand is "refresh" or "apply" =>
                $"{global} plan -refresh-only{Kept(line)} -out={PlanFile}, read it, then {global} apply {PlanFile}",
            Deed.Rewrite when line.Subcommand is "taint" =>
                $"{global} plan -replace={Operand(line)} -out={PlanFile} shows what a replacement would do",
            Deed.Rewrite when line.Subcommand is "import" =>
                "an import block in the configuration, and plan shows what it takes in",
            Deed.Forget => $"{global} state rm -dry-run {Operand(line)} shows what would be forgotten; "
                + "a removed block in the configuration does it in a plan",
            Deed.Push => $"{global} state pull > before.tfstate first, and push without -force",
            Deed.DeleteWorkspace => "destroy what the workspace holds with a saved plan first; "
                + "an empty workspace needs no -force",
            Deed.Migrate => $"{global} state pull > before.tfstate first, and migrate without -force-copy",
            _ => null,
        };
    }

    /// <summary>The options that say what the plan is about.</summary>
    private static string Kept(CommandLine line) => string.Concat(line.Flags
        .Where(f => f.Name is "var" or "var-file" or "target" or "exclude" or "replace" or "state" or "refresh")
        .Select(f => f.Value is { } value ? $" -{f.Name}={Quote(value.Shown)}" : $" -{f.Name}"));

    private static string Operand(CommandLine line) =>
        line.Operands is [var first, ..] ? Quote(first.Shown) : "ADDRESS";

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(Special) ? $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'" : text;
}
