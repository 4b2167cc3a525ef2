using System.Collections.Immutable;

namespace Holdpoint.Shell.Evaluation;

/// <summary>read, mapfile and getopts: variables from input.</summary>
internal sealed class Readers(Session session, Assignments assignments)
{
    public Outcome Run(string name, Launch launch) =>
        name switch
        {
            "read" => Read(launch),
            "getopts" => GetOptions(launch.Arguments),
            _ => Map(launch),
        };

    private Outcome Read(Launch launch)
    {
        Options options = Parse(launch, "adinNptu");
        string? text = options.Input is Input.Given(var given) && options.Known ? given.Text : null;
        ImmutableArray<string> names = options.Names.IsEmpty && options.Array is null ? ["REPLY"] : options.Names;
        if (text is null)
        {
            foreach (string variable in names)
            {
                Set(variable, Source(options.Input, variable));
            }

            if (options.Array is { } array)
            {
                session.Scope = session.Scope.Assign(array, Holding.Inherited);
            }

            return Outcome.Unknown;
        }

        int end = text.IndexOf(options.Delimiter, StringComparison.Ordinal);
        string line = end < 0 ? text : text[..end];
        Consume(launch, options, end < 0 ? "" : text[(end + 1)..]);
        if (text.Length == 0)
        {
            foreach (string variable in names)
            {
                Set(variable, Word.Empty);
            }

            return Outcome.Failure;
        }

        if (!options.Raw)
        {
            line = line.Replace("\\\n", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal);
        }

        string separators = launch.Assigned.FirstOrDefault(a => a.Key == "IFS") is { Key: not null } ifs
            ? ifs.Value?.Text ?? " \t\n"
            : session.Expander.Parameters.Separators;
        Split(line, names, options.Array, separators);

        // The last line without its end still counts, although read then fails.
        return Outcome.Success;
    }

    private void Split(string line, ImmutableArray<string> names, string? array, string separators)
    {
        if (array is not null)
        {
            var fields = new Fields();
            fields.Splitting(line, separators, glob: false);
            fields.Break();
            session.Scope = session.Scope.Assign(array, Holding.Array(fields.Done));
            return;
        }

        char[] white = [.. separators.Where(c => c is ' ' or '\t' or '\n')];
        char[] all = separators.ToCharArray();
        string rest = white.Length > 0 ? line.Trim(white) : line;
        for (int i = 0; i < names.Length; i++)
        {
            int at = all.Length == 0 || i == names.Length - 1 ? -1 : rest.IndexOfAny(all);
            Set(names[i], new Word(at < 0 ? rest : rest[..at]));
            rest = at < 0 ? "" : rest[(at + 1)..].TrimStart(white);
        }
    }

    private Outcome Map(Launch launch)
    {
        Options options = Parse(launch, "dnOsuCc");
        string name = options.Names is [var one, ..] ? one : "MAPFILE";
        if (options.Input is Input.Given({ Text: { } text }) && options.Known)
        {
            List<Word> lines = [];
            foreach (string line in text.TrimEnd('\n').Split(options.Delimiter))
            {
                lines.Add(new Word(options.Raw || options.Trims ? line : line + "\n"));
            }

            session.Scope = session.Scope.Assign(name, Holding.Array(lines));
        }
        else
        {
            session.Scope = session.Scope.Assign(name, Holding.Inherited);
        }

        if (options.Callback is { } callback)
        {
            session.Launcher.Code.Run(Words.Concat(callback, new Word(" 0 ''")), launch.Span, "mapfile");
        }

        return Outcome.Unknown;
    }

    private Outcome GetOptions(ImmutableArray<Word> arguments)
    {
        if (arguments is [_, { Text: { } name }, ..])
        {
            Set(name, Word.Unknown("$" + name));
        }

        Set("OPTARG", Word.Unknown("$OPTARG"));
        Set("OPTIND", Word.Unknown("$OPTIND"));
        return Outcome.Unknown;
    }

    private void Set(string name, Word value) => assignments.Set(session.Expander.Parameters.Target(name), value);

    /// <summary>An unknown that remembers where it came from: code from the network stays that when it is read into a
    /// variable.</summary>
    private Word Source(Input input, string variable)
    {
        switch (input)
        {
            case Input.Piped(var producer):
                return Session.OutputOf(producer);
            case Input.FromFile(var path):
                return session.ContentOf(path);
            case Input.Given({ Producer: { } producer }):
                return Session.OutputOf(producer);
            default:
                return Word.Unknown("$" + variable);
        }
    }

    private void Consume(Launch launch, Options options, string rest)
    {
        if (options.Descriptor is { } number)
        {
            session.Scope = session.Scope with
            {
                Descriptors = session.Scope.Descriptors.SetItem(number, new Input.Given(new Word(rest))),
            };
        }
        else if (ReferenceEquals(launch.Input, session.Scope.Input))
        {
            session.Scope = session.Scope with { Input = new Input.Given(new Word(rest)) };
        }
    }

    /// <summary>What the options of read and mapfile say.</summary>
    private readonly record struct Options(
        Input Input,
        string? Descriptor,
        ImmutableArray<string> Names,
        string? Array,
        char Delimiter,
        bool Raw,
        bool Trims,
        Word? Callback,
        bool Known
    );

    private Options Parse(Launch launch, string valued)
    {
        var options = new Options(launch.Input, null, [], null, '\n', false, false, null, true);
        int i = 0;
        for (; i < launch.Arguments.Length && launch.Arguments[i].Prefix is ['-', _, ..] letters; i++)
        {
            if (letters == "--")
            {
                i++;
                break;
            }

            for (int at = 1; at < letters.Length; at++)
            {
                char option = letters[at];
                options = option switch
                {
                    'r' => options with { Raw = true },
                    't' when !valued.Contains('t', StringComparison.Ordinal) => options with { Trims = true },
                    _ => options,
                };
                if (!valued.Contains(option, StringComparison.Ordinal))
                {
                    continue;
                }

                Word value =
                    at + 1 < launch.Arguments[i].Shown.Length ? Words.Skip(launch.Arguments[i], at + 1)
                    : ++i < launch.Arguments.Length ? launch.Arguments[i]
                    : Word.Empty;
                options = Apply(options, option, value);
                break;
            }
        }

        i = Math.Min(i, launch.Arguments.Length);
        return options with
        {
            Names = [.. launch.Arguments[i..].Select(a => a.Text).OfType<string>().Where(n => n.Length > 0)],
        };
    }

    private Options Apply(Options options, char option, Word value) =>
        option switch
        {
            'a' => options with { Array = value.Text },
            'd' => options with { Delimiter = value.Text is [var c, ..] ? c : '\0' },
            'u' => options with
            {
                Descriptor = value.Text,
                Input = session.Scope.Descriptors.GetValueOrDefault(value.Text ?? "") ?? Input.Inherited.Instance,
            },
            'C' => options with { Callback = value },
            'n' or 'N' or 'O' or 's' => options with { Known = false },
            _ => options,
        };
}
