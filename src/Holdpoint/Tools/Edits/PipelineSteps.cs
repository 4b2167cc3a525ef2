namespace Holdpoint.Tools.Edits;

/// <summary>The commands of a pipeline's steps: what stands behind <c>run:</c> and <c>script:</c>, also over
/// lines. Pure.</summary>
internal static class PipelineSteps
{
    /// <summary>Steps of one file.</summary>
    private const int MaxSteps = 200;

    public static IEnumerable<string> Of(string content)
    {
        string[] lines = content.Split('\n');
        int found = 0;
        for (int i = 0; i < lines.Length && found < MaxSteps; i++)
        {
            string bare = lines[i].TrimStart(' ', '-', '\t');
            int colon = bare.IndexOf(':', StringComparison.Ordinal);
            string key = colon <= 0 ? "" : bare[..colon];
            if (key is not ("run" or "script" or "before_script" or "after_script" or "command" or "commands" or "sh"
                or "bash" or "args" or "build"))
            {
                continue;
            }

            found++;
            string value = bare[(colon + 1)..].Trim();
            if (value.Length > 0 && value is not ['|' or '>', ..])
            {
                yield return Expressions(value.Trim('"', '\''));
                continue;
            }

            // A block or a list: all lines that stand deeper.
            int indent = lines[i].Length - lines[i].TrimStart().Length;
            List<string> block = [];
            while (i + 1 < lines.Length && (string.IsNullOrWhiteSpace(lines[i + 1]) || Indent(lines[i + 1]) > indent
                || (Indent(lines[i + 1]) == indent
                && lines[i + 1].TrimStart().StartsWith("- ", StringComparison.Ordinal)
                    && !lines[i].TrimStart().StartsWith('-'))))
            {
                string line = lines[++i].Trim();
                block.Add(value.Length == 0 && line.StartsWith("- ", StringComparison.Ordinal)
                    ? line[2..].Trim('"', '\'') : line);
            }

            yield return Expressions(string.Join('\n', block));
        }
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    /// <summary><c>${{ secrets.X }}</c> is known only when it runs, as a variable is.</summary>
    private static string Expressions(string code)
    {
        for (int at = code.IndexOf("${{", StringComparison.Ordinal); at >= 0; at = code.IndexOf("${{",
            StringComparison.Ordinal))
        {
            int end = code.IndexOf("}}", at, StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            string inside = string.Concat(code[(at + 3)..end].Where(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
            code = code[..at] + "$" + (inside.Length == 0 ? "expression" : inside) + code[(end + 2)..];
        }

        return code;
    }
}
