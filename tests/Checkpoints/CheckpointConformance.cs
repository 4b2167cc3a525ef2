using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.World;

namespace Holdpoint.Tests.Checkpoints;

/// <summary>What every kind of checkpoint must do, with the real programs and the real thing that it saves.</summary>
public abstract class CheckpointConformance
{
    /// <summary>Sets up something that the kind saves.</summary>
    internal abstract CheckpointExample Make(Scene scene);

    /// <summary>A scene in which the programs of the kind are found.</summary>
    internal virtual Scene New(IWorkshop workshop) => new() { Workshop = workshop };

    /// <summary>How many of the moments at which it may be killed are tried: each is a whole run.</summary>
    protected virtual int Moments => 6;

    [Fact]
    public void What_goes_is_saved_proved_told_and_comes_back_equal()
    {
        using Scene scene = New();
        using CheckpointExample example = Make(scene);
        string before = example.Everything();

        Assert.Equal(0, scene.Ran(example.Destroys));
        Assert.NotEqual(before, example.Everything());
        Manifest saved = scene.Only;
        Assert.True(saved.IsVerified, saved.Parts[0].Problem);
        Assert.Contains(scene.Person.Told, t => t.Contains(example.Named, StringComparison.Ordinal));
        Assert.DoesNotContain(scene.Person.Told, t => t.Contains("NOT", StringComparison.Ordinal));
        Assert.Contains(Differences(scene, saved), d => d is { IsData: true, Gone: > 0 });

        Undoes(scene, saved);
        Assert.Equal(before, example.Everything());
        Assert.Empty(Differences(scene, saved));
        Assert.All(((Mortal)scene.Workshop).Scratches, s => Assert.False(Directory.Exists(s)));
    }

