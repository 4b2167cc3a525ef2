using System.Collections.Immutable;

namespace Holdpoint.Tools.Clis.Migrations;

/// <summary>Tells whether a module of JavaScript or TypeScript only declares: it calls what its tool's own library
/// brings and nothing else, so that loading it does nothing. Pure; what is not surely so is not plain.</summary>
internal sealed class PlainModule
{
    private const string Words =
        "import from export const default as type satisfies true false null undefined typeof string number boolean";

    /// <summary>Members by which any object leads to code made of text, or to every object.</summary>
    private const string Ways = "constructor __proto__ prototype call apply bind raw env";

    private readonly List<ModuleToken> _tokens;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private PlainModule(List<ModuleToken> tokens) => _tokens = tokens;

    /// <summary>The relative files that a plain module imports; null where it is not plain.</summary>
    /// <param name="libraries">What it may import.</param>
    public static ImmutableArray<string>? Imports(string text, ImmutableArray<string> libraries)
    {
        if (ModuleTokens.Of(text) is not { } tokens)
        {
            return null;
        }

        var module = new PlainModule(tokens);
        ImmutableArray<string>.Builder files = ImmutableArray.CreateBuilder<string>();
        for (int i = 0; i < tokens.Count; i++)
        {
            if (module.Source(i) is { } from && !libraries.Contains(from))
            {
                if (!from.StartsWith("./", StringComparison.Ordinal)
                    && !from.StartsWith("../", StringComparison.Ordinal))
                {
                    return null;
                }

                files.Add(from);
            }

            module.Declare(i);
        }

        return Enumerable.Range(0, tokens.Count).All(module.Allows) ? files.ToImmutable() : null;
    }

    private ModuleToken At(int i) => i >= 0 && i < _tokens.Count ? _tokens[i] : default;

    /// <summary>The module that is imported there; null where none is.</summary>
    private string? Source(int i) =>
        _tokens[i] is { IsString: false, Text: "from" or "import" } && At(i + 1) is { IsString: true, Text: var from }
            ? from
            : null;

    /// <summary>Names of imports and constants, and of what a short function is given.</summary>
    private void Declare(int i)
    {
        switch (_tokens[i])
        {
            case { IsString: false, Text: "import" } when !At(i + 1).IsString:
                for (int at = i + 1; at < _tokens.Count && At(at).Text is not "from"; at++)
                {
                    _known.Add(At(at).Text);
                }

                break;
            case { IsString: false, Text: "const" }:
                _known.Add(At(i + 1).Text);
                break;
            case { IsString: false, Text: "=>" } when At(i - 1).Text is ")":
                for (int at = i - 2; at >= 0 && At(at).Text is not "("; at--)
                {
                    _known.Add(At(at).Text);
                }

                break;
            case { IsString: false, Text: "=>" }:
                _known.Add(At(i - 1).Text);
                break;
        }
    }

    private bool Allows(int i)
    {
        ModuleToken token = _tokens[i];
        if (token.IsString || token.Text.Length == 0 || char.IsAsciiDigit(token.Text[0]))
        {
            return true;
        }

        if (!token.IsName)
        {
            // A member that is computed may be any.
            bool computed = token.Text is "[" && (At(i - 1).IsName || At(i - 1).Text is ")" or "]");
            return !computed
                && (token.Text is not ("=" or "+=" or "++" or "--" or "?") || At(i - 2).Text is "const");
        }

        if (At(i - 1).Text is ".")
        {
            return token.Text is "env" ? At(i - 2).Text is "process"
                : !Shell.Wrappers.Wrapper.Has(Ways, token.Text);
        }

        return token.Text is "import" ? At(i + 1).Text is not ("(" or ".")
            : token.Text is "process" ? At(i + 1).Text is "." && At(i + 2).Text is "env"
            : At(i + 1).Text is ":" || _known.Contains(token.Text)
            || Shell.Wrappers.Wrapper.Has(Words, token.Text);
    }
}
