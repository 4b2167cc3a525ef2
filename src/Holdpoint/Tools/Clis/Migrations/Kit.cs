using System.Collections.Immutable;
using Holdpoint.Environments;

namespace Holdpoint.Tools.Clis.Migrations;

/// <summary>What schema tools have in common: how their deeds are undone, and how they name a database.</summary>
internal static class Kit
{
    public const string Schema = "database.schema";
    public const string Database = "database";

    private static readonly string[] Extensions = ["ts", "js", "mjs", "cjs", "mts", "json"];

    /// <summary>Rows that nothing but a copy of the database brings back.</summary>
    public static readonly Recovery Gone =
        new Recovery.Never("no migration brings rows back; only a copy of the database does");

    /// <summary>One migration undone: the schema comes back, what stood in its columns does not.</summary>
    public static readonly Recovery StepBack =
        new Recovery.FromSource("migrating forward makes the schema again, without the rows of what it dropped");

    /// <summary>A tool that stops before it loses data.</summary>
    public static readonly Recovery Stops =
        new Recovery.FromSource("the schema file makes it again; it stops where it knows that rows would be lost");

    public static readonly Recovery Forward =
        new Recovery.FromSource("the migrations are files of the project");

    /// <summary>The address of the database, by option or variable.</summary>
    public static CliSource Url(string options, string variables = "DATABASE_URL") =>
        new("url", SignKind.Url, options, variables);

    /// <summary>What the tool is told to run as.</summary>
    public static CliSource Environment(string options, string variables, string standard = "") =>
        new(CliSource.Environment, SignKind.Name, options, variables, standard);

    /// <summary>A file of the project that names the database in whatever language.</summary>
    public static CliConfig File(string path, string options = "", bool sections = false) =>
        new(path, ConfigText.Read) { Options = options, Sections = sections };

    /// <summary>The same file in the languages of JavaScript.</summary>
    public static ImmutableArray<CliConfig> Scripts(string stem, string options = "", bool sections = false) =>
        [.. Extensions.Select(e => File($"{stem}.{e}", options, sections))];

    /// <summary>Everything in the database goes.</summary>
    public static CliRule Empties(string pattern, string summary, string? safer = null) =>
        CliRule.Empties(pattern, Database, summary, Gone) with { Safer = safer };

    /// <summary>One step back.</summary>
    public static CliRule Reverts(string pattern, string summary, string? safer = null) =>
        CliRule.Destroys(pattern, Schema, summary, StepBack) with { Safer = safer };

    /// <summary>Forward: what the files say, seen when they were written.</summary>
    public static CliRule Migrates(string pattern, string summary = "runs the pending migrations") =>
        CliRule.Modifies(pattern, Schema, summary, Forward);

    /// <summary>SQL given by words or files.</summary>
    public static CliRule Runs(string pattern, CliSql sql) =>
        new(pattern, EffectKind.Unknown, "sql", "", Gone) { Sql = sql };
}
