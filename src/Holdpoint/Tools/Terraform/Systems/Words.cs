using System.Collections.Frozen;

namespace Holdpoint.Tools.Terraform.Systems;

/// <summary>Words that name a part, a kind or an environment, and so never a system.</summary>
internal static class Words
{
    private const string EnvironmentWords =
        "prod production prd live staging stage stg dev development test testing tst qa uat sandbox preprod "
        + "preview demo nonprod int integration beta alpha canary blue green primary secondary replica dr";

    private const string PartWords =
        "vpc vnet network networking net subnet subnets gateway igw nat eip route routes routing table acl "
        + "nacl sg sgs security group groups firewall fw lb alb nlb elb balancer load listener listeners rule "
        + "rules target targets tg asg autoscaling ec2 instance instances vm vms server servers host hosts "
        + "node nodes pool pools nodegroup bastion jump vpn proxy nginx ingress egress ecs eks aks gke k8s "
        + "kubernetes cluster clusters service services task tasks definition fargate container containers "
        + "lambda lambdas function functions fn db dbs database databases rds sql postgres postgresql mysql "
        + "mariadb aurora redis cache elasticache valkey memcached dynamodb dynamo documentdb docdb mongo "
        + "mongodb opensearch elasticsearch es search s3 bucket buckets storage blob blobs disk disks volume "
        + "volumes ebs efs fs files file share sns topic topics sqs queue queues dlq stream streams kinesis "
        + "kafka msk mq event events eventbridge bus scheduler cron schedule iam role roles policy policies "
        + "user users permission permissions attachment access execution exec assume profile account accounts "
        + "kms key keys secret secrets ssm parameter parameters param vault cert certs certificate "
        + "certificates acm tls ssl dns zone zones record records route53 cdn cloudfront distribution waf "
        + "origin oac oai ecr registry repository repo repos image images artifact artifacts log logs logging "
        + "cloudwatch metric metrics alarm alarms monitoring monitor dashboard dashboards alert alerts "
        + "alerting backup backups snapshot snapshots state tfstate lock locks remote backend terraform tf "
        + "template launch config configuration settings options parametergroup endpoint endpoints peering "
        + "association interface address ip public private internal external ingest egress data datastore kv "
        + "psql asp func st sb evh cosmos acr apim agw pip nic snet nsg law appi cae ca vmss sqldb password "
        + "random id suffix prefix pet app apps application applications api apis web website site sites www "
        + "frontend front end backend worker workers job jobs batch admin portal ui client clients static "
        + "assets asset media uploads upload download downloads content auth login identity session sessions "
        + "migration migrations init setup bootstrap deploy deployment deployer pipeline ci cd build "
        + "codebuild codepipeline github actions runner runners notification notifications email mail ses "
        + "reader writer read write rw ro master slave main default this self base core common shared global "
        + "infra infrastructure platform foundation landing hub spoke resource resources rg module modules "
        + "stack stacks compute memory analytics etl new old a b c d x y z v1 v2 v3 east west north south "
        + "central us eu ap us1 eu1 az aws gcp azure azurerm google cloud allow deny http https tcp all any "
        + "to from and for the of in on by my one two three first second third";

    /// <summary>Domains of platforms, whose names say nothing of who uses them.</summary>
    private const string PlatformDomains =
        "amazonaws cloudfront azurewebsites azure windows googleapis appspot run cloudapp local internal "
        + "lan localhost svc cluster amazon google microsoft example herokuapp vercel netlify pages workers "
        + "hashicorp terraform gserviceaccount kubernetes docker github gitlab azmk8s azurecr privatelink "
        + "compute elb rds";

    private static readonly Lazy<FrozenSet<string>> Environments = new(() => EnvironmentWords.Split(' ').ToFrozenSet());

    private static readonly Lazy<FrozenSet<string>> Parts = new(() => PartWords.Split(' ').ToFrozenSet());

    private static readonly Lazy<FrozenSet<string>> Platforms = new(() => PlatformDomains.Split(' ').ToFrozenSet());

    public static bool IsEnvironment(string word) => Environments.Value.Contains(word);

    public static bool IsPart(string word) => Parts.Value.Contains(word);

    public static bool IsPlatform(string word) => Platforms.Value.Contains(word);
}
