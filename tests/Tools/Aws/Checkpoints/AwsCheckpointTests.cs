using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.Tests.Checkpoints;
using Holdpoint.Tests.Tools.Live;

namespace Holdpoint.Tests.Tools.Aws.Checkpoints;

/// <summary>Snapshots and versions, through a program that answers in the documented formats; no account is
/// here.</summary>
public sealed class AwsCheckpointTests
{
    private const string Snapshots = """
        {"DBSnapshots": [{"DBSnapshotIdentifier": "x", "DBInstanceIdentifier": "shop-db", "Status": "available"}]}
        """;

    [Fact]
    public void A_snapshot_is_asked_for_waited_for_and_never_called_proved()
    {
        using FakeCloud aws = Database();
        using Scene scene = New(aws);
        scene.Person.Says = new Answer.Yes();
        aws.On("rds describe-db-instances", Recorded("aws-rds-instance.json"));
        const string Line = "aws rds delete-db-instance --db-instance-identifier shop-db --skip-final-snapshot "
            + "--no-deletion-protection --profile ops --region eu-west-1";
        Assert.Equal(0, scene.Ran(Line));

        Manifest saved = scene.Only;
        SavedPart part = Assert.Single(saved.Parts);
        Assert.Equal("aws-snapshot", part.Kind);
        Assert.False(saved.IsVerified);
        Assert.Contains("nothing was made of it", part.Problem, StringComparison.Ordinal);
        string id = part.Settings["snapshot"];
        Assert.StartsWith("holdpoint-", id, StringComparison.Ordinal);
        Assert.Equal(
            [
                $"rds create-db-snapshot --db-instance-identifier shop-db --db-snapshot-identifier {id}",
                $"rds wait db-snapshot-available --db-snapshot-identifier {id}",
                $"rds describe-db-snapshots --db-snapshot-identifier {id}",
            ],
            aws.Questions.Where(q => q.Contains(id, StringComparison.Ordinal)).Select(q => q.Replace(
                " --profile ops --region eu-west-1 --output json", "", StringComparison.Ordinal)));

        // A person was asked before anything was made, and the answer was not softened by a copy that nobody tried.
        Judgement asked = Assert.Single(scene.Person.Questions);
        Assert.IsType<Recovery.Never>(Assert.Single(asked.Radius.Measurements).Effect.Recovery);

        // Undo says what to run, and runs nothing.
        aws.On("rds describe-db-instances", "An error occurred (DBInstanceNotFound) when calling it", 254);
        int questions = aws.Questions.Length;
        Assert.Equal(1, scene.Undone(saved));
        Assert.Contains(scene.Person.Told, t => t.Contains(
            $"restore-db-instance-from-db-snapshot --db-instance-identifier shop-db --db-snapshot-identifier {id}",
            StringComparison.Ordinal));
        Assert.DoesNotContain(
            aws.Questions[questions..], q => q.Contains(" restore-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_no_makes_no_snapshot()
    {
        using FakeCloud aws = Database();
        using Scene scene = New(aws);
        scene.Person.Says = new Answer.No();
        scene.Execute("aws rds delete-db-instance --db-instance-identifier shop-db --skip-final-snapshot");
        Assert.DoesNotContain(aws.Questions, q => q.Contains("create-", StringComparison.Ordinal));
        Assert.Empty(scene.Store.All());
    }

    [Fact]
    public void A_snapshot_that_is_refused_is_no_checkpoint()
    {
        using FakeCloud aws = Database().On(
            "rds create-db-snapshot", "An error occurred (AccessDenied) when calling the operation", 254);
        using Scene scene = New(aws);
        scene.Person.Says = new Answer.No();
        CheckpointPlan plan = Plan(scene, "aws rds delete-db-instance --db-instance-identifier shop-db "
            + "--skip-final-snapshot");
        (Manifest? saved, string problem) = new Taking(scene.Store, scene.Bench).Take(plan.Sources, "", scene.Work, "");
        Assert.Null(saved);
        Assert.Contains("AccessDenied", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ec2 delete-volume --volume-id vol-1", "ec2 create-snapshot --volume-id vol-1",
        """{"SnapshotId": "snap-9"}""", "ec2 wait snapshot-completed --snapshot-ids snap-9", "snap-9")]
    [InlineData("dynamodb delete-table --table-name orders", "dynamodb create-backup --table-name orders",
        """{"BackupDetails": {"BackupArn": "arn:b"}}""", "dynamodb describe-backup --backup-arn arn:b", "arn:b")]
    public void A_copy_that_AWS_names_is_known_by_that_name(
        string line, string make, string made, string next, string id)
    {
        using FakeCloud aws = new FakeCloud("aws").On("ec2 describe-volumes", """
            {"Volumes": [{"VolumeId": "vol-1", "Size": 8, "State": "available", "VolumeType": "gp3"}]}
            """).On("ec2 describe-snapshots", """{"Snapshots": [{"SnapshotId": "snap-9", "State": "completed"}]}""")
            .On("ec2 wait", "").On("dynamodb describe-table", Recorded("aws-dynamodb-table.json"))
            .On("dynamodb describe-continuous-backups", "{}").On("dynamodb list-backups", "{}")
            .On("dynamodb describe-backup", """
                {"BackupDescription": {"BackupDetails": {"BackupArn": "arn:b", "BackupStatus": "AVAILABLE"}}}
                """)
            .On(make, made);
        using Scene scene = New(aws);
        CheckpointPlan plan = Plan(scene, "aws " + line);
        Assert.Empty(plan.Covered);
        (Manifest? saved, string problem) = new Taking(scene.Store, scene.Bench).Take(plan.Sources, "", scene.Work, "");
        Assert.True(saved is not null, problem);
        Assert.Equal(id, saved.Parts[0].Settings["snapshot"]);
        Assert.Contains("nothing was made of it", saved.Parts[0].Problem, StringComparison.Ordinal);
        Assert.Contains(aws.Questions, q => q.StartsWith(next, StringComparison.Ordinal));
    }

    [Fact]
    public void Versioning_is_switched_on_and_marks_of_deletion_are_taken_away_again()
    {
        using FakeCloud aws = new FakeCloud("aws").On("s3api list-objects-v2", Recorded("aws-s3-objects.json"))
            .On("s3api get-bucket-versioning", "").On("s3api put-bucket-versioning", "").On("s3 rm", "");
        using Scene scene = New(aws);
        CheckpointPlan plan = Plan(scene, "aws s3 rm s3://shop-uploads/2026 --recursive");
        Assert.Empty(plan.Covered);
        (Manifest? saved, string problem) = new Taking(scene.Store, scene.Bench).Take(
            plan.Sources, "aws s3 rm s3://shop-uploads/2026 --recursive", scene.Work, "");
        Assert.True(saved is not null, problem);
        Assert.False(saved.IsVerified);
        Assert.Contains(
            aws.Questions, q => q.StartsWith(
                "s3api put-bucket-versioning --bucket shop-uploads --versioning-configuration Status=Enabled",
                StringComparison.Ordinal));

        string now = DateTimeOffset.UtcNow.AddSeconds(5).ToString("yyyy-MM-ddTHH:mm:ss+00:00");
        aws.On("s3api list-object-versions --bucket shop-uploads --prefix 2026", $$"""
            {"Versions": [{"Key": "2026/a", "VersionId": "null", "IsLatest": false}], "DeleteMarkers": [
              {"Key": "2026/a", "VersionId": "m1", "IsLatest": true, "LastModified": "{{now}}"},
              {"Key": "2026/b", "VersionId": "m0", "IsLatest": true, "LastModified": "2020-01-01T00:00:00+00:00"}]}
            """).On("s3api delete-object", "");
        scene.Person.Says = new Answer.Yes();
        Assert.Equal(0, scene.Undone(saved));
        Assert.Equal(
            "s3api delete-object --bucket shop-uploads --key 2026/a --version-id m1 --output json",
            Assert.Single(aws.Questions, q => q.StartsWith("s3api delete-object", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("aws rds delete-db-instance --db-instance-identifier shop-db --skip-final-snapshot "
        + "--endpoint-url http://elsewhere")]
    [InlineData("AWS_CONFIG_FILE=/tmp/x aws rds delete-db-instance --db-instance-identifier shop-db "
        + "--skip-final-snapshot")]
    [InlineData("aws rds delete-db-instance --db-instance-identifier shop-db --final-db-snapshot-identifier last")]
    [InlineData("aws s3 rb s3://shop-uploads --force")]
    public void Another_account_a_snapshot_of_its_own_and_a_whole_bucket_are_not_saved(string line)
    {
        using FakeCloud aws = Database().On("s3api list-objects-v2", Recorded("aws-s3-objects.json"))
            .On("s3api get-bucket-versioning", "");
        using Scene scene = New(aws);
        Assert.Null(scene.Pipeline.Look(new Action.ShellCommand(line, scene.Work)).Saved);
    }

    private static FakeCloud Database() => new FakeCloud("aws")
        .On("rds describe-db-instances", Recorded("aws-rds-instance.json"))
        .On("rds describe-db-snapshots", Snapshots).On("rds create-db-snapshot", "{}")
        .On("rds wait db-snapshot-available", "").On("rds delete-db-instance", "{}");

    private static Scene New(FakeCloud aws) => new(("PATH", $"{aws.Bin}:/usr/local/bin:/usr/bin:/bin"));

    private static CheckpointPlan Plan(Scene scene, string line) => CheckpointPlan.Of(
        scene.Pipeline.Look(new Action.ShellCommand(line, scene.Work)).Radius.Measurements, scene.World);

    private static string Recorded(string name) => File.ReadAllText(
        Path.Join(Holdpoint.Tests.Cases.Repository.Root, "tests/Tools/Live/Recorded", name));
}
