using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Sessions;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Files;

/// <summary>The programs that remove, replace and wipe files and disks.</summary>
internal sealed class FilesTool : Tool
{
    public override string Id => "files";

    public override string Title =>
        "files and disks: rm, mv, cp, dd, mkfs, find -delete, rsync --delete, redirections, …";

    public override string Documentation =>
        """
        Removing (`rm`, `unlink`, `find -delete`, `rsync --delete`), replacing (`>`, `cp`, `mv`, `tee`, `dd`,
        `truncate`, `tar x`), wiping (`shred`), formatting (`mkfs`, `wipefs`, `lvremove`, `zfs destroy`) and rights
        (`chmod -R`, `chown -R`).

        Measured: which files are there, how many and how large, and what brings each back. git brings back what it
        tracks and what was not changed since; a build brings back its folders (`node_modules`, `target`, …); temporary
        folders and caches fill again. All else is gone for good: untracked files, changes that are not committed,
        `.env` files, keys, states, databases, dumps.

        Whatever the words: a machine's root, its system folders, a home folder, a raw disk are out of the question.

        Not measured: what a program does with files beyond its arguments, and files on other machines.
        """;

    public override ImmutableArray<string>? Programs => null;

    /// <summary>What an earlier part moved to where this one removes is removed by this one.</summary>
    public override void Recognise(ImmutableArray<Invocation> invocations, int at, ICollection<Effect> effects)
    {
        Invocation invocation = invocations[at];
        Recognise(invocation, invocations.AsSpan()[(at + 1)..], effects);
        if (Pile.Read(invocations, at) is { } pile)
        {
            effects.Add(Measured(
                invocation, pile.To, $"moves one file after the other to {pile.To.Shown}",
                new PileProbe(pile, invocation.Directory)));
        }

        if (at > 0 && invocation is { Name: { } name, Arguments.IsEmpty: false }
            && EarlierMoves.Any(invocations.AsSpan(0, at)))
        {
            (name, ImmutableArray<Word> words) = Applet(name, invocation.Arguments);
            var removed = new List<FileTouch>();
            FileTouches.OfProgram(name, words, removed);
            if (name is "find" && FindCommand.Read(words) is { Removes: true } find)
            {
                removed.AddRange(find.Roots.Select(r => new FileTouch(TouchKind.Remove, r) { Recursive = true }));
            }

            removed.RemoveAll(t => t.Kind is not (TouchKind.Remove or TouchKind.Wipe));
            int own = removed.Count;
            EarlierMoves.Add(invocations, at, removed);
            AddTouches(invocation, removed[own..], effects);
        }
    }

    public override void Recognise(Invocation invocation, ICollection<Effect> effects) =>
        Recognise(invocation, [], effects);

    private static void Recognise(
        Invocation invocation, ReadOnlySpan<Invocation> later, ICollection<Effect> effects)
    {
        if (!invocation.Files.IsEmpty)
        {
            var opened = new List<FileTouch>(invocation.Files.Length);
            FileTouches.OfRedirections(invocation, opened);
            Emptyings.Spare(invocation, later, opened);
            AddTouches(invocation, opened, effects);
        }

        if (invocation.Name is not { } name)
        {
            var touches = new List<FileTouch>();
            Removals.AddIfLikeRm(invocation.Arguments, touches);
            AddTouches(invocation, touches, effects);
            return;
        }

        if (invocation.Arguments.IsEmpty && name is not "trash-empty")
        {
            return;
        }

        (name, ImmutableArray<Word> words) = Applet(name, invocation.Arguments);
        Program(invocation, name, words, later, effects);
    }

    public override void AddMakings(Invocation invocation, ICollection<Making> makings) =>
        FileMakings.Add(invocation, makings);

