using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Fuzzing.Targets;

/// <summary>Contents that a client's file tool writes, into files that take effect later.</summary>
internal sealed class EditTarget : FuzzTarget
{
    private static readonly string[] Files =
    [
        "main.tf", ".github/workflows/a.yml", ".gitlab-ci.yml", "migrations/1.sql", "terraform.tfstate", "a.sh",
        ".claude/settings.json", "/home/ann/.claude/settings.json", "holdpoint.yaml", "/home/ann/.bashrc", ".env",
        ".holdpoint/states.lock", "Jenkinsfile", ".git/hooks/pre-commit", "crontab", "a.tfvars",
        ".terraform/terraform.tfstate",
    ];

    private static readonly FileEditKind[] Kinds = Enum.GetValues<FileEditKind>();

    public override string Name => "edit";

    protected override IReadOnlyList<string> Pieces { get; } =
    [
        "\n", "  ", "- ", ": ", "run: ", "script:\n", "{", "}", "[", "]", "\"", "'", "=", "prevent_destroy = true\n",
        "lifecycle {", "deletion_protection = false\n", "terraform destroy", "DROP TABLE a;", "backend \"s3\" {",
        "\"hooks\":{", "\"disableAllHooks\":true", "#", "//", "/*", "<<E\n", "\0", "é", "\ud83d", "| sh", "jobs:\n",
        "\"lineage\":\"x\"", "\"serial\":1", "&a ", "*a",
    ];

    protected override IEnumerable<string> Texts() =>
    [
        "resource \"aws_db_instance\" \"a\" {\n  deletion_protection = true\n  lifecycle {\n    prevent_destroy "
            + "= true\n  }\n}\n",
        "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          terraform destroy "
            + "-auto-approve\n",
        "stages: [a]\na:\n  script:\n    - rm -rf /\n    - make destroy\n",
        "BEGIN;\nALTER TABLE a DROP COLUMN b;\nDROP TABLE c;\nCOMMIT;\n",
        "{\"version\":4,\"serial\":3,\"lineage\":\"a\",\"resources\":[{\"mode\":\"managed\",\"type\":\"a\","
            + "\"instances\":[{}]}]}",
        "{\"hooks\":{\"PreToolUse\":[{\"matcher\":\"*\",\"hooks\":[{\"type\":\"command\","
            + "\"command\":\"holdpoint hook\"}]}]}}",
        "pipeline { stages { stage('a') { steps { sh 'terraform destroy' } } } }",
        "#!/bin/sh\nrm -rf \"$1\"\n",
    ];

    protected override string? Fault(string text, int variant)
    {
        var dice = new Dice(variant, 1);
        string file = dice.Of(Files);
        string old = dice.Of(Seeds);
        string path = file.StartsWith('/') ? file : $"{Judging.Folder}/{file}";
        var edit = new Holdpoint.Action.FileEdit(path, text, dice.Of(Kinds), Judging.Folder)
        {
            Replaced = dice.OneIn(2) ? old[..dice.Next(old.Length)] : null,
            All = dice.OneIn(2),
        };
        return Judging.Fault(Judging.Judge(new PaperWorld().With(path, old), edit));
    }
}
