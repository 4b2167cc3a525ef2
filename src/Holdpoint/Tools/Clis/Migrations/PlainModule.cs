using System.Collections.Immutable;

namespace Holdpoint.Tools.Clis.Migrations;

/// <summary>Tells whether a module of JavaScript or TypeScript only declares: it calls what its tool's own library brings
/// and nothing else, so that loading it does nothing. Pure; what is not surely so is not plain.</summary>
internal static class PlainModule
{
    private const string Words =
        "import from export const default as type satisfies true false null undefined typeof string number boolean";

    /// <summary>Members by which any object leads to code made of text, or to every object.</summary>
    private const string Ways = "constructor __proto__ prototype call apply bind raw env";

    /// <summary>The relative files that a plain module imports; null where it is not plain.</summary>
    /// <param name="libraries">What it may import.</param>
    public static ImmutableArray<string>? Imports(string text, ImmutableArray<string> libraries)
    {
        if (ModuleTokens.Of(text) is not { } tokens)
        {
            return null;
        }

        ImmutableArray<string>.Builder files = ImmutableArray.CreateBuilder<string>();
        HashSet<string> known = new(StringComparer.Ordinal);
        for (int i = 0; i < tokens.Count; i++)
        {
            bool source = tokens[i].Text is "from" || (tokens[i].Text is "import" && At(i + 1).IsString);
            if (source && At(i + 1) is { IsString: true, Text: var from })
            {
                if (from.StartsWith("./", StringComparison.Ordinal) || from.StartsWith("../", StringComparison.Ordinal))
                {
                    files.Add(from);
                }
                else if (!libraries.Contains(from))
                {
                    return null;
                }
            }

            Declare(i);
        }

        for (int i = 0; i < tokens.Count; i++)
        {
            if (!Allowed(i))
            {
                return null;
            }
        }

        return files.ToImmutable();

        ModuleToken At(int i) => i >= 0 && i < tokens.Count ? tokens[i] : default;

        // Names of imports and constants, and of what a short function is given.
        void Declare(int i)
        {
            if (tokens[i].Text is "import" && !At(i + 1).IsString && !tokens[i].IsString)
            {
                for (int at = i + 1; at < tokens.Count && At(at).Text is not "from"; at++)
                {
                    known.Add(At(at).Text);
                }
            }
            else if (tokens[i] is { IsString: false, Text: "const" })
            {
                known.Add(At(i + 1).Text);
            }
            else if (tokens[i].Text is "=>" && At(i - 1).Text is ")")
            {
                for (int at = i - 2; at >= 0 && At(at).Text is not "("; at--)
                {
                    known.Add(At(at).Text);
                }
            }
            else if (tokens[i].Text is "=>")
            {
                known.Add(At(i - 1).Text);
            }
        }

        bool Allowed(int i)
        {
            ModuleToken token = tokens[i];
            if (token.IsString || token.Text.Length == 0 || char.IsAsciiDigit(token.Text[0]))
            {
                return true;
            }

            if (token.Text is "[" && (At(i - 1).IsName || At(i - 1).Text is ")" or "]"))
            {
                // A member that is computed may be any.
                return false;
            }

            if (!token.IsName)
            {
                return token.Text is not ("=" or "+=" or "++" or "--" or "?") || At(i - 2).Text is "const";
            }

            if (At(i - 1).Text is ".")
            {
                return token.Text is "env" ? At(i - 2).Text is "process"
                    : !Shell.Wrappers.Wrapper.Has(Ways, token.Text);
            }

            return token.Text is "import" ? At(i + 1).Text is not ("(" or ".")
                : token.Text is "process" ? At(i + 1).Text is "." && At(i + 2).Text is "env"
                : At(i + 1).Text is ":" || known.Contains(token.Text)
                || Shell.Wrappers.Wrapper.Has(Words, token.Text);
        }
    }
}
