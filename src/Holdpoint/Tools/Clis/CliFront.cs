using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Tools.Clis;

/// <summary>Programs that run another one by its file, its module or its package: <c>python manage.py</c>,
/// <c>php artisan</c>, <c>dotnet ef</c>, <c>yarn prisma</c>. Pure.</summary>
internal static class CliFront
{
    /// <summary>A front in a front: <c>symfony php bin/console</c>.</summary>
    private const int MaxDepth = 4;

    private static readonly Wrapper Python = new() { Valued = "mWXQc" };
    private static readonly Wrapper Php = new() { Valued = "dfcz", LongValued = "define" };
    private static readonly Wrapper Ruby = new() { Valued = "rICES" };
    private static readonly Wrapper Node = new()
    {
        Valued = "rPOe",
        LongValued = "require import loader project env-file eval tsconfig conditions",
    };

    private static readonly Wrapper Packages = new()
    {
        Valued = "CwF",
        LongValued = "dir filter cwd workspace prefix project manifest-path",
    };

    private static readonly Wrapper Go = new() { OneDash = true, LongValued = "tags C mod modfile ldflags" };

    /// <summary>The program inside, when it is one of ours.</summary>
    public static (Cli Cli, ImmutableArray<Word> Arguments)? Inner(string name, ImmutableArray<Word> arguments)
    {
        for (int depth = 0; depth < MaxDepth; depth++)
        {
            if (Next(name, arguments) is not ({ } inner, var rest))
            {
                return null;
            }

            if (CliList.Find(inner) is { } cli)
            {
                return (cli, rest);
            }

            (name, arguments) = (inner, rest);
        }

        return null;
    }

    private static (string Name, ImmutableArray<Word> Arguments)? Next(string name, ImmutableArray<Word> arguments) =>
        name switch
        {
            "php" => Script(Php, arguments),
            "ruby" or "jruby" => Script(Ruby, arguments, "S"),
            "node" or "nodejs" or "ts-node" or "ts-node-esm" or "tsx" or "deno" => Script(Node, arguments),
            "pnpm" or "yarn" or "bun" => Word(Packages, arguments, ""),
            "symfony" or "sail" or "ddev" or "lando" or "spring" or "corepack" => Word(Packages, arguments, ""),
            "dotnet" => Word(Packages, arguments, "dotnet-"),
            "cargo" => Word(Packages, arguments, "cargo-"),
            "go" => GoRun(arguments),
            _ when name.StartsWith("python", StringComparison.Ordinal) || name is "pypy" or "pypy3" or "py" =>
                Script(Python, arguments, "m"),
            _ => null,
        };

    /// <summary>The script that an interpreter is given, by its base name or the package that it lies in.</summary>
    private static (string, ImmutableArray<Word>)? Script(
        Wrapper options, ImmutableArray<Word> arguments, string module = "")
    {
        var line = new Line(arguments);
        while (line.Option(options, out string option, out Word? value))
        {
            if (option is "c" or "e" or "eval" && options != Php)
            {
                return null;
            }

            if (option == module && value?.Text is { } named)
            {
                return (named, line.Rest);
            }
        }

        return line.Next?.Text is { Length: > 0 } path ? (Base(path), line.Rest[1..]) : null;
    }

    private static string Base(string path)
    {
        const string Modules = "node_modules/";
        int at = path.LastIndexOf(Modules, StringComparison.Ordinal);
        if (at >= 0 && path[(at + Modules.Length)..].Split('/') is [var package, .. var inside]
            && package is not ".bin" && inside.Length > 0)
        {
            return package.StartsWith('@') ? inside[0] : package;
        }

        return path[(path.LastIndexOf('/') + 1)..];
    }

    /// <summary>The first word that is no option, as it is or with the prefix that subcommands of the program
    /// have.</summary>
    private static (string, ImmutableArray<Word>)? Word(
        Wrapper options, ImmutableArray<Word> arguments, string prefix)
    {
        var line = new Line(arguments);
        while (line.Option(options, out _, out _))
        {
        }

        if (line.Next?.Text is not { Length: > 0 } word)
        {
            return null;
        }

        if (prefix is "dotnet-" && word is "tool" && line.Rest is [_, { Text: "run" }, { Text: { } tool }, .. var own])
        {
            return (tool, own);
        }

        return (prefix + word, line.Rest[1..]);
    }

    /// <summary><c>go run example.org/tool/v4/cmd/migrate@v4 …</c>: the last part of the path that is no
    /// version.</summary>
    private static (string, ImmutableArray<Word>)? GoRun(ImmutableArray<Word> arguments)
    {
        var line = new Line(arguments);
        if (line.Next?.Text is not ("run" or "tool"))
        {
            return null;
        }

        line.Skip(1);
        while (line.Option(Go, out _, out _))
        {
        }

        if (line.Next?.Text is not { Length: > 0 } path)
        {
            return null;
        }

        string[] parts = path.Split('@')[0].Split('/');
        int last = parts.Length - 1;
        if (last > 0 && parts[last] is ['v', >= '0' and <= '9', ..])
        {
            last--;
        }

        return (parts[last], line.Rest[1..]);
    }
}
