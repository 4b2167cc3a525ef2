using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Tools.Terraform.Measuring;

namespace Holdpoint.Tools.Terraform.Commands;

/// <summary>The effects of one Terraform command line, as its words tell them: the careful reading, which measuring
/// relaxes. Pure.</summary>
internal static class CommandEffects
{
    private const string State = "terraform.state";

    public static void Add(ImmutableArray<Invocation> invocations, int at, ICollection<Effect> effects)
    {
        Invocation invocation = invocations[at];
        CommandLine line = CommandLineReader.Read(invocation.Arguments, invocation.Variable);
        if (line.OnlyPrints || Sort(line) is not { } sort)
        {
            return;
        }

        var effect = new Effect(sort.Kind, new Resource(sort.Type, sort.Name), WordTarget.Of(invocation, line),
            sort.Recovery)
        {
            Tool = TerraformTool.ToolId,
            Summary = sort.Summary + Prompt(invocation, line, sort.Deed),
            Invocation = invocation,
            Probe = sort.Deed is { } deed ? new TerraformProbe(deed, invocation, Forerunners.Of(invocations, at))
                : null,
            Safer = SaferWay.Of(invocation, line, sort.Deed),
            Plan = PlanWords.Of(line, sort.Deed),
        };
        effects.Add(effect);
        if (sort.Kind is not EffectKind.Read && line.HasOff("lock"))
        {
            effects.Add(effect with
            {
                Kind = EffectKind.Weaken,
                Resource = new Resource("terraform.lock", "the state's lock"),
                Recovery = new Recovery.Unknown("what two writers at once did to a state cannot be undone"),
                Summary = "writes the state without its lock: -lock=false",
                Probe = null,
                Plan = null,
                Safer = "leave -lock=false out; wait for the other run with -lock-timeout=5m",
            });
        }
    }

    /// <summary>What one subcommand does.</summary>
    private sealed record Doing(EffectKind Kind, string Type, string Name, Recovery Recovery, string Summary,
        Deed? Deed);

    private static Doing? Sort(CommandLine line) => line.Subcommand switch
    {
        "" or "version" or "help" or "fmt" or "validate" or "output" or "show" or "graph" or "get" or "login"
            or "logout"
            or "console" or "modules" or "query" or "providers" or "workspace" or "state" or "metadata"
                or "workspace list"
            or "workspace show" or "state list" or "state show" or "state pull" or "state identities"
                or "metadata functions"
            or "providers lock" or "providers mirror" or "providers schema" => null,
        "plan" => new(EffectKind.Read, State, "the state", Nothing, "makes a plan, changes nothing", Deed.Look),
        "destroy" => Destroys(line),
        "apply" when line.Has("destroy") => Destroys(line),
        "apply" => Applies(line),
        "refresh" => new(EffectKind.Modify, State, "the state", FromReality,
            "writes what the objects are now into the state; forgets what was deleted outside of it", Deed.Rewrite),
        "import" => new(EffectKind.Modify, State, Operands(line, 1),
            new Recovery.Trivial("terraform state rm gives it up again"),
            "takes an existing object into the state; a later destroy deletes it", Deed.Rewrite),
        "untaint" => new(EffectKind.Modify, State, Operands(line),
            new Recovery.Trivial("terraform taint marks it again"),
            "takes the mark away that would have the next apply replace it", Deed.Rewrite),
        "taint" => new(EffectKind.Weaken, State, Operands(line),
            new Recovery.Trivial("terraform untaint takes the mark away"),
            "marks it so that the next apply destroys it and makes a new one", Deed.Rewrite),
        "state rm" or "state remove" => Forgets(line),
        "state mv" or "state move" => line.Has("dry-run", unknown: false) ? null
            : new(EffectKind.Modify, State, Operands(line),
            new Recovery.Trivial("state mv moves it back; a local state leaves a backup"),
                "gives objects in the state another address", Deed.Rewrite),
        "state replace-provider" => new(EffectKind.Modify, State, Operands(line),
            new Recovery.Trivial("state replace-provider turns it back"),
                "puts another provider in charge of objects in the state", Deed.Rewrite),
        "state push" => new(EffectKind.Destroy, State, Operands(line, 1), Unmeasured,
            line.Has("force")
                ? "writes another state over this one, whatever its lineage and serial"
                : "writes another state over this one", Deed.Push),
        "force-unlock" => new(EffectKind.Weaken, "terraform.lock", Operands(line, 1),
            new Recovery.Unknown("whoever holds the lock may be writing the state right now"),
                "takes the state's lock from whoever holds it", null),
        "workspace delete" => new(EffectKind.Destroy, "terraform.workspace", Operands(line, 1), Unmeasured,
            line.Has("force") ? "deletes a workspace with its state; its objects live on, unmanaged"
                : "deletes a workspace", Deed.DeleteWorkspace),
        "workspace new" or "workspace select" => new(EffectKind.Modify, "terraform.workspace", Operands(line, 1),
            new Recovery.Trivial("workspace select goes back"), "changes the workspace that later commands act upon",
                null),
        "init" => Initialises(line),
        "test" => new(EffectKind.Create, "terraform.test", "its own objects",
            new Recovery.Trivial("terraform test destroys what it made"),
            "makes real objects for the tests and destroys them", null),
        "test cleanup" => new(EffectKind.Destroy, State, "what tests left behind", Unmeasured,
            "destroys what tests left behind", null),
        "state migrate" => new(EffectKind.Destroy, State, "the state", Unmeasured, "copies the state over another",
            Deed.Migrate),
        null => new(EffectKind.Unknown, State, "the state", Unmeasured, "runs a subcommand that cannot be known",
            Deed.Unknown),
        var other => new(EffectKind.Unknown, State, other, Unmeasured, $"runs the unknown subcommand \"{other}\"",
            Deed.Unknown),
    };

