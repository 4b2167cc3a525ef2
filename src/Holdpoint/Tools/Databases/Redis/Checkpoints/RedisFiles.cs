using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Holdpoint.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Redis.Checkpoints;

/// <summary>The files of saved keys: <c>keys.tsv</c> with what each was, and commands for <c>redis-cli</c> that make
/// them again, in files of a bounded size.</summary>
internal sealed class RedisFiles(string folder, Bench bench)
{
    private const string ListName = "keys.tsv";

    /// <summary>Characters of one file; what is read at once.</summary>
    private const int Piece = 16 * 1024 * 1024;

    /// <summary>A value of 32 MB is some 130 MB as text.</summary>
    private const long MaxFile = 256L * 1024 * 1024;

    /// <summary>A million keys of a hundred letters.</summary>
    private const long MaxList = 512L * 1024 * 1024;

    private const string Command = "RESTORE ";
    private const string Rest = " REPLACE ABSTTL";

    private readonly StringBuilder _list = new();
    private readonly StringBuilder _commands = new();
    private int _files;
    private int _database = -1;

    /// <summary>Notes a key; null, or why it could not be written.</summary>
    /// <param name="payload">In quotes.</param>
    public string? Add(RedisKey key, string payload)
    {
        _list.Append(key.Line);
        if (!key.Exists)
        {
            return null;
        }

        if (_database != key.Database)
        {
            _commands.Append(CultureInfo.InvariantCulture, $"SELECT {key.Database}\n");
            _database = key.Database;
        }

        _commands.Append(CultureInfo.InvariantCulture, $"{Command}{key.Name} {key.Expires} {payload}{Rest}\n");
        return _commands.Length < Piece ? null : Flush();
    }

    /// <summary>Writes what is left; null, or why it could not be.</summary>
    public string? Finish() => (_commands.Length > 0 ? Flush() : null)
        ?? bench.Workshop.Write(Path.Join(folder, ListName), Encoding.UTF8.GetBytes(_list.ToString()));

    /// <summary>What was saved; null where it cannot be read.</summary>
    public ImmutableArray<RedisKey>? Keys()
    {
        if (bench.World.Read(Path.Join(folder, ListName), MaxList) is not FileAnswer.Content content)
        {
            return null;
        }

        RedisKey?[] keys =
            [.. content.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(RedisKey.Of)];
        return keys.Contains(null) ? null : [.. keys.OfType<RedisKey>()];
    }

    /// <summary>The files of commands, in order.</summary>
    public ImmutableArray<string> Commands =>
    [
        .. (bench.World.List(folder) ?? []).Select(e => e.Path)
            .Where(p => p.EndsWith(".redis", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Copies the commands for some keys; null, or why that could not be.</summary>
    public string? CopyTo(RedisFiles other, IReadOnlyDictionary<(int, string), RedisKey> keys)
    {
        int database = 0;
        foreach (string file in Commands)
        {
            if (bench.World.Read(file, MaxFile) is not FileAnswer.Content content)
            {
                return $"{file} cannot be read";
            }

            foreach (string line in content.Text.Split('\n'))
            {
                const string Select = "SELECT ";
                if (line.StartsWith(Select, StringComparison.Ordinal))
                {
                    database = int.Parse(line.AsSpan(Select.Length), CultureInfo.InvariantCulture);
                }
                else if (NameOf(line) is { } name && keys.TryGetValue((database, name), out RedisKey? key)
                    && other.Add(key, PayloadOf(line, name)) is { } problem)
                {
                    return problem;
                }
            }
        }

        return null;
    }

    /// <summary>The key of a command, in its quotes: a blank may stand in them.</summary>
    private static string? NameOf(string line)
    {
        if (!line.StartsWith(Command, StringComparison.Ordinal))
        {
            return null;
        }

        int end = Command.Length + 1;
        while (end < line.Length && line[end] != '"')
        {
            end += line[end] == '\\' ? 2 : 1;
        }

        return line[Command.Length..Math.Min(end + 1, line.Length)];
    }

    /// <summary>What stands behind the key and its end.</summary>
    private static string PayloadOf(string line, string name)
    {
        string expires = line[(Command.Length + name.Length + 1)..^Rest.Length];
        return expires[(expires.IndexOf(' ', StringComparison.Ordinal) + 1)..];
    }

    private string? Flush()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{++_files:00000}.redis");
        string? problem = bench.Workshop.Write(
            Path.Join(folder, name), Encoding.UTF8.GetBytes(_commands.ToString()));
        _commands.Clear();
        _database = -1;
        return problem;
    }
}