    private static void Program(
        Invocation invocation, string name, ImmutableArray<Word> words, ReadOnlySpan<Invocation> later,
        ICollection<Effect> effects)
    {
        switch (name)
        {
            case "find":
                Find(invocation, FindCommand.Read(words), effects);
                break;
            case "fd" or "fdfind" when FdCommand.Read(words) is { } fd:
                effects.Add(Measured(
                    invocation, fd.Roots[0], "removes what fd finds",
                    new FindProbe(fd.Roots, fd.Question, Narrowed: true, fd.Recursive, invocation.Directory)));
                AddTouches(invocation, [.. fd.Others], effects);
                break;
            case "rsync":
                if (Mirror.Read(words) is { } mirror)
                {
                    string what = mirror.Removed
                        ? "removes what the source does not have from "
                        : "removes the sources of ";
                    effects.Add(Measured(
                        invocation, mirror.Destination, what + mirror.Destination.Shown,
                        new MirrorProbe(mirror, invocation.Directory)));
                }

                Touched(invocation, name, words, later, effects);
                break;
            case "tar" or "gtar" or "bsdtar" or "unzip" or "7z" or "7za" or "7zz" or "unrar" or "cpio" or "pax":
                if (Unpacking.Read(name, words) is { } unpacking)
                {
                    Word into = unpacking.Into ?? invocation.Directory;
                    effects.Add(Measured(
                        invocation, into, $"unpacks {unpacking.Archive?.Shown ?? "an archive"} over {into.Shown}",
                        new ArchiveProbe(unpacking, invocation.Directory)));
                }

                Touched(invocation, name, words, later, effects);
                break;
            case "trash-empty" or "gio" when name is not "gio" || words is [{ Text: "trash" }, { Text: "--empty" }, ..]:
                effects.Add(Measured(invocation, new Word("trash"), "empties the trash", null) with
                {
                    Recovery = new Recovery.Never("the trash was the way back"),
                });
                break;
            default:
                if (Disks.Read(name, words) is { } disk)
                {
                    AddDisk(invocation, disk, effects);
                    break;
                }

                Touched(invocation, name, words, later, effects);
                break;
        }
    }

    private static void Touched(
        Invocation invocation, string name, ImmutableArray<Word> words, ReadOnlySpan<Invocation> later,
        ICollection<Effect> effects)
    {
        var touches = new List<FileTouch>();
        FileTouches.OfProgram(name, words, touches);
        Outputs.Edited(name, words, invocation.Input, touches);
        Packing.Add(name, words, invocation.Output, touches);
        Emptyings.OfInput(name, invocation, touches);
        Emptyings.Spare(invocation, later, touches);
        AddTouches(invocation, touches, effects);
    }

    public override void RecogniseEdit(Action.FileEdit edit, ICollection<Effect> effects)
    {
        // A client shows its user what its own tools write; a file that nothing brings back is asked for all the same.
        TouchKind? kind = edit.Kind switch
        {
            FileEditKind.Delete => TouchKind.Remove,
            FileEditKind.Write when KnownNames.IsPrecious(PathText.Name(edit.Path)) => TouchKind.Overwrite,
            _ => null,
        };
        if (kind is { } known)
        {
            var path = new Word(edit.Path);
            var directory = new Word(edit.Directory);
            effects.Add(new Effect(
                EffectKind.Destroy, new Resource("file", edit.Path),
                Target.Path(PathText.Absolute(path, directory) ?? edit.Path),
                new Recovery.Unknown("not measured"))
            {
                Tool = "files",
                Summary = Verb(known) + " " + edit.Path,
                Probe = new FileProbe([new FileTouch(known, path)], directory),
            });
        }
    }

    /// <summary>The program that <c>busybox rm</c> and its kin run.</summary>
    private static (string Name, ImmutableArray<Word> Words) Applet(string name, ImmutableArray<Word> words) =>
        name is "busybox" or "toybox" or "lvm" or "coreutils" && words is [{ Text: [not '-', ..] applet }, ..]
            ? (applet, words[1..])
            : (name, words);