    private static Doing Destroys(CommandLine line)
    {
        string[] targets = [.. line.Values("target").Select(t => t.Shown)];
        return targets.Length == 0
            ? new(EffectKind.Destroy, State, "the state", Unmeasured, "destroys every resource in the state",
                Deed.Destroy)
            : new(EffectKind.Destroy, State, string.Join(' ', targets), Unmeasured,
                $"destroys {string.Join(", ", targets)} and all that depends on it", Deed.Destroy);
    }

    private static Doing Applies(CommandLine line)
    {
        if (line.Has("refresh-only"))
        {
            return new(EffectKind.Modify, State, "the state", FromReality,
                "writes what the objects are now into the state; forgets what was deleted outside of it", Deed.Rewrite);
        }

        if (line.Value("invoke") is { } action)
        {
            return new(EffectKind.Unknown, "terraform.action", action.Shown, Unmeasured, "runs a provider's action",
                Deed.Unknown);
        }

        return line.Operands is [var plan, ..]
            ? new(EffectKind.Destroy, "terraform.plan", plan.Shown, Unmeasured,
                $"does whatever the saved plan {plan.Shown} says", Deed.ApplySaved)
            : new(EffectKind.Destroy, State, "the state", Unmeasured,
                "makes reality what the configuration says; what is no longer in it is destroyed", Deed.Apply);
    }

    private static Doing? Forgets(CommandLine line) => line.Has("dry-run", unknown: false)
        ? null
        : new(EffectKind.Weaken, State, Operands(line),
            new Recovery.FromBackup("the backup that the command writes, or an import of each object",
                LastVerified: null),
            "makes the state forget objects; they live on, unmanaged, and the next apply makes them again",
                Deed.Forget);

    private static Doing? Initialises(CommandLine line)
    {
        if (line.HasOff("backend"))
        {
            return null;
        }

        if (line.Has("force-copy") || line.Has("migrate-state"))
        {
            return new(EffectKind.Destroy, State, "the state at the new backend", Unmeasured,
                "copies the state to another backend, over the state that may be there", Deed.Migrate);
        }

        return line.Has("reconfigure")
            ? new(EffectKind.Weaken, "terraform.backend", "the backend",
                new Recovery.Trivial("init -reconfigure with the old settings"),
                "forgets where the state was kept; it stays behind at the old place", Deed.Reconfigure)
            : null;
    }

    private static readonly Recovery Nothing = new Recovery.Trivial("nothing changes");
    private static readonly Recovery Unmeasured = new Recovery.Unknown("what would go is not measured yet");
    private static readonly Recovery FromReality =
        new Recovery.FromSource("the objects themselves: an import takes them in again");

    /// <summary>The operands as a name; at most so many of them.</summary>
    private static string Operands(CommandLine line, int most = int.MaxValue) => line.Operands.IsEmpty
        ? "the state"
        : string.Join(' ', line.Operands.Take(most).Select(o => o.Shown));

    private static string Prompt(Invocation invocation, CommandLine line, Deed? deed) => deed switch
    {
        Deed.ApplySaved => ", without asking",
        Deed.Destroy or Deed.Apply when line.Has("auto-approve") =>
            line.AddedBy is { } variable ? $", without asking ({variable})" : ", without asking",
        Deed.Destroy or Deed.Apply when invocation.Input is Input.Given or Input.Piped or Input.FromFile =>
            ", its question answered from the input",
        _ => "",
    };
}
