using Holdpoint.Shell;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Tools.Databases;

/// <summary>What another program pipes into a client: files, a dump, or SQL that only run time knows.</summary>
internal static class Producers
{
    public static void Add(DatabaseScript script, Invocation producer, ICollection<Effect> effects)
    {
        if (Origins.Network(producer) is { } network)
        {
            effects.Add(OpaqueEffects.Of(
                new OpaqueCode(OpacityKind.Network, $"the output of {network} is run by {script.Tool}", producer.Span),
                script.Connection.Invocation.Directory.Shown) with { Invocation = script.Connection.Invocation });
            return;
        }

        List<Word> files =
            [.. producer.Arguments.Where(a => a.Prefix is not ['-', ..]).Select(f => There(script, producer, f))];
        switch (producer.Name)
        {
            case "cat" or "tac" or "head" or "tail" when files.Count > 0 && producer.Name is "cat":
                foreach (Word file in files)
                {
                    script.AddFile(file, effects);
                }

                break;
            case "cat" when producer.Input is Input.FromFile(var file):
                script.AddFile(There(script, producer, file), effects);
                break;
            case "yes":
                break;
            case "pg_dump" or "pg_dumpall" or "mysqldump" or "mariadb-dump":
                Dump(script, producer, effects);
                break;
            default:
                effects.Add(DatabaseEffects.Unknown(script.Tool, script.Connection, producer.Shown,
                    $"runs SQL that {producer.Name ?? producer.Program.Shown} prints"));
                break;
        }
    }

    /// <summary>A file as the client would name it: what prints it may run in another folder, or on another machine
    /// than the client.</summary>
    private static Word There(DatabaseScript script, Invocation producer, Word file) =>
        producer.Outside is null && producer.Directory.Text is not null
            && producer.Directory.Text != script.Connection.Invocation.Directory.Text
            ? Shell.Evaluation.Words.Resolve(producer.Directory, file)
            : file;

    /// <summary>A dump makes what is not there; only one that cleans first drops what is.</summary>
    private static void Dump(DatabaseScript script, Invocation producer, ICollection<Effect> effects)
    {
        bool mysql = producer.Name is "mysqldump" or "mariadb-dump";
        bool cleans = mysql
            ? !producer.Arguments.Any(a => a.Text is "--skip-add-drop-table" or "--skip-opt" or "--compact")
            : producer.Arguments.Any(a => a.Text is "--clean" or "-c"
                || (a.Prefix is ['-', not '-', ..] && a.Prefix.Contains('c', StringComparison.Ordinal)));
        if (cleans)
        {
            effects.Add(DatabaseEffects.Unknown(script.Tool, script.Connection, producer.Shown,
                "writes a dump over the tables that are there"));
        }
    }
}