    private static void AddDisk(Invocation invocation, DiskChange disk, ICollection<Effect> effects)
    {
        if (disk.Image is { } image)
        {
            AddTouches(invocation, [new FileTouch(TouchKind.Overwrite, image)], effects);
            return;
        }

        effects.Add(new Effect(
            EffectKind.Destroy, new Resource("disk", disk.Name), Target.Path(disk.Name),
            new Recovery.Never("what it holds is gone"))
        {
            Tool = "files",
            Summary = disk.Summary,
            Invocation = invocation,
            Forbidden = disk.Raw ? $"{disk.Name} is a raw device" : null,
        });
    }

    private static void AddTouches(Invocation invocation, List<FileTouch> touches, ICollection<Effect> effects)
    {
        TakeSearched(invocation, touches, effects);
        touches.RemoveAll(t => !IsAtStake(t, invocation.Directory));
        if (invocation.File is not null)
        {
            // Scripts name their own scratch files in ways that only running them tells; whole trees still ask.
            touches.RemoveAll(t => t.Path.HasUnknown && !t.Recursive);
        }

        for (int i = 0; i < touches.Count && !invocation.Absent.IsEmpty; i++)
        {
            touches[i] = touches[i] with
            {
                OnlyIfAbsent = PathText.Absolute(touches[i].Path, invocation.Directory) is { } path
                    && invocation.Absent.Contains(path),
            };
        }

        if (touches.Count == 0)
        {
            return;
        }

        FileTouch worst = touches.Aggregate((a, b) => b.Kind < a.Kind ? b : a);
        string names = Names(touches.Where(t => t.Kind is not TouchKind.MoveAway || touches.Count == 1
            || Places.WhyRoot(PathText.Absolute(t.Path, invocation.Directory) ?? "", null) is not null));
        string? device = touches.Select(t => PathText.Absolute(t.Path, invocation.Directory))
            .FirstOrDefault(p => p is not null && Places.IsRawDevice(p));
        effects.Add(new Effect(
            Kind(worst), new Resource("file", names), Where(touches, invocation), new Recovery.Unknown("not measured"))
        {
            Tool = "files",
            Summary = (worst.Empties ? "empties" : Verb(worst.Kind)) + " " + names,
            Invocation = invocation,
            Probe = device is null ? new FileProbe([.. touches], invocation.Directory) : null,
            Forbidden = device is null ? null : $"{device} is a raw device",
        });
    }

    /// <summary>False for what the words alone show to be harmless: no file is looked at for these.</summary>
    private static bool IsAtStake(FileTouch touch, Word directory)
    {
        if (touch.Kind is TouchKind.Link || (touch.Path.HasUnknown && UnknownPaths.IsTemporary(touch.Path, directory)))
        {
            return false;
        }

        string? path = PathText.Absolute(touch.Path, directory);
        bool takes = touch.Kind is TouchKind.Remove or TouchKind.Wipe;
        if (path is null)
        {
            return takes || (touch.Kind is TouchKind.Overwrite && (touch.Force || IsListed(touch.Path)))
                || touch is { Kind: TouchKind.Access, Recursive: true }
                || (touch.Kind is TouchKind.Access && FindCommand.IsFound(touch.Path) && touch.Path.Prefix is ['/', ..]
                    && Places.WhyRoot(PathText.Normal(PathText.Marked(touch.Path) + "/."), null) is not null);
        }

        if (Places.IsHarmlessDevice(path) || (touch.Path.Text is "" && takes))
        {
            return false;
        }

        // A change in place, or a move away, is at stake only at a root or a device; most never name one.
        return touch.Kind switch
        {
            TouchKind.Modify => Places.IsRawDevice(path),
            TouchKind.MoveAway => path.AsSpan().Count('/') <= 3 || PathText.HasGlob(path),
            TouchKind.Access => touch.Recursive || touch.OpensToAll || Places.WhyRoot(path, null) is not null,
            _ => true,
        };
    }

    /// <summary>A name that comes from a list or a search, as it is: nobody chose this file.</summary>
    private static bool IsListed(Word path) => FindCommand.IsFound(path)
        || path.Pieces is [{ Kind: PieceKind.Unknown, Value: ['$', '(', '<' or 'f' or 'l' or 'g', ..] }];

