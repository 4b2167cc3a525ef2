using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis;

/// <summary>Looks at the commands of containers in the manifests that a command applies: a job runs them at
/// once.</summary>
internal static class ManifestCommands
{
    /// <summary>Words of one command.</summary>
    private const int MaxWords = 100;

    public static Measurement Look(Effect effect, CliLine line, Invocation invocation, IWorld world)
    {
        foreach (string text in ManifestFiles.Of(line, invocation, world).Texts)
        {
            if (DistantCode.Destroys(Commands(text), "/") is { } found)
            {
                return new Measurement(Runs(effect, found));
            }
        }

        return new Measurement(effect);
    }

    /// <summary>The same effect with what the cluster would run; this machine is not there.</summary>
    internal static Effect Runs(Effect effect, Effect found) => effect with
    {
        Kind = found.Kind,
        Resource = found.Resource,
        Recovery = found.Recovery,
        Summary = $"has the cluster run what {found.Summary}",
        Target = effect.Target with
        {
            Signs =
            [
                .. found.Target.Signs.Where(s => !(s.Kind is SignKind.Host && HostSigns.IsLoopback(s.Value))
                    && !(s.Kind is SignKind.Url && HostSigns.IsLoopback(HostSigns.OfUrl(s.Value)))),
                .. effect.Target.Signs,
            ],
        },
    };

    /// <summary>The commands of containers, as a shell would write them: <c>command:</c> with <c>args:</c> after it,
    /// as a list in brackets or one item a line.</summary>
    internal static IEnumerable<string> Commands(string text)
    {
        string[] lines = text.Split('\n');
        List<string> words = [];
        for (int i = 0; i < lines.Length; i++)
        {
            string bare = lines[i].TrimStart(' ', '-');
            bool command = bare.StartsWith("command:", StringComparison.Ordinal);
            if (!command && !bare.StartsWith("args:", StringComparison.Ordinal))
            {
                continue;
            }

            if (command && words.Count > 0)
            {
                yield return string.Join(' ', words);
                words = [];
            }

            string value = bare[(bare.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            int indent = Indent(lines[i]);
            if (value is ['[', ..])
            {
                while (!value.EndsWith(']') && i + 1 < lines.Length && value.Length < 64 * 1024)
                {
                    value += lines[++i].Trim();
                }

                words.AddRange(Flow(value).Take(MaxWords));
                continue;
            }

            while (i + 1 < lines.Length && Indent(lines[i + 1]) >= indent
                && lines[i + 1].TrimStart() is ['-', ' ', .. var item] && words.Count < MaxWords)
            {
                int deep = Indent(lines[++i]);
                item = item.Trim();
                if (item is ['|' or '>', ..])
                {
                    List<string> block = [];
                    while (i + 1 < lines.Length && (lines[i + 1].Trim().Length == 0 || Indent(lines[i + 1]) > deep))
                    {
                        block.Add(lines[++i].Trim());
                    }

                    item = string.Join('\n', block);
                }

                words.Add(Quoted(item.Trim('"', '\'')));
            }
        }

        if (words.Count > 0)
        {
            yield return string.Join(' ', words);
        }
    }

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>The items of <c>["sh", "-c", "…"]</c>.</summary>
    private static IEnumerable<string> Flow(string list)
    {
        int at = 1;
        while (at < list.Length)
        {
            char c = list[at];
            if (c is ' ' or ',' or ']')
            {
                at++;
                continue;
            }

            int start = c is '"' or '\'' ? at + 1 : at;
            int end = start;
            while (end < list.Length && (c is '"' or '\'' ? list[end] != c : list[end] is not (',' or ']')))
            {
                end += list[end] == '\\' && c == '"' ? 2 : 1;
            }

            end = Math.Min(end, list.Length);
            yield return Quoted(list[start..end].Replace("\\\"", "\"", StringComparison.Ordinal).Trim());
            at = end + 1;
        }
    }
}
