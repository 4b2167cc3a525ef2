using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Ways;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>Infrastructure as code, beside Terraform itself.</summary>
internal static class Infrastructure
{
    /// <summary>A deployment whose plan nobody read here.</summary>
    private static readonly Recovery Unread =
        new Recovery.Unknown("what it replaces or deletes was not read");

    private static readonly CliSource Profile = new("profile", SignKind.Account, "profile aws-profile", "AWS_PROFILE");

    public static ImmutableArray<string> Names =>
    [
        "terragrunt", "terramate", "atmos", "pulumi", "cdk", "cdktf", "sam", "serverless", "sst", "copilot", "ansible",
        "ansible-playbook",
        "waypoint", "spacectl", "scalr", "tfc",
    ];

    public static Cli? Find(string name) => name switch
    {
        "terragrunt" => Terragrunt,
        "terramate" => Terramate,
        "atmos" => Atmos,
        "pulumi" => Pulumi,
        "cdk" or "aws-cdk" or "cdklocal" => Cdk,
        "cdktf" or "cdktf-cli" => Cdktf,
        "sam" or "samcli" => Sam,
        "serverless" or "sls" or "osls" => Serverless,
        "sst" => Sst,
        "copilot" => Copilot,
        "ansible" => Ansible,
        "ansible-playbook" => Playbook,
        "waypoint" or "spacectl" or "scalr" or "tfc" or "tfctl" or "hcp" => Managed(name),
        _ => null,
    };

    /// <summary>What deploys without a plan that was read: allowed in development only.</summary>
    private static CliRule Deploys(string pattern, string type, string summary, string safer) =>
        new(pattern, EffectKind.Unknown, type, summary, Unread) { Safer = safer };

    private static Cli Terragrunt => new()
    {
        Id = "terragrunt",
        Title = "Terragrunt: destroys and applies, of one unit or of all",
        Target = "terragrunt",
        OneDash = true,
        Unnamed = true,
        Valued = "terragrunt-working-dir working-dir terragrunt-config config queue-include-dir queue-exclude-dir "
            + "terragrunt-include-dir terragrunt-exclude-dir terragrunt-iam-role log-level parallelism feature",
        Sources =
        [
            new("folder", SignKind.Path, "terragrunt-working-dir working-dir"), Profile,
            new("workspace", SignKind.Workspace, "", "TF_WORKSPACE"),
        ],
        Rules =
        [
            Reads("** plan|validate|show|output|init|graph|providers|fmt|version"),
            Empties("run-all|destroy-all destroy", "terraform.state", "destroys every resource of every unit below",
                Unread) with { Safer = "terragrunt run-all plan -destroy", Units = TerragruntUnits.Below },
            Empties("destroy-all", "terraform.state", "destroys every resource of every unit below", Unread) with
            {
                Units = TerragruntUnits.Below,
            },
            Empties("run|stack +destroy --all|-a", "terraform.state", "destroys every resource of every unit below",
                Unread) with { Safer = "terragrunt run --all plan -- -destroy", Units = TerragruntUnits.Below },
            Empties("** apply --destroy", "terraform.state", "destroys every resource in the state", Unread) with
            {
                Units = TerragruntUnits.One,
            },
            Empties("** destroy", "terraform.state", "destroys every resource in the state", Unread) with
            {
                Safer = "terragrunt plan -destroy",
                Units = TerragruntUnits.One,
            },
            Deploys("run-all|apply-all|run|stack +apply|apply-all", "terraform.state",
                "applies every unit below, with what their plans replace and destroy", "terragrunt run --all plan"),
            Destroys("apply !--all|-a *", "terraform.plan", "does whatever the saved plan {} says", Unread) with
            {
                Units = TerragruntUnits.OfPlan,
            },
            Deploys("apply --auto-approve|non-interactive|terragrunt-non-interactive", "terraform.state",
                "applies without asking", "terragrunt plan -out=tfplan, read it, then terragrunt apply tfplan"),
            Destroys("** state rm|push|mv", "terraform.state", "changes the state by hand", Unread),
            Weakens("** force-unlock", "terraform.state", "takes the lock of somebody else away"),
            Destroys("** workspace delete", "terraform.workspace", "deletes a workspace", Again),
            Deploys("** import|taint|untaint|refresh", "terraform.state", "changes the state", "terragrunt plan"),
            Destroys("** backend delete", "terraform.state", "deletes the state", Nothing),
        ],
    };

