using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases;

/// <summary>How a client of a database takes its SQL and its target on the command line.</summary>
/// <param name="Dialect">Whose SQL it sends.</param>
/// <param name="Client">Whose own commands may stand between the statements.</param>
/// <param name="Scheme">The scheme under which targets are shown.</param>
internal sealed record SqlClientOptions(Dialect Dialect, SqlClient Client, string Scheme)
{
    /// <summary>Short options with a value; <c>?</c> follows one that takes it attached only.</summary>
    public string Letters { get; init; } = "";

    /// <summary>Long options with a value.</summary>
    public string Longs { get; init; } = "";

    /// <summary>Options whose value is SQL.</summary>
    public string Texts { get; init; } = "";

    /// <summary>Options whose value is a file of SQL.</summary>
    public string Files { get; init; } = "";

    public string Url { get; init; } = "";

    public string Host { get; init; } = "";

    public string Port { get; init; } = "";

    public string Database { get; init; } = "";

    public string Profile { get; init; } = "";

    public string User { get; init; } = "";

    /// <summary>Other options by which it connects.</summary>
    public string Connects { get; init; } = "";

    /// <summary>Options with which no SQL runs.</summary>
    public string Quiet { get; init; } = "help version";

    /// <summary>An option that lets a run go on after an error, or with <see cref="StopsAlways"/> false one that ends
    /// it.</summary>
    public string Errors { get; init; } = "";

    /// <summary>A run ends at the first error unless <see cref="Errors"/> says otherwise.</summary>
    public bool StopsAlways { get; init; }

    /// <summary>The first operand names the database or is a URL.</summary>
    public bool NamesDatabase { get; init; }

    /// <summary>Long options are written with one dash too.</summary>
    public bool OneDash { get; init; }

    /// <summary>Words before the options: <c>cockroach sql</c>.</summary>
    public string Subcommand { get; init; } = "";

    public (string Url, string Host, string Port, string Database, string Profile) Variables { get; init; } =
        ("", "", "", "", "");

    public string? DefaultHost { get; init; }

    public OptionFile? Options { get; init; }
}

/// <summary>A client that takes SQL in options, files and its input; what each is told apart by its
/// options.</summary>
internal abstract class SqlClientTool : Tool
{
    /// <summary>The options of a program of this tool; null where it runs no SQL.</summary>
    protected abstract SqlClientOptions? Options(string program);

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        if (Options(invocation.Name ?? "") is not { } options || Arguments(invocation, options) is not { } words)
        {
            return;
        }

        ClientArguments arguments = options.OneDash
            ? ClientArguments.ReadNamed(words, options.Longs)
            : ClientArguments.Read(words, options.Letters, options.Longs);
        if (arguments.Has(options.Quiet))
        {
            return;
        }

        var context = new SqlContext(options.Dialect, options.Client)
        {
            StopsAtErrors = options.StopsAlways != arguments.Has(options.Errors),
        };
        Run(new SqlScript(Id, Connect(invocation, arguments, options), context), arguments, options, effects);
    }

    /// <summary>The words behind a subcommand; null where it is another one.</summary>
    private static ImmutableArray<Word>? Arguments(Invocation invocation, SqlClientOptions options)
    {
        ImmutableArray<Word> words = invocation.Arguments;
        if (options.Subcommand.Length == 0)
        {
            return words;
        }

        int at = 0;
        while (at < words.Length && words[at].Prefix is ['-', ..])
        {
            at++;
        }

        return at < words.Length && Shell.Wrappers.Wrapper.Has(options.Subcommand, words[at].Text ?? "")
            ? words.RemoveAt(at)
            : null;
    }

    /// <summary>Adds the effects of every source, in the order of the words; the input where there is none.</summary>
    protected virtual void Run(
        SqlScript script, ClientArguments arguments, SqlClientOptions options, ICollection<Effect> effects)
    {
        bool given = false;
        foreach ((string name, Word? value) in arguments.Given)
        {
            if (value is null)
            {
                continue;
            }

            if (Shell.Wrappers.Wrapper.Has(options.Texts, name))
            {
                given = true;
                script.AddText(value, effects);
            }
            else if (Shell.Wrappers.Wrapper.Has(options.Files, name))
            {
                given = true;
                script.AddNamedFile(value, effects);
            }
        }

        if (!given)
        {
            script.AddInput(effects);
        }
    }

    /// <summary>Where it connects, as its words tell.</summary>
    protected virtual Connection Connect(Invocation invocation, ClientArguments arguments, SqlClientOptions options)
    {
        Word? operand = options.NamesDatabase ? arguments.Operands.FirstOrDefault() : null;
        bool isUrl = operand?.Text is { } text ? Connection.IsString(text) : operand?.IsUnknown is true;
        return new Connection
        {
            Scheme = options.Scheme,
            Invocation = invocation,
            Url = arguments.Value(options.Url) ?? (isUrl ? operand : null),
            Host = arguments.Value(options.Host),
            Port = arguments.Value(options.Port),
            Database = arguments.Value(options.Database) ?? (isUrl ? null : operand),
            Profile = arguments.Value(options.Profile),
            Variables = options.Variables,
            DefaultHost = options.DefaultHost,
            Options = options.Options,
            User = arguments.Value(options.User),
            Given = [.. arguments.Given.Where(g => Shell.Wrappers.Wrapper.Has(options.Connects, g.Name))],
        };
    }
}
