using System.Collections.Immutable;
using System.Text;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis.Migrations;

/// <summary>Has drizzle-kit print the statements of a push: <c>push --strict --verbose</c> without a terminal prints
/// them and ends at its own question, nothing run. Only a release that was seen to do so, only where the project's
/// files only declare, and with a session that could not write.</summary>
internal static class DrizzlePreview
{
    /// <summary>The release that was watched against a real server.</summary>
    private const string Release = "0.31.";

    private const string Begin = "You are about to execute current statements:";

    private const int MaxFiles = 40;
    private const int MaxParents = 12;
    private const long MaxFile = 512 * 1024;
    private const long MaxAnswer = 8L * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>They declare; the drivers of drizzle-orm would connect.</summary>
    private static ImmutableArray<string> Libraries =>
    [
        "drizzle-kit", "drizzle-orm", "drizzle-orm/pg-core", "drizzle-orm/relations", "drizzle-orm/sql", "dotenv",
        "dotenv/config",
    ];

    /// <summary>The statements, or why they were not asked for.</summary>
    public static (string? Sql, string Why) Ask(Invocation invocation, IWorld world, MeasureBudget budget)
    {
        if (world.LiveProgram is null || invocation.Outside is not null
            || invocation.Directory.Text is not { } folder || invocation.Arguments.Any(a => a.Text is null))
        {
            return (null, "it runs where it cannot be asked");
        }

        if (Installed(folder, world) is not { } kit)
        {
            return (null, "no drizzle-kit is installed in the project");
        }

        if (world.Read(kit + "/drizzle-kit/package.json", MaxFile) is not FileAnswer.Content package
            || !package.Text.Contains($"\"version\": \"{Release}", StringComparison.Ordinal))
        {
            return (null, $"only drizzle-kit {Release}x is known to print without running");
        }

        List<string> words = [.. invocation.Arguments.Select(a => a.Text ?? "")];
        if (Impure(words, folder, world) is { } file)
        {
            return (null, $"{file} does more than declare: loading it would run code");
        }

        words.RemoveAll(w => w is "--force" or "--strict" or "--verbose");
        DateTimeOffset soon = world.Clock.GetUtcNow() + Patience;
        return world.Run(new RunRequest(
            kit + "/.bin/drizzle-kit", [.. words, "--strict", "--verbose"], folder, Variables(invocation),
            soon < budget.Deadline ? soon : budget.Deadline, MaxAnswer)) switch
        {
            RunAnswer.Ended ended => Statements(ended.Text + "\n" + ended.Errors),
            RunAnswer.Failed failed => (null, failed.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The statements in what it printed.</summary>
    public static (string? Sql, string Why) Statements(string printed)
    {
        int at = printed.IndexOf(Begin, StringComparison.Ordinal);
        if (at < 0)
        {
            return printed.Contains("No changes detected", StringComparison.Ordinal) ? ("", "")
                : (null, "it printed no statements: "
                    + (printed.Split('\n').FirstOrDefault(l => l.StartsWith("Error", StringComparison.Ordinal))
                        ?? "a question of its own may come first"));
        }

        var sql = new StringBuilder();
        bool ended = false;
        foreach (string line in printed[(at + Begin.Length)..].Split('\n'))
        {
            if (line.StartsWith(" Warning", StringComparison.Ordinal) || line.Contains("\e[", StringComparison.Ordinal)
                || line.StartsWith("Error:", StringComparison.Ordinal)
                || line.StartsWith("Do you still want", StringComparison.Ordinal))
            {
                ended = true;
                break;
            }

            sql.Append(line).Append('\n');
        }

        return ended ? (sql.ToString(), "") : (null, "what it printed has no end");
    }

    /// <summary>The project's node_modules that hold it.</summary>
    private static string? Installed(string folder, IWorld world)
    {
        string? at = folder;
        for (int i = 0; at is not null && i < MaxParents; i++, at = Path.GetDirectoryName(at))
        {
            if (world.Look($"{at.TrimEnd('/')}/node_modules/drizzle-kit/package.json").Exists)
            {
                return $"{at.TrimEnd('/')}/node_modules";
            }
        }

        return null;
    }

    /// <summary>The first file that would be loaded and does more than declare; null where all are plain.</summary>
    private static string? Impure(List<string> words, string folder, IWorld world)
    {
        int option = words.FindIndex(w => w is "--config" || w.StartsWith("--config=", StringComparison.Ordinal));
        ImmutableArray<string> configs = option < 0
            ? ["drizzle.config.ts", "drizzle.config.js", "drizzle.config.json"]
            : [words[option] is "--config" && option + 1 < words.Count ? words[option + 1]
                : words[option]["--config=".Length..]];
        Queue<string> waiting = new(configs.Select(c => Full(folder, c)).Where(c => world.Look(c).Exists).Take(1));
        if (waiting.Count == 0 || words.Exists(w => w.StartsWith("--schema", StringComparison.Ordinal)))
        {
            return "the configuration";
        }

        HashSet<string> seen = [waiting.Peek()];
        bool first = true;
        while (waiting.TryDequeue(out string? path))
        {
            if (world.Read(path, MaxFile) is not FileAnswer.Content file
                || PlainModule.Imports(file.Text, Libraries) is not { } imports || seen.Count > MaxFiles)
            {
                return path;
            }

            IEnumerable<string> next = imports.Select(i => Full(Path.GetDirectoryName(path) ?? "/", i));
            if (first)
            {
                ImmutableArray<string> schemas = Schemas(file.Text);
                if (schemas.IsEmpty || schemas.Any(s => s.AsSpan().IndexOfAny('*', '{', '?') >= 0))
                {
                    return "the list of its schema files";
                }

                next = next.Concat(schemas.Select(s => Full(folder, s)));
                first = false;
            }

            foreach (string one in next)
            {
                string found = new[] { one, one + ".ts", one + ".js", one + "/index.ts" }
                    .FirstOrDefault(p => world.Look(p).Kind is EntryKind.File) ?? one;
                if (seen.Add(found))
                {
                    waiting.Enqueue(found);
                }
            }
        }

        return null;
    }

    /// <summary>The strings behind <c>schema:</c>.</summary>
    private static ImmutableArray<string> Schemas(string config)
    {
        List<ModuleToken> tokens = ModuleTokens.Of(config) ?? [];
        int at = tokens.FindIndex(t => t is { IsString: false, Text: "schema" } or { IsString: true, Text: "schema" });
        ImmutableArray<string>.Builder files = ImmutableArray.CreateBuilder<string>();
        for (int i = at + 2; at >= 0 && i < tokens.Count
            && (tokens[i].IsString || tokens[i].Text is "[" or "," && tokens[at + 2].Text is "["); i++)
        {
            if (tokens[i].IsString)
            {
                files.Add(tokens[i].Text);
            }
        }

        return files.ToImmutable();
    }

    private static string Full(string folder, string path) =>
        Tools.Files.PathText.Normal(path.StartsWith('/') ? path : $"{folder}/{path}");

    /// <summary>What the action sets, and a session that the server keeps from writing.</summary>
    private static ImmutableDictionary<string, string?> Variables(Invocation invocation) =>
        invocation.Environment.ToImmutableDictionary(v => v.Key, v => v.Value?.Text, StringComparer.Ordinal)
            .SetItem("PGOPTIONS", "-c default_transaction_read_only=on -c statement_timeout=5000 -c lock_timeout=500");
}