    [Fact]
    public void A_copy_of_what_is_there_is_equal_to_it()
    {
        using Scene scene = New();
        using CheckpointExample example = Make(scene);
        Manifest saved = Take(scene, example);

        Assert.Empty(Differences(scene, saved));
        Undoes(scene, saved);
        Assert.Contains(scene.Person.Told, t => t.Contains("nothing differs", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_written_since_is_told_and_saved_before_it_is_overwritten()
    {
        using Scene scene = New();
        using CheckpointExample example = Make(scene);
        string before = example.Everything();
        Manifest saved = Take(scene, example);
        example.Writes();
        string written = example.Everything();

        Assert.Contains(Differences(scene, saved), d => d.IsData);
        scene.Person.Says = new Answer.Yes();
        Undoes(scene, saved);
        Assert.Equal(before, example.Everything());

        // An undo can be undone.
        Assert.NotEqual(saved.Id, scene.Newest.Id);
        Undoes(scene, scene.Newest);
        Assert.Equal(written, example.Everything());
    }

    [Fact]
    public void A_file_that_is_damaged_or_gone_is_found_and_never_restored()
    {
        using Scene scene = New();
        using CheckpointExample example = Make(scene);
        Manifest saved = Take(scene, example);
        example.Writes();
        string there = example.Everything();
        foreach (SavedFile file in saved.Parts[0].Files.Where(f => f.Bytes > 0))
        {
            string path = Path.Join(scene.Store.FolderOf(saved.Id), saved.Parts[0].Folder, file.Path);
            byte[] whole = File.ReadAllBytes(path);
            byte[] other = [.. whole];
            other[other.Length / 2] ^= 1;
            File.WriteAllBytes(path, other);
            Assert.False(new Taking(scene.Store, scene.Bench).Prove(saved).IsVerified, file.Path);
            Assert.IsType<Outcome.Refused>(scene.Undo(saved));
            File.WriteAllBytes(path, whole);
            File.Move(path, path + ".away");
            Assert.IsType<Outcome.Refused>(scene.Undo(saved));
            File.Move(path + ".away", path);
        }

        Assert.Equal(there, example.Everything());
        Assert.True(new Taking(scene.Store, scene.Bench).Prove(saved).IsVerified);
    }

    [Fact]
    public void A_copy_that_lacks_something_is_found_by_restoring_it()
    {
        using Scene scene = New();
        using CheckpointExample example = Make(scene);
        Manifest saved = Take(scene, example);
        string part = Path.Join(scene.Store.FolderOf(saved.Id), saved.Parts[0].Folder);
        example.Spoils(part);
        Manifest listed = saved with { Parts = [saved.Parts[0] with { Files = scene.Store.FilesIn(part) }] };

        Manifest proved = new Taking(scene.Store, scene.Bench).Prove(listed);
        Assert.False(proved.IsVerified);
        Assert.NotNull(proved.Parts[0].Problem);
    }

    [Fact]
    public void A_program_that_is_missing_is_named()
    {
        using Scene whole = New();
        using CheckpointExample example = Make(whole);
        string before = example.Everything();
        foreach (string program in example.Needs)
        {
            using Scene scene = New(new Lacking(new Workshop(), program.Split(' ')));
            Assert.Contains(program.Split(' ')[0], TryTake(scene, whole, example), StringComparison.Ordinal);
            Assert.DoesNotContain(scene.Store.All().OfType<ManifestAnswer.Read>(), r => r.Manifest.IsVerified);
        }

        Assert.Equal(before, example.Everything());
    }

    [Fact]
    public void Killed_while_it_saves_nothing_looks_done()
    {
        using Scene scene = New();
        using CheckpointExample example = Make(scene);
        string before = example.Everything();
        int moments = Deaths(scene, () => scene.Store.Remove(Take(scene, example).Id), () =>
        {
            scene.Store.Sweep();
            foreach (ManifestAnswer.Read read in scene.Store.All().OfType<ManifestAnswer.Read>())
            {
                // It has its name before it is proved, and says so.
                Assert.False(read.Manifest.IsVerified);
                scene.Store.Remove(read.Manifest.Id);
            }

            Assert.Equal(before, example.Everything());
        });
        Assert.True(moments > 0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(scene.Store.Folder, ".*"));
    }

    [Fact]
    public void Killed_while_it_restores_it_is_brought_back_by_the_same_undo()
    {
        using Scene scene = New();
        using CheckpointExample example = Make(scene);
        string before = example.Everything();
        Manifest saved = Take(scene, example);
        example.Loses();
        CheckpointKind kind = CheckpointKinds.Find(saved.Parts[0].Kind)
            ?? throw new InvalidOperationException(saved.Parts[0].Kind);
        string folder = Path.Join(scene.Store.FolderOf(saved.Id), saved.Parts[0].Folder);
        Deaths(
            scene,
            () =>
            {
                Assert.Null(kind.Restore(saved.Parts[0], folder, scene.Bench));
                Assert.Equal(before, example.Everything());
                example.Loses();
            },
            () =>
            {
                Assert.Null(kind.Restore(saved.Parts[0], folder, scene.Bench));
                Assert.Equal(before, example.Everything());
                example.Loses();
            });
    }

    /// <summary>Dies at one moment after the other, spread over the whole, and looks at what is left; returns how many
    /// there were.</summary>
    private int Deaths(Scene scene, System.Action act, System.Action look)
    {
        var mortal = (Mortal)scene.Workshop;
        mortal.Left = int.MaxValue;
        act();
        int all = int.MaxValue - mortal.Left;
        for (int i = 0; i < Moments; i++)
        {
            mortal.Left = i * all / Moments;
            Assert.Throws<DeathException>(act);
            mortal.Left = int.MaxValue;
            look();
        }

        mortal.Clear();
        return all;
    }

    private static void Undoes(Scene scene, Manifest saved) =>
        Assert.True(scene.Undone(saved) == 0, string.Join('\n', scene.Person.Told));

    private Scene New() => New(new Mortal(new Workshop()));

    private static Manifest Take(Scene scene, CheckpointExample example)
    {
        Judgement judged = scene.Pipeline.Look(new Action.ShellCommand(example.Destroys, scene.Work));
        CheckpointPlan plan = CheckpointPlan.Of(judged.Radius.Measurements, scene.World);
        Assert.NotEmpty(plan.Sources);
        (Manifest? saved, string problem) = new Taking(scene.Store, scene.Bench).Take(
            plan.Sources, example.Destroys, scene.Work, judged.Radius.Fingerprint);
        Assert.True(saved is not null, problem);
        return saved;
    }

    private static string TryTake(Scene scene, Scene whole, CheckpointExample example)
    {
        Judgement judged = whole.Pipeline.Look(new Action.ShellCommand(example.Destroys, whole.Work));
        CheckpointPlan plan = CheckpointPlan.Of(judged.Radius.Measurements, whole.World);
        (Manifest? saved, string problem) = new Taking(scene.Store, scene.Bench).Take(
            plan.Sources, example.Destroys, whole.Work, judged.Radius.Fingerprint);
        return saved is null ? problem : string.Join(' ', saved.Parts.Select(p => p.Problem));
    }

    private static IEnumerable<Difference> Differences(Scene scene, Manifest saved) => saved.Parts.SelectMany(p =>
        CheckpointKinds.Find(p.Kind)?.Compare(p, Path.Join(scene.Store.FolderOf(saved.Id), p.Folder), scene.Bench)
            is DifferenceAnswer.Found found
            ? found.Differences
            : throw new InvalidOperationException($"{p.Place} was not compared"));
}