    private static Cli Terramate => new()
    {
        Id = "terramate",
        Title = "Terramate: the command that it runs in every stack is judged",
        Target = "terramate",
        Valued = "C chdir tags no-tags B git-change-base",
        Rules = [Reads("list|generate|fmt|create")],
    };

    private static Cli Atmos => new()
    {
        Id = "atmos",
        Title = "Atmos: components destroyed and applied, by their stack",
        Target = "atmos",
        Valued = "s stack f format logs-level base-path config config-path",
        Harmless = "dry-run",
        Sources = [new("stack", SignKind.Context, "s stack", "ATMOS_STACK")],
        Rules =
        [
            Empties("terraform|tf|opentofu destroy", "terraform.state", "destroys every resource of {}", Unread) with
            {
                Safer = "atmos terraform plan COMPONENT -s STACK -destroy",
                Units = TerraformFolders.OfAtmos,
            },
            Deploys("terraform|tf|opentofu deploy|apply --auto-approve|from-plan", "terraform.state",
                "applies {} without asking", "atmos terraform plan COMPONENT -s STACK"),
            Deploys("terraform|tf|opentofu deploy", "terraform.state", "applies {} without asking",
                "atmos terraform plan COMPONENT -s STACK"),
            Destroys("terraform|tf|opentofu state rm|push|mv", "terraform.state", "changes the state by hand", Unread),
            Destroys("terraform|tf|opentofu workspace delete", "terraform.workspace", "deletes a workspace", Again),
            Weakens("terraform|tf|opentofu force-unlock", "terraform.state", "takes the lock of somebody else away"),
            Empties("helmfile destroy|delete", "helm.release", "removes every release of {}", Unread),
        ],
    };

    private static Cli Pulumi => new()
    {
        Id = "pulumi",
        Title = "Pulumi: stacks destroyed and removed, updates without a question",
        Target = "pulumi",
        Valued = "s stack C cwd t target m message p parallel config c e env-file target-replace replace profile",
        Harmless = "preview-only",
        Sources = [new("stack", SignKind.Context, "s stack", "PULUMI_STACK"), Profile],
        Rules =
        [
            Empties("destroy|down|dn", "pulumi.stack", "destroys every resource of the stack", Unread) with
            {
                Safer = "pulumi destroy --preview-only",
                Look = PulumiStacks.Look,
            },
            Empties("stack rm --force|-f", "pulumi.stack",
                "removes the stack {} though it holds resources: they run on, and nothing knows them", Nothing),
            Destroys("stack rm", "pulumi.stack", "removes the stack {} with its history and configuration", Nothing),
            Deploys("up|update|watch --yes|y|skip-preview|f", "pulumi.stack",
                "updates the stack without asking, with what its plan replaces and deletes", "pulumi preview --diff"),
            Destroys("state delete", "pulumi.state", "takes {} out of the state: it runs on, and nothing knows it",
                Nothing),
            Weakens("state unprotect", "pulumi.state", "takes the protection of {} away"),
            Destroys("stack import|rename|change-secrets-provider", "pulumi.state", "exchanges the state of the stack",
                Nothing),
            Deploys("refresh --yes|y|f", "pulumi.state", "writes what is there into the state", "pulumi refresh "
                + "--preview-only"),
            Weakens("cancel", "pulumi.stack", "takes the lock of somebody else's update away"),
            Destroys("config rm|rm-all", "pulumi.config", "removes {}", Again),
            Destroys("env rm", "pulumi.environment", "removes the environment {}", Nothing),
        ],
    };

