using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Shell.Languages;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases;
using Holdpoint.World;

namespace Holdpoint.Tools.Code;

/// <summary>SQL that code of other languages sends to a database, and what their libraries drop and empty by
/// themselves.</summary>
internal sealed class DatabaseCallTool : Tool
{
    public override string Id => "code";

    public override string Title => "Databases in code of other languages";

    public override string Documentation =>
        """
        **Read:** code of Python, JavaScript and TypeScript, Ruby, Elixir, Perl, PHP, Lua, R, Julia and AppleScript,
        from `-c` and `-e`, here-documents, pipes, the file that is run, functions that it imports from the project,
        and the shells of frameworks (`manage.py shell`, `rails runner`, `artisan tinker`); source that is compiled and
        run at once, of Go (`go run`), Java, Kotlin, Scala, Groovy, Rust (`cargo run`, `rust-script`), C#
        (`dotnet run`) and Swift, from its `main` on. What it runs, removes, or sends over HTTP is judged as the program
        that does the same.

        **Recognised here:** SQL as the argument of a query, and calls that drop or empty wholesale: `drop_all`,
        `dropDatabase`, `deleteMany({})`, `sync({ force: true })`, `flushall`.

        **Target:** the URL or the parts of the connection in the code, variables of the environment, and `.env` files.

        **Not seen:** SQL that the code makes out of nothing that stands in it, what other packages do, and of a
        program of several folders what does not lie beside its main file.
        """;

    public override ImmutableArray<string>? Programs { get; } = [CodeProgram.SqlCall];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        var arguments = ClientArguments.Read(invocation.Arguments, "", "scheme url host port database file");
        Word? url = arguments.Value("url");
        string? driver = Driver(ref url);
        string scheme = arguments.Value("scheme")?.Text ?? driver ?? Scheme(url) ?? "database";
        Word? file = arguments.Value("file") ?? OfFile(url);
        if (arguments.Operands is not [var sql, ..] || file?.Text is ":memory:" or "")
        {
            return;
        }

        var connection = new Connection
        {
            Scheme = scheme,
            Invocation = invocation,
            Url = file is null ? url : null,
            File = file,
            Host = arguments.Value("host"),
            Port = arguments.Value("port"),
            Database = arguments.Value("database"),
            Variables = url is null && arguments.Value("host") is null
                ? ("DATABASE_URL", scheme is "mysql" ? "MYSQL_HOST" : "PGHOST", "", scheme is "mysql" ? ""
                : "PGDATABASE", "")
                : ("", "", "", "", ""),
        };
        List<Effect> found = [];
        new SqlScript(Id, connection, new SqlContext(DialectOf(scheme), SqlClient.None)).AddText(sql, found);
        foreach (Effect effect in found)
        {
            effects.Add(effect.Probe is { } probe && file is null && effect.Invocation == invocation
                && invocation.Wrappers is [.., var by] && DotEnvRule.Of(by) is { } rule
                ? effect with { Probe = new VariableFilesProbe(probe, rule, invocation) }
                : effect);
        }
    }

    private static string? Scheme(Word? url)
    {
        string start = url?.Prefix ?? "";
        int end = start.IndexOf(':', StringComparison.Ordinal);
        string scheme = end <= 0 ? "" : start[..end].Split('+')[0];
        return scheme.Length == 0 ? null : Common(scheme);
    }

    private static string Common(string scheme) => scheme.ToLowerInvariant() switch
    {
        "postgres" or "pgsql" or "pg" => "postgresql",
        "mysql2" or "mariadb" => "mysql",
        "mssql" or "sqlsrv" => "sqlserver",
        var known => known,
    };

    /// <summary>Takes the driver off <c>mysql:host=…;dbname=…</c> and <c>dbi:Pg:dbname=…</c>; null where there is
    /// none.</summary>
    private static string? Driver(ref Word? url)
    {
        string text = url?.Prefix ?? "";
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        int colon = equals < 0 ? -1 : text.LastIndexOf(':', equals);
        if (url is null || colon <= 0 || text.Contains("://", StringComparison.Ordinal))
        {
            return null;
        }

        url = Shell.Evaluation.Words.Skip(url, colon + 1);
        return Common(text[(text.LastIndexOf(':', colon - 1) + 1)..colon]);
    }

    /// <summary>The file of a URL such as <c>sqlite:///app.db</c>.</summary>
    private static Word? OfFile(Word? url) =>
        url?.Text is { } text && text.StartsWith("sqlite", StringComparison.Ordinal)
            && text.Contains(':', StringComparison.Ordinal)
            ? new Word(text.StartsWith("sqlite:////", StringComparison.Ordinal) ? text["sqlite:///".Length..]
                : text.Contains(":///", StringComparison.Ordinal)
                ? text[(text.IndexOf(":///", StringComparison.Ordinal) + 4)..]
                : text.EndsWith("://", StringComparison.Ordinal) ? ":memory:"
                : text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..])
            : null;

    private static Dialect DialectOf(string scheme) => scheme switch
    {
        "postgresql" => Dialect.Postgres,
        "mysql" => Dialect.MySql,
        "sqlite" => Dialect.Sqlite,
        "duckdb" => Dialect.DuckDb,
        "sqlserver" => Dialect.TransactSql,
        "clickhouse" => Dialect.ClickHouse,
        "snowflake" => Dialect.Snowflake,
        "cockroachdb" => Dialect.Cockroach,
        _ => Dialect.Generic,
    };
}

/// <summary>Finds the target of code that reads its connection from a file of variables, where nothing else tells
/// it.</summary>
/// <param name="Inner">Finds it by the words and the environment.</param>
/// <param name="Rule">Which files the libraries of its language load.</param>
/// <param name="Invocation">The call, with the variables that it sees.</param>
internal sealed record VariableFilesProbe(Probe Inner, DotEnvRule Rule, Invocation Invocation) : Probe
{
    /// <summary>Bytes of a file of variables.</summary>
    private const int MaxFile = 64 * 1024;

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget) =>
        Told(Inner.Measure(effect, world, budget), world);

    public override ImmutableArray<Measurement> MeasureAll(Effect effect, IWorld world, MeasureBudget budget) =>
        [.. Inner.MeasureAll(effect, world, budget).Select(m => Told(m, world))];

    private Measurement Told(Measurement measured, IWorld world)
    {
        Target target = measured.Effect.Target;
        if (Invocation.Directory.Text is not { } folder
            || target.Signs.Any(s => s.Kind is SignKind.Host or SignKind.Url))
        {
            return measured;
        }

        ImmutableArray<Sign> signs = Environments.Reach.Of(Rule.Load(
            folder,
            name => Invocation.Environment.TryGetValue(name, out Word? given) ? given?.Text ?? ""
                : Invocation.CleanEnvironment ? null : world.Variable(name),
            path => world.Read(path, MaxFile) is FileAnswer.Content content ? content.Text : null));
        return signs.IsEmpty ? measured : measured with
        {
            Effect = measured.Effect with
            {
                Target = target with { Place = signs[0].Shown, Signs = [.. target.Signs, .. signs] },
            },
        };
    }
}
