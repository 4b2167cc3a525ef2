using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Holdpoint.Radius;
using Holdpoint.Tools.Files;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>What a clean does with ignored files.</summary>
internal enum Ignored
{
    Kept,
    Too,
    Only,
}

/// <summary>What <c>git clean</c> would delete, from its own dry run; build output is told from data by its
/// names.</summary>
/// <param name="Arguments">The arguments of the dry run.</param>
internal sealed record CleanProbe(GitPlace Place, ImmutableArray<string> Arguments, Ignored Ignored) : GitProbe(Place)
{
    /// <summary>A directory with more files than this is told by a lower bound.</summary>
    private const int MaxWalked = 20_000;

    /// <summary>Deeper folders are no work of people.</summary>
    private const int MaxDepth = 40;

    /// <summary>Without -f git refuses, unless clean.requireForce is off.</summary>
    public bool RequiresForce { get; init; }

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget) =>
        !RequiresForce || GitReader.Anywhere(Place, world, budget)?.Setting("clean.requireforce") is "false" or "no"
            or "off" or "0"
            ? base.Measure(effect, world, budget)
            : Nothing(effect, "git refuses without -f");

    protected override Measurement Ask(Effect effect, GitReader git, MeasureBudget budget)
    {
        if (git.Top is not { } top)
        {
            return Unmeasured(effect, $"{git.Folder} has no work tree");
        }

        if (Find(git, top, out long madeAgain, out bool more, out string problem) is not { } lost)
        {
            return Unmeasured(effect, problem);
        }

        if (budget.Memory is { } memory && lost.Count > 0)
        {
            int all = lost.Count;
            memory.Takes(git.Folder);
            lost.RemoveAll(l => !KnownNames.IsPrecious(PathText.Name(l.Item1))
                && memory.MadeAt(PathText.Join(top, l.Item1)) is not null);
            madeAgain += all - lost.Count;
        }

        return Result(effect, git, top, lost, madeAgain, more);
    }

    /// <summary>All of it that nothing makes again, each file by its name.</summary>
    public override Touched? Touches(GitReader git, out string problem)
    {
        problem = $"{git.Folder} has no work tree";
        bool more = false;
        List<(string Path, string What)>? lost = git.Top is { } top ? Find(git, top, out _, out more, out problem)
            : null;
        problem = more ? $"a folder in it holds more than {MaxWalked} files" : problem;
        return lost is null || more ? null : new Touched([.. lost.Select(l => l.Path)], []);
    }

    /// <summary>What would go and is not made again; null, with the reason, where git gave no answer.</summary>
    private List<(string, string)>? Find(
        GitReader git, string top, out long madeAgain, out bool more, out string problem)
    {
        (madeAgain, more) = (0, false);
        GitAnswer dry = git.Run(["clean", .. Arguments]);
        problem = dry.Problem;
        if (!dry.Ok)
        {
            return null;
        }

        HashSet<string> ignored = Ignored is Ignored.Kept ? [] : ReadIgnored(git);
        var lost = new List<(string, string)>();
        foreach (string item in dry.Lines.Select(Removed).OfType<string>())
        {
            bool isIgnored = Ignored is Ignored.Only || IsIgnored(item, ignored);
            if (item[^1] == '/' || git.World.Look(Path.GetFullPath(item, git.Folder)).Kind is EntryKind.Folder)
            {
                more |= Walk(git.World, top, git.Folder, item, isIgnored, ignored, lost, ref madeAgain);
            }
            else
            {
                Sort(Relative(top, git.Folder, item), isIgnored, lost, ref madeAgain);
            }
        }

        return lost;
    }

    private static Measurement Result(Effect effect, GitReader git, string top, List<(string, string)> lost,
        long madeAgain, bool more)
    {
        ImmutableArray<Fact> facts =
        [
            new Fact("files that nothing makes again", more ? $"more than {lost.Count}"
                : $"{lost.Count}", "git clean -n"),
            new Fact("build output", $"{madeAgain}", "git clean -n"),
        ];
        if (lost.Count > 0)
        {
            return FileLosses.Of(effect, git.World, top, lost, GitEffects.NeverCommitted) with { Facts = facts };
        }

        return madeAgain == 0
            ? Nothing(effect, "nothing here is to be deleted", facts)
            : new Measurement(effect with { Recovery = new Recovery.Trivial("a build or an install makes it again") })
            {
                Count = madeAgain,
                Unit = "build outputs",
                Facts = facts,
            };
    }

    /// <summary>Counts the files of a folder that goes whole; true when there are more than were counted.</summary>
    private static bool Walk(
        IWorld world, string top, string from, string item, bool isIgnored, HashSet<string> ignored,
        List<(string, string)> lost, ref long madeAgain)
    {
        string name = Relative(top, from, item);
        if (FileNames.AlwaysMadeAgain(name))
        {
            madeAgain++;
            return false;
        }

        int walked = 0;
        var open = new Stack<(string Path, int Depth)>();
        open.Push((Path.Join(top, name), 0));
        while (open.TryPop(out (string Path, int Depth) folder))
        {
            foreach (Entry entry in world.List(folder.Path) ?? [])
            {
                string path = entry.Path.StartsWith(top + "/", StringComparison.Ordinal)
                    ? entry.Path[(top.Length + 1)..] : entry.Path;
                if (++walked > MaxWalked)
                {
                    return true;
                }

                if (entry.Kind is not EntryKind.Folder)
                {
                    Sort(path, isIgnored || IsIgnored(path, ignored), lost, ref madeAgain);
                }
                else if (FileNames.AlwaysMadeAgain(path))
                {
                    madeAgain++;
                }
                else if (folder.Depth < MaxDepth)
                {
                    open.Push((entry.Path, folder.Depth + 1));
                }
            }
        }

        return false;
    }

    private static void Sort(string path, bool isIgnored, List<(string, string)> lost, ref long madeAgain)
    {
        bool again = isIgnored ? FileNames.MadeAgainWhenIgnored(path) && !IsData(path)
            : FileNames.AlwaysMadeAgain(path);
        if (again)
        {
            madeAgain++;
        }
        else
        {
            lost.Add((path, isIgnored ? "ignored" : "untracked"));
        }
    }

    /// <summary>Packages carry test keys and databases of their own; a build folder with a state or an .env was put
    /// there by somebody.</summary>
    private static bool IsData(string path) => FileNames.HoldsData(path) && !FileNames.AlwaysMadeAgain(path);

    private static HashSet<string> ReadIgnored(GitReader git) =>
        [.. git.Run("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory").Records];

    private static bool IsIgnored(string item, HashSet<string> ignored)
    {
        for (int at = item.IndexOf('/'); at >= 0 && ignored.Count > 0; at = item.IndexOf('/', at + 1))
        {
            if (ignored.Contains(item[..(at + 1)]))
            {
                return true;
            }
        }

        return ignored.Contains(item);
    }

    /// <summary>git tells paths from the directory that it was called in.</summary>
    private static string Relative(string top, string from, string item)
    {
        string whole = Path.GetFullPath(item, from);
        return whole.StartsWith(top + "/", StringComparison.Ordinal) ? whole[(top.Length + 1)..] : item;
    }

    /// <summary>The path of a line <c>Would remove PATH</c>; null for any other line.</summary>
    private static string? Removed(string line)
    {
        const string Verb = "Would remove ";
        if (!line.StartsWith(Verb, StringComparison.Ordinal) || line.Length == Verb.Length)
        {
            return null;
        }

        string path = line[Verb.Length..];
        return path is ['"', .. var quoted, '"'] ? Unquote(quoted) : path;
    }

    /// <summary>A path as git quotes it: C escapes, bytes in octal.</summary>
    private static string Unquote(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 >= text.Length)
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, 1));
            }
            else if (i + 3 < text.Length && text[i + 1] is >= '0' and <= '3')
            {
                bytes.Add((byte)(((text[i + 1] - '0') << 6) | ((text[i + 2] - '0') << 3) | (text[i + 3] - '0')));
                i += 3;
            }
            else
            {
                bytes.Add(text[++i] switch { 'n' => (byte)'\n', 't' => (byte)'\t', 'r' => (byte)'\r', var c =>
                    (byte)c });
            }
        }

        return Encoding.UTF8.GetString([.. bytes]).ToString(CultureInfo.InvariantCulture);
    }
}
