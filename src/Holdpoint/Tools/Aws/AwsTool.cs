using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Aws.Deeds;
using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Aws.Places;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws;

/// <summary>The AWS command line: every operation of every service, by a catalogue of 19,000, and what parameters and
/// payloads make of them.</summary>
internal sealed class AwsTool : Tool
{
    public const string ToolId = "aws";

    public override string Id => ToolId;

    public override string Title => "Amazon Web Services";

    public override string Documentation =>
        """
        **Recognised:** every operation of `aws SERVICE OPERATION`, from a catalogue of 429 services: which only look,
        which make, change, stop or destroy. What destroys is asked for with the way back that AWS gives: days until a
        key or secret really goes, a final snapshot that is taken or skipped. Parameters decide where the name does
        not: deletion protection off, backups to zero days, versioning suspended, lifecycle rules that expire,
        `--desired-count 0`, items deleted in a batch, records deleted in a change set, statements in `rds-data`,
        `athena` and DynamoDB, shell commands through `ssm send-command` and `ecs execute-command`. So do things
        opened to everybody: access lists, policies for the principal `*`, security groups for `0.0.0.0/0`, public
        snapshots, lasting credentials. The same parameters count as words, as shorthand, as JSON, and in
        `--cli-input-json`.

        The CLI's own commands: `s3 rm|rb|mv|sync --delete|cp`, `cloudformation deploy`, `deploy`, `ecs deploy`,
        `emr`, …; `help`, `wait`, `--dry-run`, `--generate-cli-skeleton` do nothing.

        **Looked at on this machine:** documents named by `file://`, the profile with its account, role and region in
        `~/.aws/config`, `AWS_PROFILE`, `AWS_REGION`, `AWS_ENDPOINT_URL`, aliases. An endpoint on this machine is an
        emulator, and what is in it is filled again.

        **Asked, read-only:** with the same `aws`, profile and region, how much goes, what protects it, which snapshots
        stay and what hangs on it: RDS and Aurora instances and clusters, DynamoDB tables, EBS volumes, instances with
        the volumes that go with them, S3 buckets and objects (1,000 are counted, then it is "more than"), EFS,
        Redshift.

        **Not measured:** other operations; where the command brings an endpoint, a configuration file or a program of
        its own; where `aws` is missing, or its credentials are, or may not read. What may be gone for good is asked
        for all the same. An operation that no catalogue lists is unknown, unless its verb says that it only looks.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["aws", "awslocal"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        if (AwsCallReader.Read(invocation.Arguments) is not { } call)
        {
            return;
        }

        call = Documents.Resolve(
            call, path => invocation.Written.GetValueOrDefault(path)?.Text, invocation.Directory.Text, null);

        Deed deed = DeedFinder.Of(call);
        if (ReferenceEquals(deed, Deed.Nothing))
        {
            return;
        }

        bool local = invocation.Name is "awslocal";
        AwsPlace place = AwsPlace.Of(call, invocation.Variable, local);
        effects.Add(Effects.Of(call, deed, place, invocation) with
        {
            Probe = new AwsProbe(call, invocation, local),
        });
    }
}
