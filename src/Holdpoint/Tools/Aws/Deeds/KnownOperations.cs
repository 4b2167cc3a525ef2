using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>Operations that are known one by one: what their parameters decide, how long they can be undone, and what
/// they take away without saying so. Null leaves an operation to the catalogue.</summary>
internal static class KnownOperations
{
    public static Deed? Of(AwsCall call) => call.Service switch
    {
        "rds" or "docdb" or "neptune" => DatabaseOperations.Relational(call),
        "redshift" or "redshift-serverless" or "elasticache" or "memorydb" or "lightsail" or "fsx" or "neptune-graph"
            or "docdb-elastic" => DatabaseOperations.WithFinalSnapshot(call),
        "dynamodb" => TableOperations.Of(call),
        "rds-data" or "redshift-data" or "athena" or "neptunedata" => StatementOperations.Of(call),
        "s3api" or "s3control" => BucketOperations.Of(call),
        "efs" or "backup" or "rbin" or "ecr" or "glacier" or "logs" or "kinesis" or "sqs" or "timestream-write"
            => RetentionOperations.Of(call),
        "ec2" => InstanceOperations.Of(call),
        "autoscaling" or "application-autoscaling" or "ecs" or "eks" or "emr" or "gamelift" or "sagemaker"
            => FleetOperations.Of(call),
        "kms" or "secretsmanager" or "acm" or "acm-pca" => KeyOperations.Of(call),
        "iam" or "organizations" or "account" => AccountOperations.Of(call),
        "cloudtrail" or "configservice" or "guardduty" or "securityhub" or "macie2" or "inspector2" or "shield"
            or "wafv2" or "waf" or "waf-regional" or "controltower" or "ssm-guiconnect" => WatchOperations.Of(call),
        "cloudformation" or "cloudcontrol" => StackOperations.Of(call),
        "route53" or "route53domains" or "cloudfront" or "cognito-idp" or "workspaces" or "lambda" or "opensearch"
            or "es" => PlatformOperations.Of(call),
        "ssm" or "ec2-instance-connect" => RemoteOperations.Of(call),
        _ => null,
    };
}
