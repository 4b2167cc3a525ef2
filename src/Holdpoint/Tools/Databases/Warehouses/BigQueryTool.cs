using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.Warehouses;

/// <summary>bq: queries of BigQuery, and its own commands that delete or overwrite.</summary>
internal sealed class BigQueryTool : Tool
{
    /// <summary>BigQuery keeps what a table was for seven days unless told otherwise.</summary>
    private const int UsualHours = 168;

    private const string Valued =
        "project_id dataset_id location format destination_table job_id max_rows n parameter label api bigqueryrc "
        + "credential_file headless transfer_config display_name params schedule expiration schema source_format "
        + "field_delimiter time_partitioning_field description table default_table_expiration maximum_bytes_billed "
        + "max_time_travel_hours q i d t";

    public override string Id => "bq";

    public override string Title => "bq (BigQuery)";

    public override string Documentation =>
        """
        **Recognised:** the SQL of `bq query` (arguments, here-documents, pipes), `--destination_table` with
        `--replace`, `bq rm`, `bq load --replace`, `bq cp -f`, an expiration that `bq update` sets. `--dry_run` runs
        nothing. BigQuery keeps deleted tables for 2 to 7 days.

        **Target:** `--project_id`, or the project before the colon of a name.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["bq"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        ImmutableArray<Word> words = invocation.Arguments;
        int at = 0;
        while (at < words.Length && words[at].Prefix is ['-', ..] option)
        {
            bool takes = !option.Contains('=', StringComparison.Ordinal)
                && Shell.Wrappers.Wrapper.Has(Valued, option.TrimStart('-'));
            at += takes ? 2 : 1;
        }

        if (at >= words.Length)
        {
            return;
        }

        string command = words[at].Text ?? "";
        bool short_ = command is "rm" or "ls" or "show" or "cp";
        ImmutableArray<Word> rest = words.RemoveAt(at);
        var arguments = ClientArguments.ReadNamed(
            rest, short_ ? Valued.Replace(" q i d t", "", StringComparison.Ordinal) : Valued);
        if (arguments.Has("dry_run dryrun help"))
        {
            return;
        }

        Word? name = arguments.Operands.FirstOrDefault();
        var connection = new Connection
        {
            Scheme = "bigquery",
            Invocation = invocation,
            Host = arguments.Value("project_id") ?? Project(name, command),
            Database = arguments.Value("dataset_id"),
            Variables = ("", "CLOUDSDK_CORE_PROJECT", "", "", ""),
        };
        List<SqlStep.Deed> deeds = [];
        Command(command, arguments, connection, deeds, effects);
        DatabaseEffects.Add(Id, connection, deeds, effects);
    }

    private void Command(string command, ClientArguments arguments, Connection connection, List<SqlStep.Deed> deeds,
        ICollection<Effect> effects)
    {
        string name = arguments.Operands.LastOrDefault()?.Shown ?? "";
        switch (command)
        {
            case "query":
                Query(arguments, connection, deeds, effects);
                break;
            case "rm":
                string what = arguments.Has("d dataset r recursive") ? "dataset" : arguments.Has("m model") ? "model"
                    : "table";
                deeds.Add(new(DeedKind.Deletes, what, name, $"deletes the {what} {name}", 0)
                {
                    Question = "how much it holds",
                });
                break;
            case "load" when arguments.Has("replace"):
                Replaces(arguments.Operands.FirstOrDefault()?.Shown ?? "");
                break;
            case "cp" when arguments.Has("f force"):
                Replaces(name);
                break;
            case "update" when arguments.Value("expiration default_table_expiration") is { Text: not "0" }:
                deeds.Add(new(DeedKind.Weakens, "table", name, $"lets {name} expire", 0));
                break;
            case "update" when arguments.Value("max_time_travel_hours")?.Text is { } hours
                && int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out int kept)
                && kept < UsualHours:
                deeds.Add(new(DeedKind.Weakens, "dataset", name, $"keeps what {name} was for {kept} hours only", 0));
                break;
        }

        void Replaces(string table) => deeds.Add(new(
            DeedKind.Deletes, "table", table, $"writes over the table {table}", 0) { Question = "how much it holds" });
    }

    private void Query(
        ClientArguments arguments, Connection connection, List<SqlStep.Deed> deeds, ICollection<Effect> effects)
    {
        var script = new SqlScript(Id, connection, new SqlContext(Dialect.BigQuery, SqlClient.None));
        if (arguments.Operands.Count > 0)
        {
            script.AddText(Shell.Evaluation.Words.JoinWith(arguments.Operands, " "), effects);
        }
        else
        {
            script.AddInput(effects);
        }

        if (arguments.Has("replace") && arguments.Value("destination_table") is { } table)
        {
            deeds.Add(new(DeedKind.Deletes, "table", table.Shown, $"writes over the table {table.Shown}", 0)
            {
                Question = "how much it holds",
            });
        }
    }

    /// <summary>The project of <c>project:dataset.table</c>.</summary>
    private static Word? Project(Word? name, string command) =>
        command is not "query" && name?.Text is { } text
            && text.IndexOf(':', StringComparison.Ordinal) is > 0 and var at
            ? new Word(text[..at])
            : null;
}
