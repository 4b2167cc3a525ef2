using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Holdpoint.Environments;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Clis;

/// <summary>Reads an invocation by the record of its program. Pure.</summary>
internal static class CliReader
{
    /// <summary>Names shown of one command.</summary>
    private const int MaxNames = 5;

    /// <summary>Adds what an invocation does; nothing for what reads or is not known.</summary>
    public static void Recognise(Cli cli, Invocation invocation, ICollection<Effect> effects) =>
        Recognise(cli, invocation.Arguments, invocation, effects);

    /// <summary>The same for a program that another one runs: <c>python manage.py flush</c>.</summary>
    public static void Recognise(
        Cli cli, ImmutableArray<Word> arguments, Invocation invocation, ICollection<Effect> effects)
    {
        CliLine line = CliLine.Read(cli, arguments, invocation.Environment);
        if (Harmless(cli, line))
        {
            return;
        }

        foreach (CliRule rule in cli.Rules)
        {
            if (CliPattern.Match(rule.Pattern, line) is not { } match)
            {
                continue;
            }

            if (rule.Sql is { } sql)
            {
                CliSqlReader.Add(sql, Made(cli, rule, match, line, invocation), match, line, effects);
            }
            else if (rule.Kind is not EffectKind.Read || rule.Look is not null)
            {
                effects.Add(Made(cli, rule, match, line, invocation));
            }

            return;
        }
    }

    private static bool Harmless(Cli cli, CliLine line)
    {
        foreach (Range part in cli.Harmless.AsSpan().Split(' '))
        {
            if (!cli.Harmless.AsSpan(part).IsEmpty
                && line.Option(cli.Harmless[part]) is { Value: var value }
                && value?.Text is not ("none" or "false" or "0"))
            {
                return true;
            }
        }

        return line.Has("help") || (line.Option("h") is { Value: null });
    }

    private static Effect Made(Cli cli, CliRule rule, CliMatch match, CliLine line, Invocation invocation)
    {
        (Target target, CliProbe probe) = Where(cli, line, invocation, rule);
        string name = cli.Unnamed ? "" : Names(match.Rest, match.Stars);
        if (name.Length == 0 && cli.Named.Length > 0 && line.Value(cli.Named) is { } named)
        {
            name = named.Shown;
        }

        if (name.Length > 0)
        {
            target = target with { Signs = target.Signs.Add(new Sign(SignKind.Name, name, "its name")) };
        }

        return new Effect(rule.Kind, new Resource(rule.Type, name), target, rule.Recovery)
        {
            EndsWithZeroAnyway = cli.EndsWithZeroAnyway,
            Tool = cli.Id,
            Summary = Filled(rule.Summary, match, line),
            Invocation = invocation,
            Safer = rule.Safer is null ? null : Filled(rule.Safer, match, line),
            Forbidden = rule.Forbidden,
            Probe = (rule.Look, rule.Live, rule.Units) switch
            {
                ({ } look, _, _) => probe with { Look = (effect, world) => look(effect, line, invocation, world) },
                (_, _, { } units) => probe with { Units = world => units(line, invocation, world) },
                (_, { } live, _) => probe with
                {
                    Line = line,
                    Live = (effect, world, budget) => live(effect, line, invocation, world, budget),
                },
                _ => probe,
            },
        };
    }

    /// <summary>The target as the words name it, and what finds the rest of it.</summary>
    /// <param name="rule">What is done there; null for anything.</param>
    public static (Target Target, CliProbe Probe) Where(
        Cli cli, CliLine line, Invocation invocation, CliRule? rule = null)
    {
        var signs = ImmutableArray.CreateBuilder<Sign>();
        var place = new List<string>();
        var missing = ImmutableArray.CreateBuilder<CliSource>();
        string? section = null;
        foreach (CliSource source in cli.Sources)
        {
            if (Named(source, line) is not (Word value, string from))
            {
                missing.Add(source);
                continue;
            }

            DatabaseAddress? address = source.Kind is SignKind.Url ? DatabaseAddress.Of(value.Shown) : null;
            if (address is { IsFile: true })
            {
                place.Add(address.Shown);
                signs.Add(new Sign(SignKind.Host, "localhost", $"a file of this machine in {from}"));
                continue;
            }

            signs.Add(new Sign(address?.Kind ?? source.Kind, address?.Value ?? value.Shown, from));
            place.Add(address?.Shown ?? $"{source.Word} {value.Shown}");
            section = source.Word is CliSource.Environment ? value.Text : section;
        }

        if (rule is { Local: true })
        {
            signs.Add(new Sign(SignKind.Host, "localhost", "the local stack"));
            place.Add("the local stack");
            missing.Clear();
        }

        bool local = rule is { Local: true };
        return (
            new Target(cli.Target, place.Count == 0 ? cli.Target : string.Join(", ", place), signs.DrainToImmutable()),
            new CliProbe(missing.DrainToImmutable(), local ? [] : Configs(cli, line), invocation)
            {
                DotEnvs = cli.DotEnvs,
                LoadedBy = cli.LoadedBy,
                Preview = cli.Preview,
                FilesFirst = cli.FilesFirst,
                Section = section,
                NamesPlace = cli.Unnamed,
                Whole = rule is { Whole: true },
                Default = cli.Default,
            });
    }

