using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Scripts;
using Holdpoint.Shell.Scripts.Images;

namespace Holdpoint.Shell.Wrappers;

/// <summary>Runs the commands that programs run in places that are not this machine; the program itself stays an
/// invocation.</summary>
internal sealed class Remotes(Session session)
{
    private TaskFiles? _files;
    private int _ofFiles;

    private TaskFiles Files => _files ??= new TaskFiles(session);

    /// <summary>False when the program runs nothing elsewhere.</summary>
    public bool Run(string name, Launch launch)
    {
        foreach (Remote remote in Remote.Find(name))
        {
            var line = new Line(launch.Arguments);
            if (Verbs(remote, line))
            {
                Read(name, remote, line, launch);
                return true;
            }
        }

        return false;
    }

    private static Wrapper Table(string options) => new()
    {
        Valued = string.Concat(options.Split(' ').Where(o => o.Length == 1)),
        LongValued = options,
    };

    private static bool Verbs(Remote remote, Line line)
    {
        foreach (string verbs in remote.Verbs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            while (line.Option(Table(remote.Valued), out _, out _))
            {
            }

            if (line.Next?.Text is not { } verb || !verbs.Split('|').Contains(verb))
            {
                return false;
            }

            line.Skip(1);
        }

        return true;
    }

    /// <summary>Options and the place, then the command.</summary>
    private void Read(string name, Remote remote, Line line, Launch launch)
    {
        Wrapper table = Table(remote.After);
        Word? place = null, code = null, program = null;
        bool separated = false;
        _ofFiles = 0;
        var variables = ImmutableArray.CreateBuilder<KeyValuePair<string, Word?>>();
        while (!separated && line.Next is { } word)
        {
            separated = word.Text is "--";
            if (line.Option(table, out string option, out Word? value))
            {
                code = value is not null && Wrapper.Has(remote.Code, option) ? value : code;
                program = option is "entrypoint" ? value : program;
                if (remote.Kind is not OutsideKind.Machine && value is not null)
                {
                    AddVariables(option, value, name, launch, variables);
                }
            }
            else if (separated)
            {
                continue;
            }
            else if (place is null)
            {
                place = word;
                line.Skip(1);
                if (!remote.Dashes && !remote.Joined && remote.Code.Length == 0)
                {
                    break;
                }
            }
            else
            {
                break;
            }
        }

        if (place is null && remote.Code.Length == 0)
        {
            return;
        }

        ImmutableArray<Word> rest = line.Rest is [{ Text: "--" }, .. var after] ? after : line.Rest;
        if (program is null && remote.Kind is OutsideKind.Container && line.Rest is [{ Text: var first }, ..]
            && launch.Arguments.Any(a => a.Text is "run") && !launch.Arguments.Any(a => a.Text is "exec")
            && place?.Text is { } image && ProgramNames.OfImage(image) is { } starts
            && first is not null && !first.Contains('/') && ProgramNames.Of(first) is not ("sh" or "bash" or "ash")
            && first != starts)
        {
            program = new Word(starts);
        }

        ImmutableArray<Word> own = launch.Arguments[..^line.Rest.Length];
        BuiltImage? built = program is null && remote.Kind is OutsideKind.Container
            && own.Any(a => a.Text is "run") && place is not null
            ? BuiltImage.Named(place, session, Files, launch) : null;
        if (built is not null)
        {
            rest = rest.IsEmpty || built.File.Entry.IsEmpty
                ? rest.IsEmpty ? [.. built.File.Words([]).Select(w => new Word(w))] : rest
                : [.. built.File.Entry.Select(w => new Word(w)), .. rest];
            variables.InsertRange(
                0, built.File.Variables.Select(v => KeyValuePair.Create(v.Key, (Word?)new Word(v.Value))));
        }

        rest = program is { Text.Length: > 0 } ? [program, .. rest] : rest;
        Start(name, remote, place ?? Word.Empty, code, own, rest, launch, variables.ToImmutable(), built);
    }

    /// <summary>Variables that an option gives along: <c>-e NAME=value</c>, <c>-e NAME</c> with the value that it has
    /// here, and <c>--env-file</c>.</summary>
    /// <remarks>As docker's reference of <c>docker run</c> has it; <c>-e</c> counts before a file.</remarks>
    private void AddVariables(
        string option, Word value, string by, Launch launch,
        ImmutableArray<KeyValuePair<string, Word?>>.Builder variables)
    {
        if (option is "env-file" && value.Text is { } path)
        {
            // Of several files the last counts; an option counts before all of them.
            ImmutableArray<KeyValuePair<string, Word?>> of = [.. EnvironmentFiles.Of(Files, launch, path, by)];
            variables.InsertRange(_ofFiles, of);
            _ofFiles += of.Length;
        }
        else if (option is "e" or "env")
        {
            int equals = value.Prefix.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                variables.Add(new(value.Prefix[..equals], Words.Skip(value, equals + 1)));
            }
            else if (value.Text is { } name && TaskEnvironment.Value(session, launch, name) is { } here)
            {
                variables.Add(new(name, here));
            }
        }
    }

    private void Start(
        string name, Remote remote, Word place, Word? code, ImmutableArray<Word> own, ImmutableArray<Word> command,
        Launch launch, ImmutableArray<KeyValuePair<string, Word?>> variables, BuiltImage? built)
    {
        Outside? before = session.Outside;
        Launch inner = launch.Elsewhere(name, variables);
        Launch runner = launch with { Arguments = own };
        session.Outside = new Outside(remote.Kind, session.Launcher.Made(runner, name), place);
        if (remote.Joined && !command.IsEmpty)
        {
            code = Words.JoinWith(command, " ");
        }

        if (code is not null)
        {
            session.Launcher.Code.RunChild(inner, code, name, null, default, inner.Input);
        }
        else if (!command.IsEmpty)
        {
            BuiltImage.Start(built, session, Files, inner, command, name);
        }
        else if (remote.Joined)
        {
            session.Launcher.Code.RunInput(inner, inner.Input, name, null, []);
        }

        session.Outside = before;
    }
}
