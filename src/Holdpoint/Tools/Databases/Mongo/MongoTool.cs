using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Databases.Mongo;

/// <summary>mongosh: what its JavaScript deletes, and in which database; mongorestore and mongoimport.</summary>
internal sealed class MongoTool : Tool
{
    /// <summary>Options by which it connects, beside address, host and port.</summary>
    private const string Connects = "u username p password authenticationDatabase authenticationMechanism tls ssl "
        + "tlsCAFile tlsCertificateKeyFile tlsAllowInvalidHostnames tlsAllowInvalidCertificates";

    private const string Longs =
        "eval file host port username password authenticationDatabase db collection uri nsInclude nsExclude type "
        + "fields "
        + "tlsCAFile tlsCertificateKeyFile apiVersion mode";

    public override string Id => "mongodb";

    public override string Title => "mongosh, mongorestore, mongoimport";

    public override string Documentation =>
        """
        **Read:** JavaScript from `--eval`, files, here-documents and pipes; `load` is followed.

        **Recognised:** `drop`, `dropDatabase`, `deleteMany`, `deleteOne`, `remove`,
            `updateMany` and their kin (an empty
        filter is every document), `runCommand` with such commands, `$out`, `$merge`, an index with a time to live,
        `shutdownServer`, changes of the cluster; `mongorestore --drop`, `mongoimport --drop`. A call put together at
        run time is not seen.

        **Measured**, through `mongosh` with the same connection where it is installed: which collections, about how
        many documents, how large.

        **Target:** the connection string, `--host`, `--port`, `--db`.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["mongosh", "mongo", "mongorestore", "mongoimport"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        var arguments = ClientArguments.Read(invocation.Arguments, "fhupdc", Longs);
        if (arguments.Has("help version"))
        {
            return;
        }

        bool shell = invocation.Name is "mongosh" or "mongo";
        List<Word> files = shell
            ? [.. arguments.Operands.Where(o => o.Suffix.EndsWith(".js", StringComparison.Ordinal)
                || o.Suffix.EndsWith(".mongodb", StringComparison.Ordinal))]
            : [];
        Connection connection = Connect(invocation, arguments, files, shell);
        if (!shell)
        {
            if (arguments.Has("drop"))
            {
                string name = arguments.Value("d db")?.Shown ?? "the database";
                DatabaseEffects.Add(Id, connection,
                [
                    new(Sql.DeedKind.Deletes, "collection", arguments.Value("c collection")?.Shown ?? name,
                        "drops the collections that it restores", 0) { Question = "how many documents they hold" },
                ], effects);
            }

            return;
        }

        var script = new MongoScript(Id, connection);
        bool given = false;
        foreach ((string name, Word? value) in arguments.Given)
        {
            if (name is "eval" && value is not null)
            {
                given = true;
                script.AddText(value, effects);
            }
            else if (name is "f" or "file" && value is not null)
            {
                files.Add(value);
            }
        }

        foreach (Word file in files)
        {
            script.AddNamedFile(file, effects);
        }

        if (!given && files.Count == 0)
        {
            script.AddInput(effects);
        }
    }

    private static Connection Connect(
        Invocation invocation, ClientArguments arguments, List<Word> files, bool shell)
    {
        // An address is a URL, or host:port/db, or a database's name.
        Word? address = shell ? arguments.Operands.FirstOrDefault(o => !files.Contains(o)) : null;
        Word? url = arguments.Value("uri")
            ?? (address?.Text is null || address.Text.Contains("://", StringComparison.Ordinal) ? address : null);
        Word? host = arguments.Value("h host");
        Word? database = arguments.Value("d db");
        if (url is null && address?.Text is { } text)
        {
            int slash = text.IndexOf('/', StringComparison.Ordinal);
            bool isHost = slash >= 0 || text.Contains(':', StringComparison.Ordinal)
                || text.Contains('.', StringComparison.Ordinal);
            host ??= isHost ? new Word(slash < 0 ? text : text[..slash]) : null;
            database ??= isHost ? slash < 0 ? null : new Word(text[(slash + 1)..]) : address;
        }

        return new Connection
        {
            Scheme = "mongodb",
            Invocation = invocation,
            Url = url,
            Host = host,
            Port = arguments.Value("port"),
            Given = [.. arguments.Given.Where(g => Shell.Wrappers.Wrapper.Has(Connects, g.Name))],
            Database = database,
            DefaultHost = "localhost",
        };
    }
}
