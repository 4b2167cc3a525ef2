using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;
using Holdpoint.Tools.Live;

namespace Holdpoint.Tests.Tools.Live;

/// <summary>Clouds, clusters and engines asked through a program on the PATH that answers in their documented formats.
/// </summary>
public sealed class LiveEvidenceTests
{
    private const string DeleteDatabase =
        "aws rds delete-db-instance --db-instance-identifier shop-db --skip-final-snapshot --profile ops";

    [Fact]
    public void A_database_is_told_with_its_size_protection_snapshots_and_replicas()
    {
        using FakeCloud aws = new FakeCloud("aws")
            .On("rds describe-db-instances --db-instance-identifier shop-db", Recorded("aws-rds-instance.json"))
            .On("rds describe-db-snapshots", Recorded("aws-rds-snapshots.json"));
        Measurement m = Measured(aws, DeleteDatabase);
        Assert.Null(m.Unmeasured);
        Loss loss = Assert.Single(m.Losses);
        Assert.Equal(200L << 30, m.Bytes);
        Assert.Equal("deletion protection is on", loss.Protection);
        Assert.Equal("automated backups (7 days)", loss.BackupsLost);
        Assert.Equal(["read replica shop-db-replica"], loss.Dependents);
        Assert.Contains("engine postgres 15.4", loss.Details);
        Backup backup = Assert.Single(loss.Backups);
        Assert.Equal("snapshot shop-db-before-upgrade", backup.Name);
        Assert.All(aws.Questions, q => Assert.EndsWith("--profile ops --output json", q, StringComparison.Ordinal));
    }

    [Fact]
    public void Snapshots_that_may_not_be_listed_are_said_to_be_unknown()
    {
        using FakeCloud aws = new FakeCloud("aws")
            .On("rds describe-db-instances", Recorded("aws-rds-instance.json"))
            .On("rds describe-db-snapshots", "An error occurred (AccessDenied) when calling the operation", 254);
        Loss loss = Assert.Single(Measured(aws, DeleteDatabase).Losses);
        Assert.Empty(loss.Backups);
        Assert.Contains("which snapshots stay is not known", loss.Details);
    }

