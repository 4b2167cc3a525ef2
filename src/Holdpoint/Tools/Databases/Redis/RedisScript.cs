using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.Redis;

/// <summary>Commands for redis-cli, one a line.</summary>
internal sealed record RedisScript(string Tool, Connection Connection) : DatabaseScript(Tool, Connection)
{
    protected override string Language => "commands";

    public override void AddCode(string code, ICollection<Effect> effects)
    {
        List<SqlStep.Deed> deeds = [];
        foreach (string line in code.Split('\n'))
        {
            string[] words = Words(line);
            if (words.Length > 0 && RedisCommands.Of(words) is { } deed)
            {
                deeds.Add(deed);
                if (deeds.Count >= SqlLimits.MaxSteps)
                {
                    break;
                }
            }
        }

        DatabaseEffects.Add(Tool, Connection, deeds, effects);
    }

    /// <summary>Words of a line; quotes hold them together.</summary>
    private static string[] Words(string line)
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

            char quote = line[i] is '"' or '\'' ? line[i] : '\0';
            int start = quote == '\0' ? i : i + 1;
            int end = start;
            while (end < line.Length && (quote == '\0' ? !char.IsWhiteSpace(line[end]) : line[end] != quote))
            {
                end += line[end] == '\\' && quote == '"' && end + 1 < line.Length ? 2 : 1;
            }

            words.Add(line[start..end]);
            i = end + (quote == '\0' ? 0 : 1);
        }

        return [.. words];
    }
}
