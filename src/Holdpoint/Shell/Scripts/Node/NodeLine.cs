using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Scripts.Node;

/// <summary>The command line of npm, pnpm, yarn or bun, as far as running scripts needs it.</summary>
internal sealed class NodeLine
{
    /// <summary>Options of the managers that take a value; those that name folders and packages are kept.</summary>
    private const string Valued = "prefix dir cwd C workspace filter filter-prod F loglevel script-shell userconfig "
        + "cache registry tag otp omit include location before workspace-concurrency reporter resume-from env-file "
        + "shell config c preload exclude from jobs j since package p backend cache-dir elide-lines test-pattern";

    private NodeLine(string manager) => Manager = manager;

    public string Manager { get; }

    /// <summary>The first word that is no option; null when there is none.</summary>
    public string? Verb { get; private set; }

    /// <summary>The words after the verb that are no options of the manager.</summary>
    public ImmutableArray<Word> Words { get; private set; } = [];

    /// <summary>The folder to run in, when an option names one.</summary>
    public Word? Folder { get; private set; }

    /// <summary>Packages of the workspace by name, path or pattern.</summary>
    public List<string> Packages { get; } = [];

    public bool AllPackages { get; private set; }

    /// <summary>The root of the workspace instead of the package at hand.</summary>
    public bool Root { get; private set; }

    public bool IgnoreScripts { get; private set; }

    public bool Global { get; private set; }

    /// <summary>Options that the manager does not know, which npm hands on as variables.</summary>
    public List<KeyValuePair<string, Word?>> Settings { get; } = [];

    public static NodeLine Read(string manager, ImmutableArray<Word> words)
    {
        var line = new NodeLine(manager);
        var rest = ImmutableArray.CreateBuilder<Word>();
        int i = 0;
        for (; i < words.Length; i++)
        {
            string text = words[i].Prefix;
            if (text == "--")
            {
                i++;
                break;
            }

            if (text is ['-', _, ..])
            {
                line.Option(words, ref i, text);
                continue;
            }

            if (line.Verb is null && words[i].Text is { } verb)
            {
                line.Verb = verb;
                if (manager is not "npm" && !PackageRunner.TakesOptions(manager, verb))
                {
                    // What follows the name of a script is the script's own.
                    i++;
                    break;
                }

                continue;
            }

            rest.Add(words[i]);

            // All but npm hand what follows the script's name to the script as it stands.
            if (manager is not "npm" && line.EndsHere(rest.Count))
            {
                i++;
                break;
            }
        }

        if (i < words.Length && words[i].Text is "--" && manager is not "npm")
        {
            i++;
        }

        rest.AddRange(words[Math.Min(i, words.Length)..]);
        line.Words = rest.ToImmutable();
        return line;
    }

    /// <summary>Reads on with the first word as the verb: <c>yarn workspace app run x</c>.</summary>
    public NodeLine Inner(int skip)
    {
        NodeLine inner = Read(Manager, Words[Math.Min(skip, Words.Length)..]);
        inner.Folder ??= Folder;
        return inner;
    }

    private bool EndsHere(int words) => Verb is "run" or "run-script" or "exec" or "dlx" or "x" && words == 1;

    private void Option(ImmutableArray<Word> words, ref int i, string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = text[..(equals < 0 ? text.Length : equals)].TrimStart('-');
        if (Manager is "pnpm" && name is "w" or "r" || (Manager is "yarn" && name is "c" or "p" or "j"))
        {
            Root |= name == "w";
            AllPackages |= name == "r";
            return;
        }

        Word? value = equals >= 0 ? Evaluation.Words.Skip(words[i], equals + 1) : null;
        if (value is null && (Wrapper.Has(Valued, name) || (name == "w" && Manager == "npm")) && i + 1 < words.Length)
        {
            value = words[++i];
        }

        switch (name)
        {
            case "prefix" or "C" or "dir" or "cwd" when value is not null:
                Folder = value;
                break;
            case "w" or "workspace" or "filter" or "F" or "filter-prod" when value?.Text is { } package:
                Packages.Add(package);
                break;
            case "workspaces" or "ws" or "recursive" or "A" or "all" or "r" when value?.Text is not "false":
                AllPackages = true;
                break;
            case "workspace-root":
                Root = true;
                break;
            case "ignore-scripts":
                IgnoreScripts = value?.Text is not "false";
                break;
            case "g" or "global":
                Global = true;
                break;
            default:
                if (Manager == "npm" && text.StartsWith("--", StringComparison.Ordinal) && name.Length > 0)
                {
                    Settings.Add(new("npm_config_" + name.Replace('-', '_'), value ?? new Word("true")));
                }

                break;
        }
    }
}
