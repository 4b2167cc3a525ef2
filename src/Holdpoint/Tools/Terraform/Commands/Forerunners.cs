using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Tools.Terraform.Commands;

/// <summary>What the invocations before this one, in the same action, change about it: what can be measured now is
/// the world before they ran.</summary>
internal sealed record Forerunners
{
    public static readonly Forerunners None = new();

    /// <summary>A workspace selected or made before; null when none was.</summary>
    public Word? Workspace { get; init; }

    /// <summary>The plans written before, by file as written.</summary>
    public ImmutableArray<(Word File, Invocation Plan)> Plans { get; init; } = [];

    /// <summary>What may change the configuration, the state or the backend before, as a person reads it; null when
    /// nothing does.</summary>
    public string? Disturbance { get; init; }

    public static Forerunners Of(ImmutableArray<Invocation> invocations, int at)
    {
        Forerunners found = None;
        for (int i = 0; i < at; i++)
        {
            found = invocations[i].Name is "terraform" or "tofu" or "tf"
                ? After(found, invocations[i], invocations[at])
                : ChoosesWorkspace(invocations[i])
                    ? found with { Workspace = Word.Unknown($"what \"{Short(invocations[i].Shown)}\" chooses") }
                : found.Disturbance is null && MayChangeFiles(invocations[i], invocations[at])
                    ? found with { Disturbance = Short(invocations[i].Shown) }
                    : found;
        }

        return found;
    }

    private static Forerunners After(Forerunners found, Invocation earlier, Invocation self)
    {
        CommandLine line = CommandLineReader.Read(earlier.Arguments, earlier.Variable);
        CommandLine own = CommandLineReader.Read(self.Arguments, self.Variable);
        bool elsewhere = !Same(earlier.Directory, self.Directory) || !Same(line.ChangeDirectory, own.ChangeDirectory);
        switch (line.Subcommand)
        {
            case "plan" when line.Value("out") is { } file && !line.OnlyPrints && !elsewhere:
                return found with { Plans = found.Plans.Add((file, earlier)) };
            case "workspace select" or "workspace new" when !elsewhere:
                return found with { Workspace = line.Operands is [var name, ..] ? name
                    : Word.Unknown("the workspace") };
            case "init" when line.Flags.Any(f =>
                f.Name is "reconfigure" or "migrate-state" or "force-copy" or "backend-config" or "from-module"):
                return found with { Disturbance = found.Disturbance ?? Short(earlier.Shown) };
            case "apply" or "destroy" or "refresh" or "import" or "taint" or "untaint" or "state rm" or "state remove"
                or "state mv" or "state move" or "state push" or "state replace-provider" or "workspace delete" or null
                when !line.OnlyPrints && !elsewhere:
                return found with { Disturbance = found.Disturbance ?? Short(earlier.Shown) };
            default:
                return found;
        }
    }

    /// <summary>The chosen workspace is one word in a file that anything can write.</summary>
    private static bool ChoosesWorkspace(Invocation invocation) =>
        invocation.Files.Any(f => f.Kind is not RedirectKind.Input && IsChoice(f.Path))
        || (invocation.Name is not ("cat" or "ls" or "head" or "grep" or "test" or "[" or "stat" or "echo" or "printf")
            && invocation.Arguments.Any(IsChoice));

    private static bool IsChoice(Word path) => path.Text is { } text
        && Path.GetFileName(text) is "environment"
        && (text.Contains(".terraform", StringComparison.Ordinal) || text is "environment");

    /// <summary>Programs that leave the files of a configuration alone are known by name; any other may change
    /// them.</summary>
    private static bool MayChangeFiles(Invocation invocation, Invocation self) =>
        invocation.Files.Any(f => f.Kind is RedirectKind.Output or RedirectKind.Clobber or RedirectKind.Append
            or RedirectKind.ReadWrite
            or RedirectKind.OutputAndErrors or RedirectKind.AppendOutputAndErrors && Concerns(f.Path, self))
        || !(invocation.Name switch
        {
            "" or "cd" or "pushd" or "popd" or "echo" or "printf" or "cat" or "ls" or "pwd" or "true" or ":" or "test"
                or "[" or "[["
            or "set" or "export" or "unset" or "umask" or "sleep" or "date" or "which" or "command" or "type" or "grep"
                or "rg"
            or "head" or "tail" or "wc" or "sort" or "uniq" or "tr" or "cut" or "jq" or "yq" or "diff" or "less"
                or "more" or "env"
            or "read" or "exit" or "return" or "yes" or "whoami" or "id" or "hostname" or "uname" or "nproc"
                or "basename"
            or "dirname" or "realpath" or "readlink" or "stat" or "file" or "du" or "df" or "ps" or "time" or "wait"
                or "trap"
            or "shopt" or "ulimit" or "let" or "local" or "declare" or "mkdir" or "clear" or "seq" or "base64"
                or "sha256sum"
            or "md5sum" or "tflint" or "tfsec" or "checkov" or "trivy" or "infracost" or "aws" or "gcloud" or "az"
                or "kubectl"
            or "docker" or "vault" or "ssh-add" or "gh" or "curl" => true,
            "tee" => !invocation.Arguments.Any(a => Concerns(a, self)),
            "git" => invocation.Arguments is [{ Text: "status" or "diff" or "log" or "show" or "add" or "commit"
                or "push" or "fetch"
                or "branch" or "rev-parse" or "tag" or "remote" or "config" }, ..],
            _ => false,
        });

    /// <summary>What Terraform reads by itself, or what the command names: a saved plan, a state.</summary>
    private static bool Concerns(Word path, Invocation self) => IsConfiguration(path)
        || self.Arguments.Any(a => a.Text is { } named && path.Text is { } written
            && named.EndsWith(Path.GetFileName(written), StringComparison.Ordinal));

    /// <summary>A name that Terraform reads: configuration, variables, a state; an unknown name may be one.</summary>
    private static bool IsConfiguration(Word path) => path.Text is not { } text
        || text.EndsWith(".tf", StringComparison.Ordinal) || text.EndsWith(".tf.json", StringComparison.Ordinal)
        || text.EndsWith(".tofu", StringComparison.Ordinal) || text.EndsWith(".tofu.json", StringComparison.Ordinal)
        || text.Contains(".tfvars", StringComparison.Ordinal) || text.Contains(".tfstate", StringComparison.Ordinal)
        || text.Contains(".terraform", StringComparison.Ordinal) || text.EndsWith(".hcl", StringComparison.Ordinal);

    private static bool Same(Word? a, Word? b) => a is null || b is null ? a is null && b is null : a.Shown == b.Shown;

    /// <summary>A command line in a message; its beginning tells which one it is.</summary>
    private static string Short(string command)
    {
        const int MaxShown = 60;
        string line = command.ReplaceLineEndings(" ");
        return line.Length <= MaxShown ? line : line[..MaxShown] + "…";
    }
}
