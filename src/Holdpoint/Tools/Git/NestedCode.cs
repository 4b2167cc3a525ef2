using System.Collections.Immutable;
using System.Text;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Git;

/// <summary>Shell code that git runs for the caller: in settings, in aliases, in arguments. It is read like any
/// other.</summary>
/// <remarks>Each level names <c>git</c> once more among the wrappers of what it found; that count bounds the
/// depth.</remarks>
internal static class NestedCode
{
    /// <summary>git in an alias in git in an alias: nobody means more than two, and each level is quoted once
    /// more.</summary>
    private const int MaxDepth = 6;

    private static readonly OptionTable TransferOptions = new(
        "|upload-pack=", "u|upload-pack=", "x|extcmd=", "|extcmd=", "|exec=", "c|config=", "|remote=", "o|o=", "b|b=",
        "j|j=");

    /// <summary>The code in the settings and variables that the call brings along.</summary>
    public static void InSettings(GitCall call, ICollection<Effect> effects)
    {
        foreach ((string key, Word value) in call.Settings.Values)
        {
            // An alias runs when it is called; a hook path names a folder.
            if (GitExecutes.Key(key) && !key.StartsWith("alias.", StringComparison.OrdinalIgnoreCase)
                && !key.EndsWith("hookspath", StringComparison.OrdinalIgnoreCase))
            {
                In(call, Bare(value), key, effects);
            }
        }

        foreach ((string name, Word? value) in call.Invocation.Environment)
        {
            if (GitExecutes.Variable(name))
            {
                In(call, value, name, effects);
            }
        }
    }

    /// <summary>The code in the arguments of commands that take a program: <c>bisect run</c>, <c>difftool -x</c>,
    /// <c>--upload-pack</c>.</summary>
    public static void InArguments(GitCall call, string command, ICollection<Effect> effects)
    {
        if (command is "bisect")
        {
            if (call.Text(0) is "run")
            {
                InWords(call, [.. call.Arguments.Skip(1)], "bisect run", effects);
            }

            return;
        }

        foreach (Word word in call.Arguments)
        {
            InArgument(call, command, word, effects);
        }

        // Only an option can name a program.
        if (!call.Arguments.Any(a => a.Prefix.StartsWith('-')))
        {
            return;
        }

        Options options = Options.Read(call, TransferOptions);
        if (command is "difftool")
        {
            In(call, options.Value("extcmd"), "difftool --extcmd", effects);
            return;
        }

        In(call, options.Value("upload-pack"), "--upload-pack", effects);
        In(call, options.Value("exec"), "--exec", effects);
        foreach (Word pair in command is "clone" ? options.Values("config") : [])
        {
            GitSettings settings = GitSettings.None.Add(pair);
            foreach ((string key, Word value) in settings.Values)
            {
                In(call, GitExecutes.Key(key) ? Bare(value) : null, key, effects);
            }
        }
    }

    /// <summary>The program of a transport, <c>ext::sh -c …</c>, and those of options that take it attached.</summary>
    private static void InArgument(GitCall call, string command, Word word, ICollection<Effect> effects)
    {
        string prefix = word.Prefix;
        int from = prefix.StartsWith("ext::", StringComparison.Ordinal) ? "ext::".Length
            : command is "grep" && prefix is ['-', 'O', _, ..] ? 2
            : command is "grep" or "send-email" && prefix.StartsWith("--", StringComparison.Ordinal)
                && prefix.IndexOf('=', StringComparison.Ordinal) is > 2 and var equals
                && prefix[2..equals] is "open-files-in-pager" or "to-cmd" or "cc-cmd" or "header-cmd" ? equals + 1
            : 0;
        if (from > 0 && word.Text is { } text)
        {
            In(call, new Word(text[from..]), prefix[..from], effects);
        }
    }

    /// <summary>A program and its arguments, or one text for a shell.</summary>
    /// <param name="elsewhere">Where it runs, when that is not the directory of the call.</param>
    public static void InWords(
        GitCall call, List<Word> words, string where, ICollection<Effect> effects, Word? elsewhere = null)
    {
        if (elsewhere is not null)
        {
            call = call with
            {
                Invocation = call.Invocation with { Directory = elsewhere },
                Place = call.Place with { Directory = null, Unknown = $"it runs in {elsewhere.Shown}" },
            };
        }

        Word? code = words.Count > 1 ? new Word(string.Join(' ', words.Select(Quote))) : words.FirstOrDefault();
        In(call, code, where, effects);
    }

    /// <summary>A text for a shell; null is no code.</summary>
    /// <param name="scratch">It runs in a scratch folder of git's own, not in the work tree.</param>
    public static void In(GitCall call, Word? code, string where, ICollection<Effect> effects, bool scratch = false)
    {
        if (code is null)
        {
            return;
        }

        if (code.Text is not { } text || call.Invocation.Wrappers.Count(w => w is "git") >= MaxDepth)
        {
            effects.Add(new Effect(EffectKind.Unknown, new Resource("git.code", where), GitEffects.Local(call.Place),
                new Recovery.Unknown("the code is not known"))
            {
                Tool = GitEffects.ToolId,
                Summary = $"runs code from {where} that could not be read",
                Invocation = call.Invocation,
            });
            return;
        }

        foreach (Effect effect in Read(call, text))
        {
            if (!scratch || effect.Forbidden is not null || !Relative(effect, call))
            {
                effects.Add(effect);
            }
        }
    }

    /// <summary>The effects of code that git would run in the directory of the call.</summary>
    public static ImmutableArray<Effect> Read(GitCall call, string text)
    {
        string directory = call.Place.Directory is null ? "/" : call.Place.Folder;
        ImmutableDictionary<string, string>.Builder known = ImmutableDictionary.CreateBuilder<string, string>();
        foreach ((string name, Word? value) in call.Invocation.Environment)
        {
            if (value?.Text is { } said)
            {
                known[name] = said;
            }
        }

        Reading reading = ShellReader.Read(text, new ShellContext(directory, known.ToImmutable()));
        ImmutableArray<Invocation> inner = [.. reading.Invocations.Select(i => i with
        {
            Wrappers = [.. call.Invocation.Wrappers, "git", .. i.Wrappers],
            Directory = call.Place.Directory is null ? call.Invocation.Directory : i.Directory,
            Span = call.Invocation.Span,
        })];
        return Recogniser.Recognise(new Action.ShellCommand(text, directory), reading with { Invocations = inner });
    }

    /// <summary>A word as a shell reads it again; an unknown one stays unknown.</summary>
    public static string Quote(Word word)
    {
        var text = new StringBuilder();
        foreach (Piece piece in word.Pieces)
        {
            text.Append(piece.Kind is PieceKind.Unknown
                ? piece.Splits ? "$HOLDPOINT_UNKNOWN" : "\"$HOLDPOINT_UNKNOWN\""
                : "'" + piece.Value.Replace("'", @"'\''", StringComparison.Ordinal) + "'");
        }

        return text.Length == 0 ? "''" : text.ToString();
    }

    /// <summary>A credential helper or a submodule update marks shell code by <c>!</c>.</summary>
    private static Word Bare(Word value) => value.Text is ['!', .. var rest] ? new Word(rest) : value;

    private static bool Relative(Effect effect, GitCall call) =>
        call.Place.Directory is not null && effect.Target.Place.StartsWith(call.Place.Folder, StringComparison.Ordinal);
}
