using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.Tests.Checkpoints;

namespace Holdpoint.Tests.Tools.Databases.Sqlite.Checkpoints;

/// <summary>The real sqlite3: what goes is saved before, told after, brought back equal.</summary>
public sealed class SqliteCheckpointTests : CheckpointConformance
{
    internal override CheckpointExample Make(Scene scene) => new Shop(Fill(scene));

    [Theory]
    [InlineData("sqlite3 app.db 'DROP TABLE users'", "users")]
    [InlineData("sqlite3 app.db 'DELETE FROM orders'", "orders")]
    [InlineData("echo 'DROP TABLE users; DROP TABLE orders;' | sqlite3 app.db", "users")]
    public void What_goes_comes_back_equal(string line, string named)
    {
        using Scene scene = Make();
        string before = Dump(scene);

        Assert.Equal(0, scene.Ran(line));
        Assert.NotEqual(before, Dump(scene));
        Assert.True(scene.Only.IsVerified, scene.Only.Parts[0].Problem);
        Assert.Contains(scene.Person.Told, t => t.Contains(named, StringComparison.Ordinal));

        Assert.Equal(0, scene.Undone(scene.Only));
        Assert.Equal(before, Dump(scene));
    }

    [Fact]
    public void A_damaged_copy_does_not_count()
    {
        using Scene scene = Make();
        scene.Execute("sqlite3 app.db 'DELETE FROM orders'");
        Manifest saved = scene.Only;
        string copy = Path.Join(scene.Store.FolderOf(saved.Id), "1/database.sqlite");
        using (FileStream file = File.OpenWrite(copy))
        {
            file.Position = 4096 + 3000; // Where a page keeps its rows: at its end.
            file.Write(new byte[3000]);
        }

        Assert.False(new Taking(scene.Store, scene.Bench).Prove(saved).IsVerified);

        // Even where the damage was there before the files were listed.
        Manifest listed = saved with
        {
            Parts = [saved.Parts[0] with { Files = scene.Store.FilesIn(Path.GetDirectoryName(copy) ?? "") }],
        };
        Assert.False(new Taking(scene.Store, scene.Bench).Prove(listed).IsVerified);
    }

    private static Scene Make() => Fill(new Scene());

    private static Scene Fill(Scene scene)
    {
        scene.Sqlite(
            "CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT); "
            + "CREATE TABLE orders(id INTEGER PRIMARY KEY, u INT); "
            + "WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 500) INSERT INTO orders "
            + "SELECT n, n % 7 FROM g; INSERT INTO users VALUES (1, 'a'), (2, 'b''c');");
        return scene;
    }

    private static string Dump(Scene scene) => scene.Sqlite(".dump");

    /// <summary>The file <c>app.db</c>.</summary>
    private sealed class Shop(Scene scene) : CheckpointExample(scene)
    {
        private readonly Scene _scene = scene;

        public override string Destroys => "sqlite3 app.db 'DROP TABLE IF EXISTS orders'";

        public override string Named => "orders";

        public override ImmutableArray<string> Needs => ["sqlite3"];

        public override string Everything() => Dump(_scene);

        public override void Writes() => _scene.Sqlite(
            "DELETE FROM orders WHERE id < 10; CREATE TABLE extra(id int); INSERT INTO users VALUES (7, 'x')");

        public override void Spoils(string folder) => LocalProgram.Run(
            "", "sqlite3", Path.Join(folder, "database.sqlite"), "DELETE FROM orders WHERE id = 3");
    }
}
