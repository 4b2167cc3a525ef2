using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Edits;

/// <summary>Edits by a client's own file tools that take effect later.</summary>
public sealed class EditTests
{
    private const string Protected = "resource \"aws_db_instance\" \"db\" {\n  deletion_protection = true\n"
        + "  lifecycle {\n    prevent_destroy = true\n  }\n}\n";

    [Theory]
    [InlineData("  deletion_protection = true\n", "  deletion_protection = false\n")]
    [InlineData("    prevent_destroy = true\n", "")]
    [InlineData("  deletion_protection = true\n", "  deletion_protection = true\n  skip_final_snapshot = true\n"
        + "  force_destroy = true\n")]
    public void A_protection_taken_away_asks(string taken, string put) =>
        Assert.Equal(Decision.Ask, Edit("main.tf", Protected, taken, put).Decision);

    [Theory]
    [InlineData("  deletion_protection = true\n", "  deletion_protection = true\n  tags = {}\n")]
    [InlineData("\"db\"", "\"database\"")]
    public void Another_change_of_the_same_file_passes(string taken, string put) =>
        Assert.Equal(Decision.Allow, Edit("main.tf", Protected, taken, put).Decision);

    [Fact]
    public void A_new_configuration_passes() => Assert.Equal(Decision.Allow, Write("new.tf", null, Protected).Decision);

    [Fact]
    public void Another_backend_asks() => Assert.Equal(
        Decision.Ask,
        Write(
            "backend.tf",
            "terraform {\n  backend \"s3\" {\n    bucket = \"a\"\n  }\n}\n",
            "terraform {\n  backend \"local\" {\n  }\n}\n").Decision);

    [Fact]
    public void A_migration_that_drops_is_recorded_and_passes()
    {
        Verdict verdict = Write("db/migrations/2.sql", null, "ALTER TABLE users DROP COLUMN email;\n");
        Assert.Equal((Decision.Allow, "weaken"), (verdict.Decision, verdict.Rule));
    }

    [Theory]
    [InlineData("template.yaml", "    DeletionPolicy: Retain\n", "    DeletionPolicy: Delete\n")]
    [InlineData("stack.ts", "  removalPolicy: RemovalPolicy.RETAIN,\n", "  removalPolicy: RemovalPolicy.DESTROY,\n")]
    [InlineData("serverless.yml", "  deletionProtection: true\n", "  deletionProtection: false\n")]
    public void A_protection_of_another_tool_asks(string file, string taken, string put) =>
        Assert.Equal(Decision.Ask, Edit(file, "a:\n" + taken + "b: 1\n", taken, put).Decision);

    [Theory]
    [InlineData("template.yaml", "    DeletionPolicy: Delete\n", "    DeletionPolicy: Retain\n")]
    [InlineData("app.ts", "const a = true;\n", "const a = false;\n")]
    public void A_protection_that_is_added_or_another_setting_passes(string file, string taken, string put) =>
        Assert.Equal(Decision.Allow, Edit(file, "a:\n" + taken + "b: 1\n", taken, put).Decision);

    [Theory]
    [InlineData("db/migrate/3_drop.rb", "class D\n  def change\n    drop_table :users\n  end\nend\n")]
    [InlineData("migrations/3.js", "exports.up = (k) => k.schema.dropTable('users');\nexports.down = () => {};\n")]
    [InlineData("alembic/versions/3.py", "def upgrade():\n    op.drop_column('users', 'email')\n")]
    [InlineData("app/migrations/0003_x.py", "operations = [\n    migrations.DeleteModel(name='User'),\n]\n")]
    [InlineData("src/migrations/3.ts", "async up(q) { await q.query(`ALTER TABLE users DROP COLUMN email`); }\n")]
    public void A_migration_in_code_that_drops_is_recorded(string file, string content)
    {
        Verdict verdict = Write(file, null, content);
        Assert.Equal((Decision.Allow, "weaken"), (verdict.Decision, verdict.Rule));
    }

    [Theory]
    [InlineData("db/migrate/4_new.rb", "def up\n  create_table :users\nend\ndef down\n  drop_table :users\nend\n")]
    [InlineData("migrations/4.js", "exports.up = k => k.schema.createTable('u');\nexports.down = k =>\n"
        + "  k.schema.dropTable('u');\n")]
    [InlineData("alembic/versions/4.py", "def upgrade():\n    op.create_table('u')\n\n\ndef downgrade():\n"
        + "    op.drop_table('u')\n")]
    [InlineData("db/migrations/4.sql", "-- migrate:up\nCREATE TABLE u (id int);\n-- migrate:down\nDROP TABLE u;\n")]
    [InlineData("db/migrations/4.down.sql", "DROP TABLE u;\n")]
    [InlineData("src/users.js", "db.schema.dropTable('users')\n")]
    public void What_takes_a_migration_back_says_nothing(string file, string content) =>
        Assert.Equal((Decision.Allow, "nothing-at-stake"), (Write(file, null, content).Decision,
            Write(file, null, content).Rule));

    [Fact]
    public void A_state_that_is_edited_asks() => Assert.Equal(
        Decision.Ask,
        Edit(
            "terraform.tfstate",
            "{\"version\":4,\"serial\":3,\"lineage\":\"a\",\"resources\":[{\"mode\":\"managed\","
            + "\"type\":\"aws_instance\",\"name\":\"a\",\"instances\":[{\"attributes\":{\"id\":\"i-1\"}}]}]}",
            "\"serial\":3",
            "\"serial\":4").Decision);

    [Fact]
    public void A_pipeline_that_destroys_asks() => Assert.Equal(
        Decision.Ask,
        Write(
            ".github/workflows/clean.yml",
            null,
            "jobs:\n  a:\n    steps:\n      - run: |\n"
            + "          terraform init\n          terraform destroy -auto-approve\n")
            .Decision);

    [Fact]
    public void A_pipeline_that_builds_passes() => Assert.Equal(
        Decision.Allow,
        Write(
            ".github/workflows/ci.yml",
            null,
            "jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n      - run: npm ci && npm test\n"
            + "      - run: rm -rf dist\n").Decision);

    private static Verdict Edit(string file, string before, string taken, string put) => Judge(
        file, before, new Holdpoint.Action.FileEdit(file, put, FileEditKind.Edit, "") { Replaced = taken });

    private static Verdict Write(string file, string? before, string content) =>
        Judge(file, before, new Holdpoint.Action.FileEdit(file, content, FileEditKind.Write, ""));

    private static Verdict Judge(string file, string? before, Holdpoint.Action.FileEdit edit)
    {
        using var folder = new CaseFolder();
        if (file.EndsWith(".tfstate", StringComparison.Ordinal))
        {
            File.WriteAllText(Path.Join(folder.Work, "main.tf"), Protected);
        }

        if (before is not null)
        {
            File.WriteAllText(Path.Join(folder.Work, file), before);
        }

        var world = new CaseWorld(folder, []);
        var pipeline = new Pipeline(world, d => PolicyLoader.Load(world, d), null, TimeSpan.FromSeconds(60));
        return pipeline.Run(edit with { Directory = folder.Work }).Verdict;
    }
}
