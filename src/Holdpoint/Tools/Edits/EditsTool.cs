using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Tools.Files;

namespace Holdpoint.Tools.Edits;

/// <summary>Files of a project whose change takes effect later: protections in configurations, migrations,
/// pipelines.</summary>
internal sealed class EditsTool : Tool
{
    public override string Id => "edits";

    public override string Title => "Edits of configurations, migrations and pipelines";

    public override string Documentation =>
        """
        Files that take effect later:

        - **Configurations** of Terraform, CloudFormation, CDK, Pulumi, Kubernetes: `prevent_destroy`, deletion
          protection, deletion policies, final snapshots, backup retention and their like taken away, and another
          backend, are a *weaken*; by a client's file tool (the file as it is now is compared with what it would be),
          and by `sed -i`, `perl -i`, `yq -i` and `jq` whose code says so.
        - **Migrations** that drop or empty, in SQL and in the calls of knex, Sequelize, TypeORM, Alembic, Django,
          Rails, Laravel, Ecto and Entity Framework, are recorded; what runs them asks. The part that takes a
          migration back drops what it made, and says nothing.
        - **Pipelines** (GitHub Actions, GitLab, CircleCI, Azure, Bitbucket, Jenkins) whose new steps destroy in a
          system are a *weaken*: nobody is asked when they run.

        State files are files like any other: what nothing brings back asks there.
        """;

    public override ImmutableArray<string>? Programs { get; } =
        ["sed", "gsed", "perl", "ruby", "yq", "jq", "awk", "gawk"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        if (!InPlace(invocation))
        {
            return;
        }

        foreach (Word word in invocation.Arguments)
        {
            if (word.Text is { Length: > 4 } code && Protections.TakenBy(code) is { } lost
                && !File(code) && Edited(invocation) is { } file)
            {
                string path = PathText.Absolute(file, invocation.Directory) ?? file.Shown;
                effects.Add(Weaken("configuration", path, $"takes {lost} away in {file.Shown}", null) with
                {
                    Invocation = invocation,
                });
                return;
            }
        }
    }

    /// <summary>Whether a program writes what it makes of a file: into the file itself, or into another one.</summary>
    private static bool InPlace(Invocation invocation) => invocation.Name is "jq"
        ? invocation.Files.Any(f => f.Kind is not Shell.Syntax.RedirectKind.Input)
        : invocation.Arguments.Any(a => a.Text is "--in-place" or "--inplace" or "inplace"
            || a.Prefix.StartsWith("--in-place", StringComparison.Ordinal)
            || (a.Prefix is ['-', not '-', ..] && a.Prefix.Contains('i', StringComparison.Ordinal)));

    private static Word? Edited(Invocation invocation) => invocation.Arguments.LastOrDefault(a =>
        a.Text is { } text ? File(text) : a.Suffix.Contains('.', StringComparison.Ordinal));

    private static bool File(string text) => IsTerraform(text) || IsOther(text);

    public override void RecogniseEdit(Action.FileEdit edit, ICollection<Effect> effects)
    {
        string path = PathText.Normal(edit.Path.StartsWith('/') ? edit.Path : edit.Directory + "/" + edit.Path);
        if (IsTerraform(path) || (IsOther(path) && !IsPipeline(path) && !Migrations.Is(path)))
        {
            bool terraform = IsTerraform(path);
            if (Protections.Mentioned(edit.Content, terraform) || Protections.Mentioned(edit.Replaced, terraform))
            {
                effects.Add(Weaken("configuration", path, $"changes {Shown(path)}", new ProtectionProbe(path, edit)));
            }
        }
        else if (edit.Content is { Length: > 0 } content && IsPipeline(path))
        {
            Pipeline(path, content, effects);
        }
        else if (edit.Content is { Length: > 0 } text && Migrations.Is(path)
            && Migrations.Drops(path, text) is { } drops)
        {
            effects.Add(new Effect(
                EffectKind.Weaken, new Resource("migration", path), Target.Path(path),
                new Recovery.Trivial("the file is not run by writing it"))
            {
                Tool = "edits",
                Summary = $"writes a migration that {drops}",
            });
        }
    }

    private static bool IsTerraform(string path) => path.EndsWith(".tf", StringComparison.Ordinal)
        || path.EndsWith(".tofu", StringComparison.Ordinal);

    /// <summary>Files in which other tools keep their configurations.</summary>
    private static bool IsOther(string path) =>
        path[(path.LastIndexOf('.') + 1)..] is "yaml" or "yml" or "json" or "ts" or "js" or "py" or "go" or "bicep"
            or "hcl" or "tfvars" or "template";

    private static bool IsPipeline(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        bool yaml = name.EndsWith(".yml", StringComparison.Ordinal)
            || name.EndsWith(".yaml", StringComparison.Ordinal);
        return (yaml && (path.Contains("/.github/workflows/", StringComparison.Ordinal)
                || path.Contains("/.circleci/", StringComparison.Ordinal)
                || path.Contains("/.gitlab/", StringComparison.Ordinal)))
            || name is ".gitlab-ci.yml" or "azure-pipelines.yml" or "bitbucket-pipelines.yml" or ".drone.yml"
                or "cloudbuild.yaml" or "buildspec.yml" or "Jenkinsfile" or ".travis.yml";
    }

    /// <summary>Reads the commands of a pipeline's steps: what is destroyed outside of its own machine
    /// counts.</summary>
    private static void Pipeline(string path, string content, ICollection<Effect> effects)
    {
        if (DistantCode.Destroys(PipelineSteps.Of(content), "/github/workspace") is { } effect)
        {
            effects.Add(Weaken("pipeline", path, $"has a pipeline run what {effect.Summary}", null) with
            {
                Target = new Target("pipeline", path, effect.Target.Signs),
            });
        }
    }

    private static Effect Weaken(string type, string path, string summary, Radius.Probe? probe) =>
        new(EffectKind.Weaken, new Resource(type, path), new Target(type, path, [new Sign(SignKind.Path, path,
            "the path")]),
            new Recovery.Trivial("the edit can be undone"))
        {
            Tool = "edits",
            Summary = summary,
            Probe = probe,
        };

    private static string Shown(string path) => PathText.Shown(path);
}