    [Fact]
    public void Objects_of_a_bucket_are_counted_as_far_as_is_cheap()
    {
        using FakeCloud aws = new FakeCloud("aws")
            .On("s3api list-objects-v2 --bucket shop-uploads", Recorded("aws-s3-objects.json"))
            .On("s3api get-bucket-versioning", "{\n    \"Status\": \"Enabled\"\n}\n");
        Measurement m = Measured(aws, "aws s3 rm s3://shop-uploads/2026 --recursive");
        Assert.Equal((3, "objects", 7_350_000), (m.Count, m.Unit, m.Bytes));
        Assert.Equal("more than 3 objects", m.Losses[0].Amounts[0].Text);
        Assert.Contains("versioning on", m.Losses[0].Details[0], StringComparison.Ordinal);
        Assert.Contains(aws.Questions, q => q.Contains("--prefix 2026", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("psql -c 'drop table orders'", "Destroy")]
    [InlineData("pg_dump -f /backup/shop.sql", "Read")]
    public void A_job_of_a_schedule_is_what_the_cluster_says_that_it_runs(string command, string kind)
    {
        using FakeCloud kubectl = new FakeCloud("kubectl").On("get cronjob tidy", $$"""
            {"spec": {"jobTemplate": {"spec": {"template": {"spec": {"containers": [
              {"name": "tidy", "command": ["sh", "-c"], "args": ["{{command}}"]}]} } } } } }
            """);
        Measurement m = Measured(kubectl, "kubectl create job now --from=cronjob/tidy -n shop");
        Assert.Equal(kind, m.Effect.Kind.ToString());
        Assert.Equal(["get cronjob tidy --namespace shop --output json"], kubectl.Questions);
    }

    [Fact]
    public void An_empty_bucket_is_empty()
    {
        using FakeCloud aws = new FakeCloud("aws").On("s3api", "");
        Measurement m = Measured(aws, "aws s3 rb s3://empty --force");
        Assert.Equal((0, 0), (m.Count, m.HoldData));
    }

    [Fact]
    public void A_table_tells_items_history_and_backups()
    {
        using FakeCloud aws = new FakeCloud("aws")
            .On("dynamodb describe-table", Recorded("aws-dynamodb-table.json"))
            .On("dynamodb describe-continuous-backups", """
                {"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED",
                 "PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "DISABLED"}}}
                """)
            .On("dynamodb list-backups", """
                {"BackupSummaries": [{"TableName": "orders", "BackupName": "weekly", "BackupStatus": "AVAILABLE",
                 "BackupCreationDateTime": "2026-02-20T03:00:00.123000+00:00", "BackupType": "USER"}]}
                """);
        Measurement m = Measured(aws, "aws dynamodb delete-table --table-name orders");
        Assert.Equal((1_200_345, "items", true), (m.Count, m.Unit, m.Moving));
        Assert.Equal(["point-in-time recovery disabled"], m.Losses[0].Details);
        Assert.Equal("backup weekly", m.Losses[0].Backups[0].Name);
    }

    [Fact]
    public void Machines_tell_which_volumes_go_with_them()
    {
        using FakeCloud aws = new FakeCloud("aws").On("ec2 describe-instances", Recorded("aws-ec2-instances.json"));
        Measurement m = Measured(aws, "aws ec2 terminate-instances --instance-ids i-0abc i-0def");
        Assert.Equal((2, 1), (m.Count, m.HoldData));
        Assert.Equal("i-0abc (web)", m.Losses[0].Resource.Name);
        Assert.Contains("volumes that go with it: vol-1 at /dev/xvda", m.Losses[0].Details);
        Assert.Contains("1 volumes stay", m.Losses[1].Details);
    }

    [Fact]
    public void A_volume_of_docker_tells_its_size_and_who_uses_it()
    {
        using FakeCloud docker = new FakeCloud("docker")
            .On("volume inspect", Recorded("docker-volume.json"))
            .On("system df", Recorded("docker-df.json"))
            .On("ps --all", "shop-db-1 (running)\n");
        Measurement m = Measured(docker, "docker volume rm shop_pgdata");
        Loss loss = Assert.Single(m.Losses);
        Assert.Equal("about 1.2 GB", loss.Amounts[0].Text);
        Assert.Equal(["container shop-db-1 (running)"], loss.Dependents);
        Assert.Contains("compose project shop", loss.Details);
    }

    [Fact]
    public void Volumes_that_no_container_uses_are_found()
    {
        using FakeCloud docker = new FakeCloud("docker")
            .On("volume ls", "shop_pgdata\n")
            .On("volume inspect", Recorded("docker-volume.json")).On("system df", "{}").On("ps", "");
        Measurement m = Measured(docker, "docker volume prune --all --force");
        Assert.Equal((1, "volumes", "shop_pgdata"), (m.Count, m.Unit, m.Losses[0].Resource.Name));
    }

    [Fact]
    public void A_namespace_tells_what_is_in_it_and_which_disks_go()
    {
        using FakeCloud kubectl = new FakeCloud("kubectl")
            .On("get deployments", "deployment.apps/web\nservice/web\nsecret/db\npersistentvolumeclaim/data\n")
            .On("get namespace shop", Recorded("kubectl-namespace.json"))
            .On("get persistentvolumeclaims", Recorded("kubectl-claims.json"))
            .On("get persistentvolumes", Recorded("kubectl-volumes.json"))
            .On("get pods", Recorded("kubectl-pods.json"));
        Measurement m = Measured(kubectl, "kubectl delete namespace shop --context staging");
        Assert.Null(m.Unmeasured);
        Assert.Equal((4, "objects", 2), (m.Count, m.Unit, m.HoldData));
        Loss going = m.Losses.Single(l => l.Resource.Name is "data");
        Assert.Equal("never", going.Recovery.Word);
        Assert.Equal("10 GB", going.Amounts[0].Text);
        Assert.Equal(["pod db-0 of StatefulSet db"], going.Dependents);
        Assert.NotNull(m.Losses.Single(l => l.Resource.Name is "kept").Protection);
        Assert.All(kubectl.Questions, q => Assert.EndsWith("--context staging", q, StringComparison.Ordinal));
    }

    [Fact]
    public void A_release_tells_what_its_manifest_holds()
    {
        using FakeCloud helm = new FakeCloud("helm").On("get manifest shop", Recorded("helm-manifest.yaml"));
        Measurement m = Measured(helm, "helm uninstall shop -n web");
        Assert.Equal((2, 1), (m.Count, m.HoldData));
        Assert.Equal("data", m.Losses[0].Resource.Name);
        Assert.Contains(m.Facts, f => f.Name is "kept by their resource policy");
    }

    [Fact]
    public void A_database_of_google_is_told()
    {
        using FakeCloud gcloud = new FakeCloud("gcloud")
            .On("sql instances describe shop", Recorded("gcloud-sql.json"))
            .On("sql backups list", "[{\"id\":\"1772000000000\",\"type\":\"ON_DEMAND\",\"status\":\"SUCCESSFUL\","
                + "\"endTime\":\"2026-02-20T03:00:00.000Z\"}]");
        Measurement m = Measured(gcloud, "gcloud sql instances delete shop --project=shop-prod --quiet");
        Assert.Equal(100L << 30, m.Bytes);
        Assert.Equal("automated backups", m.Losses[0].BackupsLost);
        Assert.Equal(["replica shop-replica"], m.Losses[0].Dependents);
        Assert.All(gcloud.Questions, q => Assert.Contains("--project=shop-prod", q, StringComparison.Ordinal));
    }

    [Fact]
    public void A_group_of_azure_is_told_with_its_locks()
    {
        using FakeCloud az = new FakeCloud("az")
            .On("resource list", Recorded("az-resources.json"))
            .On("lock list", "[{\"name\":\"keep\",\"level\":\"CanNotDelete\"}]");
        Measurement m = Measured(az, "az group delete --name shop-rg --yes");
        Assert.Equal((3, 1), (m.Count, m.HoldData));
        Assert.Contains(m.Facts, f => f.Value is "keep (CanNotDelete)");
    }

    [Theory]
    [InlineData("aws", DeleteDatabase, "An error occurred (ExpiredToken) when calling the DescribeDBInstances "
        + "operation: The security token included in the request is expired", "have expired")]
    [InlineData("aws", DeleteDatabase, "Unable to locate credentials. You can configure credentials by running \"aws "
        + "configure\".", "no credentials")]
    [InlineData("aws", DeleteDatabase, "An error occurred (AccessDenied) when calling the DescribeDBInstances "
        + "operation: User: arn:aws:iam::123456789012:user/agent is not authorized to perform: "
        + "rds:DescribeDBInstances", "may not read it")]
    [InlineData("aws", DeleteDatabase, "An error occurred (DBInstanceNotFound) when calling the DescribeDBInstances "
        + "operation: DBInstance shop-db not found.", "says that there is no shop-db")]
    [InlineData("aws", DeleteDatabase, "Could not connect to the endpoint URL: "
        + "\"https://rds.eu-west-1.amazonaws.com/\"", "cannot be reached")]
    [InlineData("docker", "docker volume rm v", "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. "
        + "Is the docker daemon running?", "cannot be reached")]
    [InlineData("kubectl", "kubectl delete namespace shop", "The connection to the server localhost:8080 was refused "
        + "- did you specify the right host or port?", "cannot be reached")]
    [InlineData("kubectl", "kubectl delete namespace shop", "error: You must be logged in to the server "
        + "(Unauthorized)", "have expired")]
    [InlineData("kubectl", "kubectl delete pv disk-1", "Error from server (Forbidden): persistentvolumes \"disk-1\" "
        + "is forbidden: User \"dev\" cannot get resource", "may not read it")]
    [InlineData("gcloud", "gcloud sql instances delete shop", "ERROR: (gcloud.sql.instances.describe) You do not "
        + "currently have an active account selected.", "no credentials")]
    [InlineData("az", "az group delete -n shop-rg --yes", "ERROR: Please run 'az login' to setup account.",
        "no credentials")]
    public void What_keeps_from_measuring_is_said_with_the_next_step(
        string program, string command, string errors, string said)
    {
        using var cloud = new FakeCloud(program);
        foreach (string first in (string[])["rds", "volume", "get", "sql", "resource", "s3api"])
        {
            cloud.On(first, errors, 255);
        }

        Judgement judged = Judged(cloud, command);
        string? why = judged.Radius.Measurements[0].Unmeasured;
        Assert.Contains(said, why, StringComparison.Ordinal);
        Assert.NotEqual(Decision.Allow, judged.Verdict.Decision);
        Assert.DoesNotContain("AKIA", why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_program_is_said()
    {
        using var nothing = new FakeCloud("other");
        Assert.Contains("aws is not on this machine's PATH; install it",
            Measured(nothing, DeleteDatabase).Unmeasured, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws rds delete-db-instance --db-instance-identifier a --endpoint-url https://evil.example")]
    [InlineData("AWS_CONFIG_FILE=./mine aws rds delete-db-instance --db-instance-identifier a")]
    [InlineData("PATH=.:$PATH aws rds delete-db-instance --db-instance-identifier a")]
    [InlineData("HTTPS_PROXY=http://evil aws rds delete-db-instance --db-instance-identifier a")]
    [InlineData("./aws rds delete-db-instance --db-instance-identifier a")]
    [InlineData("aws-vault exec prod -- aws rds delete-db-instance --db-instance-identifier a")]
    [InlineData("sudo aws rds delete-db-instance --db-instance-identifier a")]
    [InlineData("env -i aws rds delete-db-instance --db-instance-identifier a")]
    [InlineData("aws rds delete-db-instance --db-instance-identifier a --profile \"$P\"")]
    public void Nothing_is_asked_where_the_command_decides_what_would_run(string command)
    {
        using FakeCloud aws = new FakeCloud("aws").On("rds", "{}");
        Measurement m = Measured(aws, command);
        Assert.Empty(aws.Questions);
        Assert.NotNull(m.Unmeasured);
    }

    [Theory]
    [InlineData("kubectl", "kubectl delete namespace shop --server https://evil.example")]
    [InlineData("kubectl", "kubectl delete namespace shop --kubeconfig ./mine")]
    [InlineData("kubectl", "KUBECONFIG=./mine kubectl delete namespace shop")]
    [InlineData("kubectl", "kubectl delete pv --token x disk-1")]
    [InlineData("docker", "docker -H tcp://evil:2375 volume rm v")]
    [InlineData("docker", "DOCKER_HOST=ssh://evil docker volume rm v")]
    [InlineData("helm", "helm uninstall shop --kube-apiserver https://evil")]
    [InlineData("gcloud", "gcloud sql instances delete shop --access-token-file=./t")]
    public void No_other_server_is_asked_either(string program, string command)
    {
        using FakeCloud cloud = new FakeCloud(program).On("get", "").On("volume", "").On("sql", "");
        Measured(cloud, command);
        Assert.Empty(cloud.Questions);
    }

    [Theory]
    [InlineData("aws", "rds delete-db-instance --db-instance-identifier a")]
    [InlineData("aws", "ec2 terminate-instances --instance-ids i-1")]
    [InlineData("aws", "s3 rm s3://a --recursive")]
    [InlineData("kubectl", "delete namespace a")]
    [InlineData("docker", "volume rm a")]
    [InlineData("docker", "run --rm -v /:/host alpine rm -rf /host")]
    [InlineData("helm", "uninstall a")]
    [InlineData("gcloud", "sql instances delete a")]
    [InlineData("az", "group delete -n a")]
    [InlineData("nothing", "that our tables know")]
    public void What_does_more_than_read_is_never_run(string program, string arguments) =>
        Assert.False(LiveQuestions.IsReading(program, [.. arguments.Split(' ')]));

    [Fact]
    public void A_slow_cloud_is_not_waited_for()
    {
        using var aws = new FakeCloud("aws");
        File.WriteAllText(Path.Join(aws.Bin, "aws"), "#!/bin/sh\nexec sleep 60\n");
        Measurement m = Measured(aws, DeleteDatabase, TimeSpan.FromSeconds(1));
        Assert.Contains("gave no answer within", m.Unmeasured, StringComparison.Ordinal);
    }

    private static string Recorded(string name) =>
        File.ReadAllText(Path.Join(Repository.Root, "tests/Tools/Live/Recorded", name));

    private static Measurement Measured(FakeCloud cloud, string command, TimeSpan? patience = null) =>
        Judged(cloud, command, patience).Radius.Measurements[0];

    /// <summary>Judges, and looks at every question that was put: our own tables know it for reading.</summary>
    private static Judgement Judged(FakeCloud cloud, string command, TimeSpan? patience = null)
    {
        var world = new CaseWorld(cloud.Folder, [$"PATH={cloud.Bin}:/usr/bin:/bin"]);
        Judgement judged = new Pipeline(
            world, _ => PolicySet.BuiltIn, null, patience ?? TimeSpan.FromSeconds(30))
            .Run(new Holdpoint.Action.ShellCommand(command, cloud.Work));
        string program = Path.GetFileName(Directory.GetFiles(cloud.Bin).Single());
        Assert.All(cloud.Questions, q => Assert.True(
            LiveQuestions.IsReading(program, [.. q.Split(' ', StringSplitOptions.RemoveEmptyEntries)]), q));
        return judged;
    }
}
