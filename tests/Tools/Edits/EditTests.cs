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
        if (before is not null)
        {
            File.WriteAllText(Path.Join(folder.Work, file), before);
        }

        var world = new CaseWorld(folder, []);
        var pipeline = new Pipeline(world, d => PolicyLoader.Load(world, d), null, TimeSpan.FromSeconds(60));
        return pipeline.Run(edit with { Directory = folder.Work }).Verdict;
    }
}
