using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Terraform.Commands;
using Holdpoint.Tools.Terraform.Losses;
using Holdpoint.Tools.Terraform.Plans;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>What an apply without a saved plan would do: a speculative plan in a private folder tells; nothing is
/// written to the state.</summary>
internal static class ApplyMeasure
{
    /// <summary>Plans in a private folder and reads the plan.</summary>
    /// <param name="planned">The command line that says what the plan is about: that of the apply, or of the plan
    /// before it.</param>
    public static Measurement Of(Measurement start, Stage stage, CommandLine planned)
    {
        if (planned.UnknownValue("var", "var-file", "target", "exclude", "replace", "state", "target-file",
            "exclude-file", "destroy") is { } unknown)
        {
            return start with { Unmeasured = unknown };
        }

        if (stage.Scene.Bare)
        {
            return start with { Unmeasured =
                $"{stage.Scene.Directory} holds no configuration: "
                    + "whether it is the folder that is meant cannot be told" };
        }

        // In a workspace that is not there yet a plan would make it, and the command itself would then fail.
        if (stage.Sight is StateSight.None
            && Workspaces.Exists(stage.Scene, stage.Scene.Place.Workspace, stage.World, stage.Budget, out _) is false)
        {
            return start with
            {
                Effect = start.Effect with
                {
                    Kind = EffectKind.Create,
                    Recovery = new Recovery.Trivial("destroying what it made"),
                    Summary = $"creates what the configuration says in {stage.Scene.Place.Workspace}, "
                        + "a workspace that is not there yet",
                },
                Count = 0,
                Unit = "resources",
            };
        }

        using IPrivateFolder folder = stage.World.MakePrivateFolder();
        string file = Path.Join(folder.Path, "plan");
        if (Question.Ask(stage.Scene, stage.World, stage.Budget, Arguments(planned, file), plan: true,
            out string why) is null)
        {
            return start with { Unmeasured = why };
        }

        return OfPlan(start, stage, file, $"{stage.Scene.Surroundings.Name} plan", Suspects(stage));
    }

    /// <summary>What a plan in a file would do.</summary>
    public static Measurement OfPlan(Measurement start, Stage stage, string file, string source, Func<PlanSummary,
        Alarm?>? suspect = null)
    {
        if (Question.Ask(stage.Scene, stage.World, stage.Budget, ["show", "-json", "-no-color", file], plan: true,
            out string why) is not { } json)
        {
            return start with { Unmeasured = why };
        }

        if (PlanReader.Read(json.Span) is not PlanReading.Read { Plan: var plan })
        {
            return start with { Unmeasured = "the plan's JSON cannot be read" };
        }

        TerraformLosses losses = TerraformRadius.OfPlan(plan, stage.Sight.Summary, source);
        Measurement measured = losses.Over(start);
        return measured with
        {
            Changes = plan.Digest,
            Effect = measured.Effect with { Summary = Told(start.Effect.Summary, losses) },
            Alarms = suspect?.Invoke(plan) is { } alarm ? [.. measured.Alarms, alarm] : measured.Alarms,
            Unmeasured = plan.Errored ? "planning failed half-way: what is listed is not all"
                : plan.ActionInvocations is [var action, ..] ? $"it runs the provider action {action}"
                : plan.Deferred.Length > 0 ? $"{plan.Deferred.Length} changes are put off to a later run"
                : null,
        };
    }

    private static Func<PlanSummary, Alarm?>? Suspects(Stage stage) =>
        stage.Sight is StateSight.None ? plan => Suspicion.OfPlan(stage.Scene, plan, stage.World, stage.Budget) : null;

    /// <summary>What it does, in the words of a plan; then what the systems say.</summary>
    private static string Told(string summary, TerraformLosses losses)
    {
        string[] does =
        [
            .. Part(losses.Count - losses.Replaces, "destroys"), .. Part(losses.Replaces, "replaces"),
                .. Part(losses.Forgets, "forgets"),
            .. Part(losses.Creates, "creates"), .. Part(losses.Updates, "updates"), .. Part(losses.Imports, "imports"),
        ];
        if (does.Length > 0)
        {
            does[0] += does[0].EndsWith(" 1", StringComparison.Ordinal) ? " resource" : " resources";
        }

        string what = does.Length == 0 ? "changes no resource" : string.Join(", ", does);
        string off = losses.ProtectionsOff is [var first, .. var others]
            ? $"; turns a protection off: {first}{(others.IsEmpty ? "" : $" and {others.Length} more")}" : "";
        string asking = does.Length > 0
            && summary.IndexOf(", without asking", StringComparison.Ordinal) is >= 0 and var at ? summary[at..] : "";
        return DestroyMeasure.Told(what + off + asking, losses);
    }

    private static IEnumerable<string> Part(long count, string verb) => count > 0 ? [$"{verb} {count}"] : [];

    /// <summary>The options that decide what is planned; the lock is not taken and nothing is refreshed, so nothing
    /// is written.</summary>
    private static ImmutableArray<string> Arguments(CommandLine line, string file)
    {
        ImmutableArray<string>.Builder arguments = ImmutableArray.CreateBuilder<string>();
        arguments.AddRange("plan", "-input=false", "-lock=false", "-refresh=false", "-no-color", $"-out={file}");
        foreach (Flag flag in line.Flags)
        {
            switch (flag)
            {
                case { Name: "var" or "var-file" or "target" or "exclude" or "replace" or "state" or "target-file"
                    or "exclude-file" or "parallelism",
                    Value.Text: { } value }:
                    arguments.Add($"-{flag.Name}={value}");
                    break;
                case { Name: "destroy" or "refresh-only" or "allow-deferral" or "ignore-remote-version" }:
                    arguments.Add(flag.On is false ? $"-{flag.Name}=false" : $"-{flag.Name}");
                    break;
            }
        }

        return arguments.ToImmutable();
    }
}
