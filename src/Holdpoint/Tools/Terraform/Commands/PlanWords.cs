using System.Collections.Immutable;

namespace Holdpoint.Tools.Terraform.Commands;

/// <summary>A destroy or an apply as two command lines: a plan in a file, and an apply of that file. Pure.</summary>
internal static class PlanWords
{
    /// <summary>Null where it does something that no plan can hold, or where a word cannot be known.</summary>
    public static PlanFirst? Of(CommandLine line, Deed? deed)
    {
        if (deed is not (Deed.Destroy or Deed.Apply) || !line.Operands.IsEmpty || line.Unclear is not null
            || line.AddedBy is not null || line.ChangeDirectory is { Text: null }
            || line.Flags.Any(f => f.Value is { Text: null }))
        {
            return null;
        }

        ImmutableArray<string> global = line.ChangeDirectory is { } directory ? [$"-chdir={directory.Text}"] : [];
        bool destroys = deed is Deed.Destroy && !line.Has("destroy");
        return new PlanFirst(
            [.. global, "plan", .. destroys ? ["-destroy"] : (string[])[], .. Kept(line, IsForPlan)], "-out=",
            [.. global, "apply", .. Kept(line, IsForApply)],
            Asks: !line.Has("auto-approve"))
        {
            Unless = ["TF_CLI_ARGS_plan", "TF_CLI_ARGS_apply", "TF_CLI_ARGS_destroy"],
        };
    }

    /// <summary>What is planned, and how.</summary>
    private static bool IsForPlan(string name) => name is not ("auto-approve" or "backup" or "state-out" or "out"
        or "show-sensitive" or "json" or "json-into");

    /// <summary>How it is done; what is done stands in the plan.</summary>
    private static bool IsForApply(string name) => name is "backup" or "state-out" or "state" or "lock"
        or "lock-timeout" or "input" or "parallelism" or "no-color" or "compact-warnings" or "concise" or "json"
        or "json-into" or "show-sensitive";

    private static IEnumerable<string> Kept(CommandLine line, Func<string, bool> kept) => line.Flags
        .Where(f => kept(f.Name)).Select(f => f.Value is { } value ? $"-{f.Name}={value.Text}" : $"-{f.Name}");
}
