using System.Collections.Immutable;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Scripts.Compose;

/// <summary>A line of docker compose that starts services. Pure.</summary>
/// <param name="Names">The services that it names; none means all.</param>
/// <param name="Command">What runs instead of the first one's own command.</param>
internal sealed record ComposeLine(
    string Verb, ImmutableArray<string> Files, ImmutableArray<string> Profiles, ImmutableArray<string> Names,
    ImmutableArray<Word> Command)
{
    private static readonly Wrapper Before = new()
    {
        Valued = "fpHcl",
        LongValued = "file project-name profile env-file project-directory ansi parallel progress context host "
            + "log-level config",
    };

    private static readonly Wrapper OfUp = new()
    {
        Valued = "t",
        LongValued = "attach no-attach exit-code-from pull scale timeout wait-timeout",
    };

    private static readonly Wrapper OfRun = new()
    {
        Valued = "evuwpl",
        LongValued = "env env-from-file volume user workdir publish label name entrypoint cap-add cap-drop index pull",
    };

    /// <summary>A line that starts nothing, for a look at the project's file.</summary>
    public static ComposeLine Nothing => new("", [], [], [], []);

    /// <summary>Files of variables in the place of the project's own.</summary>
    public ImmutableArray<string> VariableFiles { get; private init; } = [];

    /// <summary>Files of variables that the line gives to its service.</summary>
    public ImmutableArray<string> GivenFiles { get; private init; } = [];

    /// <summary>The folder that counts as the project's; null for the file's own.</summary>
    public string? Folder { get; private init; }

    /// <summary>A program given in place of the service's own entry; null for none.</summary>
    public string? Entrypoint { get; private init; }

    /// <summary>Variables that the line gives to its service: <c>-e NAME=VALUE</c>.</summary>
    public ImmutableArray<Word> Variables { get; private init; } = [];

    /// <summary>The services on which those that are named depend start with them.</summary>
    public bool WithOthers { get; private init; }

    /// <summary>Reads the words; null where no service is started.</summary>
    public static ComposeLine? Read(string name, ImmutableArray<Word> words)
    {
        var line = new Line(words);
        var composed = ImmutableArray.CreateBuilder<string>();
        var profiles = ImmutableArray.CreateBuilder<string>();
        string? entry = null;
        bool alone = false;
        var files = ImmutableArray.CreateBuilder<string>();
        var given = ImmutableArray.CreateBuilder<string>();
        if (ToVerb(name, line, composed, profiles, files, out string? folder) is not { } verb)
        {
            return null;
        }

        line.Skip(1);
        bool one = verb is "run" or "exec";
        var variables = ImmutableArray.CreateBuilder<Word>();
        var names = ImmutableArray.CreateBuilder<string>();
        while (!line.Ended && !(one && names.Count > 0))
        {
            if (line.Option(one ? OfRun : OfUp, out string option, out Word? value))
            {
                entry = option is "entrypoint" ? value?.Text : entry;
                if (one && option is "e" or "env" && value is not null)
                {
                    variables.Add(value);
                }

                if (option is "env-from-file" && value?.Text is { } path)
                {
                    given.Add(path);
                }

                alone |= option is "no-deps";
                if (option is "no-start" or "help" or "dry-run")
                {
                    return null;
                }
            }
            else if (line.Next is { } word)
            {
                names.Add(word.Text ?? "");
                line.Skip(1);
            }
        }

        ImmutableArray<Word> command = one ? line.Rest : [];
        return one && names.Count == 0
            ? null
            : new ComposeLine(verb, composed.ToImmutable(), profiles.ToImmutable(), names.ToImmutable(), command)
            {
                Folder = folder,
                VariableFiles = files.ToImmutable(),
                GivenFiles = given.ToImmutable(),
                Entrypoint = entry,
                Variables = variables.ToImmutable(),
                WithOthers = verb is "up" or "run" && !alone,
            };
    }

    /// <summary>Reads up to the word that starts services; null where another stands.</summary>
    private static string? ToVerb(
        string name, Line line, ImmutableArray<string>.Builder composed, ImmutableArray<string>.Builder profiles,
        ImmutableArray<string>.Builder files, out string? folder)
    {
        folder = null;
        bool program = name.EndsWith("-compose", StringComparison.Ordinal);
        while (true)
        {
            if (line.Option(Before, out string option, out Word? value))
            {
                (option switch
                {
                    "f" or "file" => composed,
                    "profile" => profiles,
                    "env-file" => files,
                    _ => null,
                })?.Add(value?.Text ?? "");
                folder = option is "project-directory" ? value?.Text : folder;
            }
            else if (!program && line.Next?.Text is "compose")
            {
                program = true;
                line.Skip(1);
            }
            else
            {
                break;
            }
        }

        string? verb = program ? line.Next?.Text : null;
        return verb is "up" or "run" or "exec" or "start" or "restart" ? verb : null;
    }
}