    private static Cli Cdk => new()
    {
        Id = "cdk",
        Title = "AWS CDK: stacks destroyed and deployed",
        Target = "cloudformation",
        Valued = "a app profile c context o output plugin role-arn R toolkit-stack-name require-approval tags method "
            + "change-set-name parameters r region",
        Sources = [Profile],
        Harmless = "no-execute",
        Rules =
        [
            Reads("deploy --method=prepare-change-set"),
            Empties("destroy", "cloudformation.stack", "destroys the stacks {}",
                new Recovery.Unknown("what its resources keep, their removal policies say")) with
            {
                Safer = "cdk diff; cdk list",
            },
            Deploys("deploy|watch", "cloudformation.stack", "deploys {}, with what the change replaces and deletes",
                "cdk diff, or cdk deploy --method=prepare-change-set"),
            Destroys("gc --action=full|delete-tagged", "cdk.assets", "deletes assets that no stack uses", Again),
        ],
    };

    private static Cli Cdktf => new()
    {
        Id = "cdktf",
        Title = "CDK for Terraform: stacks destroyed and deployed",
        Target = "terraform",
        Valued = "a app o output var var-file parallelism terraform-parallelism",
        Sources = [Profile],
        Rules =
        [
            Empties("destroy", "terraform.state", "destroys every resource of {}",
                Unread) with { Safer = "cdktf diff", Units = TerraformFolders.OfCdktf },
            Deploys("deploy|apply|watch", "terraform.state", "applies {}, with what the plan replaces and destroys",
                "cdktf diff"),
        ],
    };

    private static Cli Sam => new()
    {
        Id = "sam",
        Title = "AWS SAM: stacks deleted",
        Target = "cloudformation",
        Valued = "stack-name profile region config-env config-file template template-file s3-bucket t image-repository",
        Sources =
        [
            new("stack", SignKind.Name, "stack-name"), Profile, new("environment", SignKind.Context, "config-env"),
            new("region", SignKind.Region, "region", "AWS_REGION"),
        ],
        Rules =
        [
            Empties("delete", "cloudformation.stack", "deletes the stack {--stack-name} with its resources",
                new Recovery.Unknown("what its resources keep, their deletion policies say")),
            Reads("deploy --no-execute-changeset"),
            Modifies("deploy|sync", "cloudformation.stack", "deploys {--stack-name}",
                new Recovery.FromSource("its template")) with
            {
                Look = (effect, line, invocation, world) => StackFiles.Look(effect, line, invocation, world,
                    "template-file template t", "template.yaml template.yml template.json"),
                Safer = "the same with --no-execute-changeset, then read the change set",
            },
        ],
    };

    private static Cli Serverless => new()
    {
        Id = "serverless",
        Title = "Serverless Framework: services removed",
        Target = "serverless",
        Valued = "s stage r region c config aws-profile param t timestamp f function v version app org",
        Sources =
        [
            new("stage", SignKind.Context, "s stage", "SLS_STAGE STAGE", "dev"), Profile,
            new("region", SignKind.Region, "r region"),
        ],
        Configs = [new CliConfig("serverless.yml", t => Toml(t.Replace(':', '='), "service", "service"))],
        Rules =
        [
            Empties("remove", "serverless.service",
                "removes the service with its functions, and with the tables and buckets that it made",
                new Recovery.Unknown("what its resources keep, their deletion policies say")),
            Modifies("deploy", "serverless.service", "deploys the service", new Recovery.FromSource("its source")) with
            {
                Look = (effect, line, invocation, world) => StackFiles.Look(effect, line, invocation, world,
                    "c config", "serverless.yml serverless.yaml serverless.json"),
            },
            Destroys("rollback", "serverless.service", "puts an earlier deployment in the place of the current one",
                Again),
        ],
    };

    private static Cli Sst => new()
    {
        Id = "sst",
        Title = "SST: stages removed",
        Target = "sst",
        Valued = "stage config target exclude profile region",
        Sources = [new("stage", SignKind.Context, "stage", "SST_STAGE"), Profile],
        Rules =
        [
            Empties("remove", "sst.stage", "removes every resource of the stage, unless the configuration retains it",
                Unread),
            Modifies("deploy", "sst.stage", "deploys the stage", new Recovery.FromSource("its source")),
            Destroys("state remove|edit|repair", "sst.state", "changes the state by hand", Nothing),
            Weakens("unlock", "sst.state", "takes the lock of somebody else away"),
            Destroys("secret remove", "sst.secret", "removes the secret {}", Kept),
        ],
    };

