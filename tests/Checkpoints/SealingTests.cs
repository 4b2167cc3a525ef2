using System.Diagnostics;
using Holdpoint.Checkpoints;
using Holdpoint.Execution;

namespace Holdpoint.Tests.Checkpoints;

/// <summary>Checkpoints that are encrypted with the real age.</summary>
public sealed class SealingTests : IDisposable
{
    private const string Secret = "alice-the-first-customer";

    private readonly Scene _scene = new();
    private readonly string _key;

    public SealingTests()
    {
        _key = Path.Join(_scene.Folder, "key.txt");
        Run("age-keygen", "-o", _key);
        Directory.CreateDirectory(Path.Join(_scene.World.Home, ".config/holdpoint"));
        _scene.Person.Says = new Answer.Yes();
        _scene.Sqlite($"CREATE TABLE users(name); INSERT INTO users VALUES('{Secret}')");
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Nothing_of_it_can_be_read_and_the_key_brings_it_back()
    {
        Seal();
        Assert.Equal(0, _scene.Ran("sqlite3 app.db 'DROP TABLE users'"));

        Manifest saved = _scene.Only;
        Assert.True(saved.IsVerified);
        Assert.True(Assert.Single(saved.Parts).IsSealed);
        Assert.Equal(["1.sealed"], Folders(saved));
        Assert.All(
            Directory.EnumerateFiles(_scene.Store.FolderOf(saved.Id), "*", SearchOption.AllDirectories),
            f => Assert.DoesNotContain(Secret, File.ReadAllText(f), StringComparison.Ordinal));

        Assert.IsType<Outcome.Refused>(_scene.Undo(saved));
        Assert.Contains(_scene.Person.Told, t => t.Contains("--identity FILE", StringComparison.Ordinal));

        Assert.Equal(0, Assert.IsType<Outcome.Ran>(Undo(saved, _key)).ExitCode);
        Assert.Equal(Secret, _scene.Sqlite("SELECT name FROM users").Trim());
        Assert.True(new Taking(_scene.Store, _scene.Bench).Prove(saved, identity: _key).IsVerified);
        Assert.False(new Taking(_scene.Store, _scene.Bench).Prove(saved).IsVerified);
    }

    [Fact]
    public void Another_key_opens_nothing_and_a_changed_archive_is_noticed()
    {
        Seal();
        _scene.Ran("sqlite3 app.db 'DROP TABLE users'");
        Manifest saved = _scene.Only;
        string other = Path.Join(_scene.Folder, "other.txt");
        Run("age-keygen", "-o", other);

        Assert.IsType<Outcome.Refused>(Undo(saved, other));
        Assert.Contains(_scene.Person.Told, t => t.Contains("no identity matched", StringComparison.Ordinal));

        string archive = Path.Join(_scene.Store.FolderOf(saved.Id), "1.sealed/part.age");
        byte[] bytes = File.ReadAllBytes(archive);
        bytes[^1] ^= 1;
        File.WriteAllBytes(archive, bytes);
        Assert.IsType<Outcome.Refused>(Undo(saved, _key));
        Assert.Contains(_scene.Person.Told, t => t.Contains("is not what was saved", StringComparison.Ordinal));
        Assert.Equal("", _scene.Sqlite(".tables").Trim());
    }

    /// <summary>Whoever took it was killed before it was sealed: the next one that comes by does that.</summary>
    [Fact]
    public void What_was_left_open_is_sealed_by_the_next_one()
    {
        _scene.Ran("sqlite3 app.db 'DROP TABLE users'");
        Manifest open = _scene.Only;
        Assert.Equal(["1"], Folders(open));
        Seal();

        _scene.Sqlite("CREATE TABLE later(x); INSERT INTO later VALUES(1)");
        _scene.Ran("sqlite3 app.db 'DROP TABLE later'");

        Assert.Equal(["1.sealed"], Folders(open));
        Assert.Equal(2, _scene.Store.All().OfType<ManifestAnswer.Read>().Count(r => r.Manifest.Parts[0].IsSealed));
    }

    [Fact]
    public void Where_it_cannot_be_encrypted_that_is_said_and_the_copy_stays()
    {
        File.WriteAllText(Recipients, "no key at all\n");
        Assert.Equal(0, _scene.Ran("sqlite3 app.db 'DROP TABLE users'"));

        Assert.Contains(_scene.Person.Told, t => t.Contains("is NOT encrypted: age:", StringComparison.Ordinal));
        Assert.Equal(["1"], Folders(_scene.Only));
        Assert.Equal(0, _scene.Undone(_scene.Only));
    }

    private string Recipients => Path.Join(_scene.World.Home, ".config/holdpoint/recipients.txt");

    private void Seal() => File.WriteAllText(Recipients, Run("age-keygen", "-y", _key));

    private Outcome Undo(Manifest manifest, string identity) =>
        new Undoing(_scene.Pipeline, _scene.Store, _scene.World, _scene.Workshop, _scene.Person)
        {
            Identity = identity,
        }.Run(manifest);

    private string[] Folders(Manifest manifest) =>
        [.. Directory.EnumerateDirectories(_scene.Store.FolderOf(manifest.Id)).Select(f => new DirectoryInfo(f).Name)];

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException($"{program} did not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
