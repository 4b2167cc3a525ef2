using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Sql;
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
        A client's own file tools change what runs later:

        - **Terraform configurations:** `prevent_destroy`, deletion protection, final snapshots,
            backup retention and their
          like taken away, and another backend,
              are a *weaken*; the file as it is now is compared with what it would be.
        - **Migrations** in SQL that drop or empty are recorded; what runs them asks.
        - **Pipelines** (GitHub Actions, GitLab, CircleCI, Azure, Bitbucket,
            Jenkins) whose new steps destroy in a system are
          a *weaken*: nobody is asked when they run.

        State files are files like any other: what nothing brings back asks there.
        """;

    public override ImmutableArray<string>? Programs { get; } = [];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
    }

    public override void RecogniseEdit(Action.FileEdit edit, ICollection<Effect> effects)
    {
        string path = PathText.Normal(edit.Path.StartsWith('/') ? edit.Path : edit.Directory + "/" + edit.Path);
        if (IsConfiguration(path))
        {
            if (Protections.Mentioned(edit.Content) || Protections.Mentioned(edit.Replaced))
            {
                effects.Add(Weaken("configuration", path, $"changes {Shown(path)}", new ProtectionProbe(path, edit)));
            }
        }
        else if (edit.Content is { Length: > 0 } content && IsPipeline(path))
        {
            Pipeline(path, content, effects);
        }
        else if (edit.Content is { Length: > 0 } sql && IsMigration(path))
        {
            Migration(path, sql, effects);
        }
    }

    private static bool IsConfiguration(string path) => path.EndsWith(".tf", StringComparison.Ordinal)
        || path.EndsWith(".tofu", StringComparison.Ordinal);

    private static bool IsMigration(string path) => path.EndsWith(".sql", StringComparison.Ordinal)
        && path.Contains("migrat", StringComparison.OrdinalIgnoreCase);

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

    private static void Migration(string path, string sql, ICollection<Effect> effects)
    {
        SqlReading reading = SqlReader.Read(sql, new SqlContext(Dialect.Postgres, SqlClient.None));
        foreach (SqlStep step in reading.Steps)
        {
            if (step is SqlStep.Deed { Kind: DeedKind.Deletes } deed)
            {
                effects.Add(new Effect(
                    EffectKind.Weaken, new Resource("migration", path), Target.Path(path),
                    new Recovery.Trivial("the file is not run by writing it"))
                {
                    Tool = "edits",
                    Summary = $"writes a migration that {deed.Summary}",
                });
                return;
            }
        }
    }

    /// <summary>Reads the commands of a pipeline's steps: what is destroyed outside of its own machine
    /// counts.</summary>
    private static void Pipeline(string path, string content, ICollection<Effect> effects)
    {
        foreach (string code in PipelineSteps.Of(content))
        {
            Reading reading = ShellReader.Read(
                code, new ShellContext("/github/workspace", ImmutableDictionary<string, string>.Empty));
            foreach (Effect effect in Recogniser.Recognise(
                new Action.ShellCommand(code, "/github/workspace"), reading with { Opaque = [] }))
            {
                if (effect.Kind is EffectKind.Destroy or EffectKind.Weaken && effect.Tool is not "files" and not "git"
                    && !TargetKinds.OnThisMachine(effect.Target.Kind))
                {
                    effects.Add(Weaken(
                        "pipeline", path, $"has a pipeline run what {effect.Summary}", null) with
                    {
                        Target = new Target("pipeline", path, effect.Target.Signs),
                    });
                    return;
                }
            }
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