    private static EffectKind Kind(FileTouch touch) =>
        touch.Kind is TouchKind.Access ? EffectKind.Weaken : EffectKind.Destroy;

    private static string Verb(TouchKind kind) => kind switch
    {
        TouchKind.Remove => "removes",
        TouchKind.Wipe => "wipes",
        TouchKind.MoveAway => "moves",
        TouchKind.Access => "changes the rights of",
        _ => "writes over",
    };

    /// <summary>Names for a person; the probe names what would really go.</summary>
    private static string Names(IEnumerable<FileTouch> touches)
    {
        List<string> names = [.. touches.Select(t => t.Path.Shown).Distinct(StringComparer.Ordinal).Take(5)];
        return names.Count > 4 ? string.Join(' ', names.Take(4)) + " …" : string.Join(' ', names);
    }

    private static Target Where(List<FileTouch> touches, Invocation invocation)
    {
        ImmutableArray<Sign> signs =
        [
            .. touches.Select(t => PathText.Absolute(t.Path, invocation.Directory)).OfType<string>()
                .Distinct(StringComparer.Ordinal).Take(16)
                .Select(p => new Sign(SignKind.Path, PathText.Shown(p), "the path")),
        ];
        return new Target("path", signs.IsEmpty ? invocation.Directory.Shown : signs[0].Value, signs);
    }

    private static Effect Measured(Invocation invocation, Word place, string summary, Radius.Probe? probe) =>
        new(
            EffectKind.Destroy, new Resource("file", place.Shown),
            Target.Path(PathText.Shown(
                PathText.Absolute(place, invocation.Directory) ?? invocation.Directory.Shown)),
            new Recovery.Unknown("not measured"))
        {
            Tool = "files",
            Summary = summary,
            Invocation = invocation,
            Probe = probe,
        };

    private static void Find(Invocation invocation, FindCommand find, ICollection<Effect> effects)
    {
        AddTouches(invocation, [.. find.Outputs.Select(o => new FileTouch(TouchKind.Overwrite, o))], effects);
        if (find.Removes)
        {
            AddSearch(invocation, find, find.Recursive, effects);
        }
    }

    private static void AddSearch(Invocation invocation, FindCommand find, bool recursive, ICollection<Effect> effects)
    {
        var roots = string.Join(' ', find.Roots.Select(r => r.Shown));
        effects.Add(Measured(
            invocation, find.Roots[0], $"removes what find finds in {roots}",
            new FindProbe(find.Roots, find.Question, find.IsNarrowed, recursive, invocation.Directory)));
    }

    /// <summary>Takes out what another program's search gives: it is judged by that search.</summary>
    private static void TakeSearched(Invocation invocation, List<FileTouch> touches, ICollection<Effect> effects)
    {
        if (touches.Exists(t => t.Path.HasUnknown) && FindCommand.Runs(invocation)
            && FindCommand.Judges(invocation.Name))
        {
            touches.RemoveAll(t => t.Kind is TouchKind.Remove or TouchKind.Wipe && FindCommand.IsFound(t.Path));
        }

        bool many = invocation.Wrappers.Contains("xargs");
        foreach (FileTouch touch in touches.FindAll(t =>
            t is { Kind: TouchKind.Remove, Path.Pieces: [{ Kind: PieceKind.Unknown }] }))
        {
            Invocation? found = many ? FoundBy.Find(invocation.Input) : FoundBy.Find(touch.Path, invocation.Directory);
            if (found is { } producer)
            {
                touches.Remove(touch);
                AddSearch(invocation, FindCommand.ReadAsRemover(producer.Arguments), touch.Recursive, effects);
            }
            else if ((many ? Listed.Paths(invocation.Input, invocation.Directory)
                : Listed.Paths(touch.Path, invocation.Directory)) is { } listed)
            {
                touches.Remove(touch);
                touches.AddRange(listed.Select(l => touch with { Path = l }));
            }
        }
    }
}
