using System.Globalization;
using System.Text;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.Redis;

/// <summary>Commands for redis-cli, one a line.</summary>
internal sealed record RedisScript(string Tool, Connection Connection) : DatabaseScript(Tool, Connection)
{
    protected override string Language => "commands";

    public override void AddCode(string code, ICollection<Effect> effects)
    {
        List<SqlStep.Deed> deeds = [];
        Connection connection = Connection;
        foreach (string line in code.Split('\n'))
        {
            string[] words = Words(line);
            if (words is [var command, var database, ..]
                && command.Equals("SELECT", StringComparison.OrdinalIgnoreCase))
            {
                DatabaseEffects.Add(Tool, connection, deeds, effects);
                deeds = [];
                connection = connection with { Database = new Shell.Word(database) };
            }
            else if (words.Length > 0 && RedisCommands.Of(words) is { } deed)
            {
                deeds.Add(deed);
                if (deeds.Count >= SqlLimits.MaxSteps)
                {
                    break;
                }
            }
        }

        DatabaseEffects.Add(Tool, connection, deeds, effects);
    }

    /// <summary>Words of a line; quotes hold them together.</summary>
    public static string[] Words(string line)
    {
        List<string> words = [];
        int i = 0;
        while (i < line.Length)
        {
            if (char.IsWhiteSpace(line[i]))
            {
                i++;
                continue;
            }

            words.Add(line[i] is '"' or '\'' ? Quoted(line, ref i) : Bare(line, ref i));
        }

        return [.. words];
    }

    private static string Bare(string line, ref int i)
    {
        int start = i;
        while (i < line.Length && !char.IsWhiteSpace(line[i]))
        {
            i++;
        }

        return line[start..i];
    }

    /// <summary>What stands in quotes, as the client reads it: in double ones, backslashes stand for bytes.</summary>
    private static string Quoted(string line, ref int i)
    {
        char quote = line[i++];
        List<byte> bytes = [];
        while (i < line.Length && line[i] != quote)
        {
            if (line[i] != '\\' || i + 1 >= line.Length || (quote == '\'' && line[i + 1] != quote))
            {
                int length = char.IsSurrogatePair(line, i) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(line.Substring(i, length)));
                i += length;
            }
            else if (line[i + 1] == 'x' && i + 3 < line.Length && byte.TryParse(
                line.AsSpan(i + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                bytes.Add(value);
                i += 4;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(
                [
                    line[i + 1] switch
                    {
                        'n' => '\n',
                        'r' => '\r',
                        't' => '\t',
                        'a' => '\a',
                        'b' => '\b',
                        var other => other,
                    },
                ]));
                i += 2;
            }
        }

        i++;
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
