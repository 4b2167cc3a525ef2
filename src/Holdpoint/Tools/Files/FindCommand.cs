using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Files;

/// <summary>A find command: where it looks, what it removes, and the same question without the removing.
/// Pure.</summary>
internal sealed class FindCommand
{
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "-empty", "-not", "!", "-a", "-and", "-o", "-or", "(", ")", "-true", "-false", "-prune", "-depth", "-d",
        "-xdev", "-mount", "-daystart", "-follow", "-nouser", "-nogroup", "-readable", "-writable", "-executable",
        "-noleaf", "-ignore_readdir_race", ",", "-nowarn",
    };

    private static readonly HashSet<string> Valued = new(StringComparer.Ordinal)
    {
        "-name", "-iname", "-path", "-ipath", "-wholename", "-iwholename", "-regex", "-iregex", "-regextype", "-type",
        "-xtype", "-maxdepth", "-mindepth", "-mtime", "-mmin", "-ctime", "-cmin", "-atime", "-amin", "-newer",
        "-anewer", "-cnewer", "-size", "-perm", "-user", "-group", "-uid", "-gid", "-links", "-inum", "-samefile",
        "-lname", "-ilname", "-fstype", "-used",
    };

    private static readonly HashSet<string> Removers = new(StringComparer.Ordinal) { "rm", "unlink", "shred", "srm" };

    /// <summary>Programs that may stand before the remover without changing what it removes.</summary>
    private static readonly HashSet<string> Carriers = new(StringComparer.Ordinal)
    {
        "sudo", "doas", "env", "command", "nice", "ionice", "nohup", "time", "busybox", "toybox", "timeout",
    };

    private readonly List<string> _question = [];
    private bool _narrowed;

    /// <summary>Where it looks; "." where nothing is named.</summary>
    public ImmutableArray<Word> Roots { get; private init; } = [];

    /// <summary>It removes what it finds, by itself or by running rm on it.</summary>
    public bool Removes { get; private set; }

    /// <summary>What it finds goes with everything below.</summary>
    public bool Recursive { get; private set; }

    /// <summary>Files that it writes its own output to.</summary>
    public List<Word> Outputs { get; } = [];

    /// <summary>The tests that only look, with <c>-print0</c> where it would remove; null when one is not
    /// known.</summary>
    public ImmutableArray<string>? Question { get; private set; }

    /// <summary>Whether a test stands between the roots and everything below them.</summary>
    public bool IsNarrowed => _narrowed;

    public static FindCommand Read(ImmutableArray<Word> words)
    {
        int from = 0;
        while (from < words.Length && words[from].Text is "-H" or "-L" or "-P" or ['-', 'O', ..] or "-D")
        {
            from += words[from].Text is "-D" ? 2 : 1;
        }

        int end = from = Math.Min(from, words.Length);
        while (end < words.Length && words[end].Prefix is not ['-' or '(' or '!' or ',', ..])
        {
            end++;
        }

        ImmutableArray<Word> roots = words[from..end];
        var find = new FindCommand { Roots = roots.IsEmpty ? [new Word(".")] : roots };
        bool follows = words[..from].Any(w => w.Text is "-L" or "-H");
        if (find.Expression(words[end..]) && !follows)
        {
            find.Question = [.. find._question];
        }

        return find;
    }

    /// <summary>The command of an invocation whose finds another program removes.</summary>
    public static FindCommand ReadAsRemover(ImmutableArray<Word> words)
    {
        int end = 0;
        while (end < words.Length
            && words[end].Prefix is not (['-', not ('H' or 'L' or 'P' or 'O' or 'D'), ..] or ['(' or '!' or ',', ..]))
        {
            end++;
        }

        return Read([.. words[..end], new Word("("), .. end == words.Length ? [new Word("-true")] : words[end..],
            new Word(")"), new Word("-delete")]);
    }

    /// <summary>Whether an invocation of a remover is one that <c>find</c> itself would run on what it finds.</summary>
    public static bool Runs(Invocation invocation)
    {
        int find = invocation.Wrappers.LastIndexOf("find");
        return find >= 0 && invocation.Wrappers.Skip(find + 1).All(Carriers.Contains);
    }

    /// <summary>Whether find's own effect tells what this program removes.</summary>
    public static bool Judges(string? program) => program is not null && Removers.Contains(program);

    /// <summary>Whether a word is what find puts in for <c>{}</c>, alone below its root.</summary>
    public static bool IsFound(Word word) =>
        word.Pieces is [.., { Kind: PieceKind.Unknown, Value: "{}" }]
        && word.Pieces.Count(p => p.Kind is PieceKind.Unknown) == 1;

    /// <summary>Copies what only looks; false when something in it is not known.</summary>
    private bool Expression(ImmutableArray<Word> words)
    {
        bool known = true, complex = false, ran = false;
        for (int i = 0; i < words.Length; i++)
        {
            string? word = words[i].Text;
            complex |= word is "!" or "-not" or "-o" or "-or" or ",";
            if (word is "-delete")
            {
                Removes = true;
                _question.AddRange(["-depth", "-print0"]);
            }
            else if (word is "-exec" or "-execdir" or "-ok" or "-okdir")
            {
                int end = End(words, i + 1);
                ran |= !Exec(words[(i + 1)..Math.Min(end, words.Length)]);
                i = end;
            }
            else if (word is "-print" or "-print0" or "-ls" or "-quit")
            {
                _question.Add("-true");
            }
            else if (word is "-printf" or "-fprint" or "-fprint0" or "-fls" or "-fprintf")
            {
                if (word is not "-printf" && i + 1 < words.Length)
                {
                    Outputs.Add(words[i + 1]);
                }

                i += word is "-fprintf" ? 2 : 1;
                _question.Add("-true");
            }
            else if (word is not null && Plain.Contains(word))
            {
                _narrowed |= word is "-empty" or "-nouser" or "-prune";
                _question.Add(word);
            }
            else if (word is not null && (Valued.Contains(word) || word.StartsWith("-newer", StringComparison.Ordinal))
                && i + 1 < words.Length && words[i + 1].Text is { } value)
            {
                _narrowed |= word is not ("-maxdepth" or "-mindepth" or "-fstype");
                _question.AddRange([word, value]);
                i++;
            }
            else
            {
                known = false;
            }
        }

        // A program's answer decides what is found: without running it, only a plain conjunction is the careful side.
        return known && !(ran && complex);
    }

    /// <summary>Takes a command that find runs; false when it is no remover, so that its answer is a test.</summary>
    private bool Exec(ImmutableArray<Word> command)
    {
        int at = 0;
        while (at < command.Length && command[at].Text is { } carrier && Carriers.Contains(PathText.Name(carrier)))
        {
            at++;
        }

        if (at < command.Length && command[at].Text is { } program && Removers.Contains(PathText.Name(program))
            && command[(at + 1)..].Any(w => w.Text is "{}"))
        {
            var touches = new List<FileTouch>();
            Removals.Add(PathText.Name(program), command[(at + 1)..], touches);
            Removes = true;
            Recursive |= touches.Exists(t => t.Recursive);
            _question.Add("-print0");
            return true;
        }

        _question.Add("-true");
        return false;
    }

    private static int End(ImmutableArray<Word> words, int from)
    {
        int end = from;
        while (end < words.Length && words[end].Text is not ";"
            && !(words[end].Text is "+" && words[end - 1].Text is "{}"))
        {
            end++;
        }

        return end;
    }
}
