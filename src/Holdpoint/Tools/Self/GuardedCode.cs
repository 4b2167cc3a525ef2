using Holdpoint.Shell;
using Holdpoint.Shell.Wrappers;
using Holdpoint.Tools.Files;

namespace Holdpoint.Tools.Self;

/// <summary>Guarded files that code of another language names and seems to write: <c>open(".claude/settings.json",
/// "w")</c>. Pure.</summary>
internal static class GuardedCode
{
    /// <summary>Code longer than this is a program of its own; what it names is looked for in its start.</summary>
    private const int MaxCode = 64 * 1024;

    /// <summary>What calls that write, replace or remove have in common over languages.</summary>
    private static readonly string[] Writing =
    [
        "write", "dump(", "unlink", "remove", "rename", "truncate", "copy", "move", "delete", "rmtree", "rm_",
        "rmSync", "replace(", "'w", "\"w", "'a'", "\"a\"", "r+", "O_TRUNC", "O_WRONLY", "rmdir", "put_contents",
        "outputFile", "symlink", "chmod", "sub!", "inplace",
    ];

    /// <summary>What parts a path from the rest of the code.</summary>
    private static readonly char[] Bounds =
        ['"', '\'', '`', ' ', ',', '(', ')', ';', '\n', '\t', '<', '>', '=', '+', '|'];

    public static IEnumerable<GuardedTouch> Of(Invocation invocation)
    {
        if (invocation.Name is not { } name || !Interpreters.Takes(name))
        {
            return [];
        }

        List<GuardedTouch>? found = null;
        foreach (Word word in invocation.Arguments)
        {
            Look(word.Shown, name, invocation, ref found);
        }

        if (invocation.Input is Input.Given(var text))
        {
            Look(text.Shown, name, invocation, ref found);
        }

        return found ?? [];
    }

    private static void Look(string code, string name, Invocation invocation, ref List<GuardedTouch>? found)
    {
        if (code.AsSpan().IndexOfAny('(', '>', ' ') < 0 || (!code.Contains('/')
            && !code.Contains("holdpoint", StringComparison.Ordinal)))
        {
            return;
        }

        code = code.Length > MaxCode ? code[..MaxCode] : code;
        bool arrow = (name is "perl" || name.EndsWith("awk", StringComparison.Ordinal)) && code.Contains('>');
        bool writes = arrow || Array.Exists(Writing, w => code.Contains(w, StringComparison.Ordinal));
        foreach (string token in writes ? code.Split(Bounds, StringSplitOptions.RemoveEmptyEntries) : [])
        {
            string path = PathText.Normal("/" + token.TrimStart('~'));
            if (GuardPlaces.Of(path) is { } place)
            {
                string absolute = token.StartsWith('/')
                    ? path
                    : PathText.Absolute(new Word(token), invocation.Directory) ?? path;
                (found ??= []).Add(new GuardedTouch(token.StartsWith('~') ? path : absolute, place, false, null));
                return;
            }
        }
    }
}
