namespace Holdpoint.Tests.Cases;

/// <summary>One case of a <c>.cases</c> file: a title, a sentence of why, set-up lines, the command, and what is
/// expected.</summary>
/// <remarks>
/// The format, one block a case:
/// <code>
/// == Title, a sentence
/// why   one sentence (optional)
/// setup (optional; the indented lines run in a real bash, in the case's own folder, before the command is judged)
///   git init -q
/// env   NAME=VALUE (optional, repeatable: what the world says of a variable)
/// $ the command
/// | its further lines
/// verdict ask rule-id
/// effect …
/// </code>
/// Everything after the command is the expectation, compared line by line with what the runner printed.
/// Lines before the first <c>==</c>, and those that begin with <c>#</c> outside a set-up, are comments and kept.
/// </remarks>
internal sealed record Case(string File, int Line, string Title, string Setup, IReadOnlyList<string> Environment,
    string Command, string Expected)
{
    public override string ToString() => Title;
}

/// <summary>Reads a case file and rewrites its expectations.</summary>
internal static class CaseFile
{
    /// <summary>Whether a file's expectations are to be rewritten: HOLDPOINT_ACCEPT is 1, or a part of its
    /// path.</summary>
    public static bool Accepts(string path) =>
        Environment.GetEnvironmentVariable("HOLDPOINT_ACCEPT") is { Length: > 0 } accept
        && (accept is "1" || path.Contains(accept, StringComparison.Ordinal));

    public static IEnumerable<Case> Read(string path)
    {
        List<Case> cases = [];
        Walk(File.ReadAllLines(path), path, cases.Add, _ => { });
        return cases;
    }

    /// <summary>File (relative to the project) and title of every case: one test each.</summary>
    public static TheoryData<string, string> Titles(IEnumerable<string> files)
    {
        var data = new TheoryData<string, string>();
        foreach (string file in files)
        {
            foreach (Case c in Read(file))
            {
                data.Add(Path.GetRelativePath(Repository.Root, file), c.Title);
            }
        }

        return data;
    }

    /// <summary>The file's text with each expectation replaced by what <paramref name="actual"/> says.</summary>
    public static string Rewrite(string path, Func<Case, string> actual)
    {
        List<string> lines = [];
        Case? current = null;
        Walk(
            File.ReadAllLines(path),
            path,
            c =>
            {
                current = c;
                lines.AddRange(actual(c).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            },
            lines.Add);
        _ = current;
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>Calls <paramref name="found"/> at the end of each case and <paramref name="kept"/> for every line that
    /// is no expectation.</summary>
    private static void Walk(string[] lines, string path, Action<Case> found, Action<string> kept)
    {
        int i = 0;
        while (i < lines.Length)
        {
            if (!lines[i].StartsWith("== ", StringComparison.Ordinal))
            {
                kept(lines[i++]);
                continue;
            }

            int start = i + 1;
            string title = lines[i][3..].Trim();
            kept(lines[i++]);
            List<string> setup = [], environment = [], command = [], expected = [];
            bool inSetup = false;
            for (; i < lines.Length && !lines[i].StartsWith("$ ", StringComparison.Ordinal); i++)
            {
                string line = lines[i];
                kept(line);
                if (inSetup && (line.StartsWith("  ", StringComparison.Ordinal) || line.Length == 0))
                {
                    setup.Add(line.Length >= 2 ? line[2..] : "");
                    continue;
                }

                inSetup = line.TrimEnd() == "setup";
                if (line.StartsWith("env ", StringComparison.Ordinal))
                {
                    environment.Add(line[4..].Trim());
                }
            }

            for (; i < lines.Length
                && (lines[i].StartsWith("$ ", StringComparison.Ordinal) || lines[i].StartsWith('|')); i++)
            {
                kept(lines[i]);
                command.Add(lines[i].StartsWith("| ", StringComparison.Ordinal)
                    || lines[i].StartsWith("$ ", StringComparison.Ordinal)
                    ? lines[i][2..]
                    : lines[i][1..]);
            }

            for (; i < lines.Length && lines[i].Length > 0 && !lines[i].StartsWith("== ", StringComparison.Ordinal);
                i++)
            {
                expected.Add(lines[i].TrimEnd());
            }

            found(new Case(path, start, title, string.Join('\n', setup), environment, string.Join('\n', command),
                string.Join('\n', expected)));
        }
    }
}
