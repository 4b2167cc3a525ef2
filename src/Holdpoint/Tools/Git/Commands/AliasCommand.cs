using System.Collections.Immutable;
using System.Text;
using Holdpoint.Shell;
using Holdpoint.Tools.Git.Probes;

namespace Holdpoint.Tools.Git.Commands;

/// <summary>A command that git does not have: an alias of the call's own, of the configuration, or a program beside
/// git.</summary>
internal static class AliasCommand
{
    /// <summary>git stops at a loop; an alias of an alias of an alias is as deep as anybody goes.</summary>
    private const int MaxDepth = 6;

    /// <summary>git hands the arguments on to the code.</summary>
    private const string Rest = " \"$@\"";

    public static void Run(GitCall call, string name, ICollection<Effect> effects)
    {
        if (call.Settings.Get("alias." + name) is not { } alias)
        {
            effects.Add(new Effect(EffectKind.Unknown, new Resource("git.alias", name), GitEffects.Local(call.Place),
                new Recovery.Unknown("the alias was not read"))
            {
                Tool = GitEffects.ToolId,
                Summary = $"runs {name}, an alias or a program beside git",
                Invocation = call.Invocation,
                Probe = new AliasProbe(call.Place, call),
            });
            return;
        }

        if (alias.Text is not { } text)
        {
            effects.Add(GitEffects.Destroy(call, GitEffects.WorkTree, call.Place.Folder, GitEffects.NotMeasured,
                $"runs the alias {name}, which only run time tells", null, "write the git command out"));
            return;
        }

        foreach (Effect effect in Expand(call, name, text))
        {
            effects.Add(effect);
        }
    }

    /// <summary>The effects of a call whose command is an alias with this value.</summary>
    public static IEnumerable<Effect> Expand(GitCall call, string name, string value)
    {
        var effects = new List<Effect>();
        int depth = call.Invocation.Wrappers.Count(w => w is "git");
        if (value.StartsWith('!'))
        {
            // git runs: sh -c 'CODE "$@"' CODE arguments
            string code = call.Arguments.IsEmpty
                ? value[1..]
                : $"sh -c {NestedCode.Quote(new Word(value[1..] + Rest))} git {Join(call.Arguments)}";
            NestedCode.In(call, new Word(code), $"the alias {name}", effects);
        }
        else if (depth < MaxDepth)
        {
            Invocation outer = call.Invocation;
            Invocation inner = outer with
            {
                Arguments = [.. outer.Arguments[..call.CommandIndex], .. Split(value), .. call.Arguments],
                Wrappers = outer.Wrappers.Add("git"),
            };
            new GitTool().Recognise(inner, effects);
        }
        else
        {
            effects.Add(GitEffects.Destroy(call, GitEffects.WorkTree, call.Place.Folder, GitEffects.NotMeasured,
                $"runs the alias {name}, an alias of aliases deeper than {MaxDepth}", null,
                    "write the git command out"));
        }

        return effects;
    }

    private static string Join(ImmutableArray<Word> words) => string.Join(' ', words.Select(NestedCode.Quote));

    /// <summary>Splits as git's <c>split_cmdline</c> does: blanks, both quotes, backslashes.</summary>
    private static IEnumerable<Word> Split(string text)
    {
        var word = new StringBuilder();
        bool any = false;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (any)
                {
                    yield return new Word(word.ToString());
                }

                word.Clear();
                any = false;
                continue;
            }

            any = true;
            if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
            }
            else if (c == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                word.Append(text[++i]);
            }
            else
            {
                word.Append(c);
            }
        }

        if (any)
        {
            yield return new Word(word.ToString());
        }
    }
}
