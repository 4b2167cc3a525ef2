using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases;
using Holdpoint.Tools.Databases.Postgres;
using Holdpoint.Tools.Databases.Postgres.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis;

/// <summary>Finds the target that a program would take from the environment or its files, where the words do not name
/// it.</summary>
/// <param name="Missing">Parts of the target that the words do not name.</param>
/// <param name="Configs">Files that may name them.</param>
internal sealed record CliProbe(
    ImmutableArray<CliSource> Missing, ImmutableArray<CliConfig> Configs, Invocation Invocation) : Probe
{
    /// <summary>Files of variables that the program loads by itself, separated by spaces.</summary>
    public string DotEnvs { get; init; } = "";

    /// <summary>A file that names what loads them; null where the program does it itself.</summary>
    public (string File, string Loader)? LoadedBy { get; init; }

    /// <summary>Files count before variables.</summary>
    public bool FilesFirst { get; init; }

    /// <summary>The environment that the words name, by which a section of a file is chosen.</summary>
    public string? Section { get; init; }

    /// <summary>What tells of the target where nothing names it; null for nothing.</summary>
    public Sign? Default { get; init; }

    /// <summary>What it falls on is the target itself: a database.</summary>
    public bool NamesPlace { get; init; }

    /// <summary>What else the world tells of the effect; null when nothing is asked.</summary>
    public Func<Effect, IWorld, Measurement>? Look { get; init; }

    /// <summary>What the program itself tells of the effect; null when it is not asked.</summary>
    public Func<Effect, IWorld, MeasureBudget, Measurement>? Live { get; init; }

    /// <summary>The command's words; null where nobody asks for them again.</summary>
    public CliLine? Line { get; init; }

    /// <summary>Where Terraform would be run; null for programs that run none.</summary>
    public Func<IWorld, TerraformUnits>? Units { get; init; }

    /// <summary>Has the program print the SQL that it would run; null where it cannot.</summary>
    public Func<Invocation, IWorld, MeasureBudget, (string? Sql, string Why)>? Preview { get; init; }

    /// <summary>All that the target holds goes.</summary>
    public bool Whole { get; init; }

    /// <summary>What looks into SQL that the command runs; its effects fall on the same target.</summary>
    public Probe? Inner { get; init; }

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        Effect located = effect with { Target = new CliTargets(this, world).Resolve(effect.Target) };
        if (NamesPlace && located.Target.Place != located.Target.Kind)
        {
            located = located with { Resource = located.Resource with { Name = located.Target.Place } };
        }

        Measurement? looked = Look?.Invoke(located, world);
        if (looked is not null && (looked.Unmeasured is null || !Whole))
        {
            return looked;
        }

        if (Live is not null && effect.Kind is EffectKind.Destroy or EffectKind.Unknown)
        {
            return Live(located, world, budget);
        }

        if (!Whole || effect.Kind is not EffectKind.Destroy)
        {
            return new Measurement(located);
        }

        string? why = looked?.Unmeasured;
        string name = located.Target.Place;
        ImmutableArray<SystemGroup> all = [new SystemGroup(name, 1, "all that it holds", Shared: false, Whole: true)];
        return Asked(located, world, budget) is { } told
            ? told.Count is 0 ? told : told with { Systems = all }
            : new Measurement(located)
            {
                Unmeasured = why,
                Systems = all,
                Losses =
                [
                    new Loss(located.Resource with { Name = "all that it holds" }, located.Recovery)
                    {
                        HoldsData = true,
                    },
                ],
            };
    }

    /// <summary>What a database says that it holds; null where none is named by a URL, or it does not answer.</summary>
    private Measurement? Asked(Effect located, IWorld world, MeasureBudget budget)
    {
        foreach (Sign sign in located.Target.Signs)
        {
            if (sign.Kind is SignKind.Url && PostgresConnection.Of(sign.Value, Invocation) is { } connection
                && CatalogueQuestion.Ask(connection, [], world, budget).Catalogue is { } catalogue)
            {
                return CatalogueLosses.OfAll(located, catalogue, located.Target.Place);
            }
        }

        return null;
    }

    public override ImmutableArray<Measurement> MeasureAll(Effect effect, IWorld world, MeasureBudget budget)
    {
        if (Units is not null)
        {
            return UnderlyingStates.Measure(Measure(effect, world, budget), Units(world), world, budget);
        }

        if (Preview is not null && effect.Kind is EffectKind.Destroy)
        {
            return Previewed(effect, Preview, world, budget);
        }

        if (Inner is null)
        {
            return [Measure(effect, world, budget)];
        }

        // Only files are looked into: what else the database's own probe would ask is another database's.
        Target target = new CliTargets(this, world).Resolve(effect.Target);
        return effect.Resource.Type is not "sql.file" ? [new Measurement(effect with { Target = target })]
            :
            [
                .. Inner.MeasureAll(effect, world, budget).Select(m => m with
                {
                    Effect = m.Effect with { Target = target, Tool = effect.Tool },
                }),
            ];
    }

    /// <summary>What the statements would do that the program would run; where it does not print them, what the words
    /// tell.</summary>
    private ImmutableArray<Measurement> Previewed(
        Effect effect, Func<Invocation, IWorld, MeasureBudget, (string? Sql, string Why)> preview, IWorld world,
        MeasureBudget budget)
    {
        Target target = new CliTargets(this, world).Resolve(effect.Target);
        Connection? connection = target.Signs.Where(s => s.Kind is SignKind.Url)
            .Select(s => PostgresConnection.Of(s.Value, Invocation)).FirstOrDefault(c => c is not null);
        if (connection is null)
        {
            return [Measure(effect, world, budget)];
        }

        (string? sql, string why) = preview(Invocation, world, budget);
        if (sql is null)
        {
            Measurement told = Measure(effect, world, budget);
            return [told with { Facts = [.. told.Facts, new Fact("preview", $"none: {why}", effect.Tool)] }];
        }

        List<Effect> effects = [];
        new SqlScript(effect.Tool, connection, new SqlContext(Dialect.Postgres, SqlClient.None))
            .AddCode(sql, effects);
        ImmutableArray<Measurement> measured =
        [
            .. effects.SelectMany(e => e.Probe?.MeasureAll(e, world, budget) ?? [new Measurement(e)])
                .Select(m => m with
                {
                    Effect = m.Effect with { Target = target, Summary = $"{m.Effect.Summary}, as its preview says" },
                }),
        ];
        return measured.IsEmpty
            ? [new Measurement(effect with
            {
                Kind = EffectKind.Read,
                Target = target,
                Recovery = new Recovery.Trivial("its preview takes nothing"),
                Summary = $"{effect.Summary}: its preview takes nothing",
            })]
            : measured;
    }
}