    private static Cli Copilot => new()
    {
        Id = "copilot",
        Title = "AWS Copilot: applications, environments and services deleted",
        Target = "copilot",
        Valued = "a app e env n name profile",
        Sources = [new("app", SignKind.Name, "a app"), new("environment", SignKind.Context, "e env"), Profile],
        Rules =
        [
            Empties("app|env delete", "copilot.environment", "deletes {--name} {} with all in it", Nothing),
            Destroys("svc|job|pipeline|task delete", "copilot.service", "deletes {--name} {}", Nothing),
        ],
    };

    private static Cli Ansible => new()
    {
        Id = "ansible",
        Title = "Ansible on the spot: modules that make things absent; shell is read as shell",
        Target = "ansible",
        Valued = "i inventory m module-name a args u user l limit e extra-vars f forks c connection key-file "
            + "private-key become-user T timeout M module-path t tree b-method vault-password-file",
        Harmless = "C check list-hosts syntax-check",
        Sources =
        [
            new("inventory", SignKind.Context, "i inventory", "ANSIBLE_INVENTORY"), new("limit", SignKind.Name,
                "l limit"),
        ],
        Rules =
        [
            Destroys("* -m|module-name=*file --args|a=*state=absent*", "ansible.file",
                "deletes files on {1}: {--args|a}",
                Nothing),
            Destroys("* -m|module-name=*_db|*docker_volume|*lvol|*lvg|*zfs|*instance|*bucket|*vol|*snapshot "
                + "--args|a=*state=absent*", "ansible.data", "removes data on {1}: {--args|a}", Nothing),
            Destroys("* -m|module-name=*filesystem|*parted", "ansible.disk", "changes disks on {1}: {--args|a}",
                Nothing),
            Destroys("* --args|a=*state=absent*", "ansible", "makes absent on {1}: {--args|a}", Again),
            Destroys("* -m|module-name=*reboot", "ansible.host", "restarts {1}",
                new Recovery.Trivial("they start again")),
        ],
    };

    private static Cli Playbook => new()
    {
        Id = "ansible-playbook",
        Title = "Ansible playbooks whose name says that they destroy",
        Target = "ansible",
        Valued = "i inventory u user l limit e extra-vars t tags skip-tags f forks key-file private-key "
            + "vault-password-file vault-id start-at-task c connection",
        Harmless = "C check list-hosts list-tasks list-tags syntax-check",
        Sources =
        [
            new("inventory", SignKind.Context, "i inventory", "ANSIBLE_INVENTORY"), new("limit", SignKind.Name,
                "l limit"),
        ],
        Rules =
        [
            Destroys("*destroy*|*teardown*|*tear-down*|*wipe*|*purge*|*decommission*|*uninstall*|*delete*",
                "ansible.playbook", "runs a playbook that is named for destroying", Nothing) with
            {
                Safer = "the same with --check --diff",
            },
            Destroys("** --tags|t=*destroy*|*teardown*|*wipe*|*purge*|*absent*", "ansible.playbook",
                "runs the tasks of a playbook that are named for destroying", Nothing),
        ],
    };

    private static Cli Managed(string name) => new()
    {
        Id = name,
        Title = "Platforms for infrastructure as code: stacks and workspaces destroyed and deleted",
        Target = name,
        Valued = "id stack workspace organization org project run o output",
        Sources =
        [
            new("stack", SignKind.Name, "id stack workspace"), new("organisation", SignKind.Account,
                "organization org"),
        ],
        Rules =
        [
            Empties("** destroy", name + ".stack", "destroys what {**} {} holds", Unread),
            Empties("** delete", name + ".stack", "deletes {**} {}", Nothing),
        ],
    };
}