    /// <summary>The files of a program, those that options name in place of its own.</summary>
    private static ImmutableArray<CliConfig> Configs(Cli cli, CliLine line)
    {
        ImmutableArray<CliConfig> configs = cli.Configs;
        foreach (CliConfig config in cli.Configs)
        {
            if (config.Options.Length > 0 && line.Value(config.Options) is { } path)
            {
                return path.Text is { } text ? [config with { Path = text, Variable = "" }] : [];
            }
        }

        return configs;
    }

    /// <summary>The value that the words give to a source, and what gives it.</summary>
    private static (Word Value, string From)? Named(CliSource source, CliLine line)
    {
        if (source.Options.Length > 0 && line.Option(source.Options) is { } option)
        {
            string dashes = option.Name.Length == 1 ? "-" : "--";
            return (option.Value ?? new Word(option.Name), $"the {dashes}{option.Name} option");
        }

        foreach (Range part in source.Variables.AsSpan().Split(' '))
        {
            string variable = source.Variables[part];
            if (variable.Length > 0 && line.Variable(variable) is { } given)
            {
                return (given, variable);
            }
        }

        if (line.HasVariables && line.Variable(Selections.Prefix + source.Word) is { } chosen)
        {
            return (chosen, Selections.Source);
        }

        if (source.Word is "url")
        {
            foreach (Word operand in line.Operands)
            {
                // /TargetConnectionString:Server=db;Database=shop, of programs that begin their options with a slash.
                if (operand.Text is ['/', ..] slash && slash.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
                    && slash.AsSpan(0, colon) is "/TargetConnectionString" or "/tcs" or "/TargetServerName" or "/tsn")
                {
                    string value = slash[(colon + 1)..];
                    return (new Word(value.Contains('=', StringComparison.Ordinal) ? value : "Server=" + value),
                        "the arguments");
                }

                if (operand.Text is { } text && (Reach.IsConnection(text)
                    || DatabaseAddress.IsSqitch(text) || DatabaseAddress.IsPercona(text)
                    || (text.Contains("dbname=", StringComparison.Ordinal) && DatabaseAddress.Of(text) is not null)))
                {
                    return (operand, "the arguments");
                }
            }
        }

        return null;
    }

    private static string Names(ImmutableArray<Word> rest, ImmutableArray<Word> stars)
    {
        ImmutableArray<Word> names = rest.IsEmpty ? stars : rest;
        string shown = string.Join(' ', names.Take(MaxNames).Select(w => w.Shown));
        return names.Length > MaxNames ? shown + " …" : shown;
    }

    /// <summary>A clause with its names filled in.</summary>
    private static string Filled(string clause, CliMatch match, CliLine line)
    {
        if (!clause.Contains('{', StringComparison.Ordinal))
        {
            return clause;
        }

        var text = new StringBuilder();
        int at = 0;
        while (clause.IndexOf('{', at) is >= 0 and var open && clause.IndexOf('}', open) is > 0 and var close)
        {
            string key = clause[(open + 1)..close];
            text.Append(clause, at, open - at).Append(key switch
            {
                "" => Names(match.Rest, match.Stars),
                "**" => string.Join(' ', match.Path.Select(w => w.Shown)),
                ['-', ..] => line.Value(key)?.Shown ?? "",
                _ => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int star)
                    && star >= 1 && star <= match.Stars.Length ? match.Stars[star - 1].Shown : "",
            });
            at = close + 1;
        }

        // What was not given leaves a gap.
        text.Append(clause, at, clause.Length - at).Replace("  ", " ").Replace("  ", " ").Replace(" ;", ";")
            .Replace(" ,", ",").Replace(" :", ":");
        return text.ToString().TrimEnd();
    }
}
