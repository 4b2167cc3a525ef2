using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Live;

/// <summary>A program whose reading commands a probe may run, and what of a command's surroundings it may take
/// along.</summary>
/// <remarks>
/// A probe runs before anybody agreed, with the person's own credentials. So nothing that the agent's command brings
/// may decide what is run or whom it speaks to: not the program's path, not a configuration file of its own (such files
/// can name programs), not another server. Where a command brings such a thing, nothing is asked, and that is said.
/// </remarks>
/// <param name="Program">Looked up on our own PATH.</param>
/// <param name="Passed">Variables, separated by spaces, that choose among what the person has set up.</param>
/// <param name="Prefixes">Beginnings of variables, separated by spaces, that speak to this program: with others of
/// them nothing is asked.</param>
/// <param name="LogIn">How a person gets credentials.</param>
internal sealed record LiveClient(string Program, string Passed, string Prefixes, string LogIn)
{
    /// <summary>Wrappers that change neither who asks nor whom.</summary>
    private const string PlainWrappers =
        "env time nohup command exec builtin timeout nice ionice stdbuf setsid sh bash dash zsh";

    /// <summary>Variables that decide for every program what is run, or whom it trusts.</summary>
    private const string Anybodys =
        "PATH HOME LD_ DYLD_ PYTHON XDG_ HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy SSL_ "
        + "REQUESTS_CA_BUNDLE CURL_CA_BUNDLE NODE_";

    /// <summary>Variables that keep it from asking, paging and trying again.</summary>
    public ImmutableArray<(string Name, string Value)> Set { get; init; } = [];

    /// <summary>Options that choose the target stand before the command.</summary>
    public bool GlobalsFirst { get; init; }

    /// <summary>What it speaks to is the same for every user of this machine.</summary>
    public bool AnyUser { get; init; }

    public static LiveClient Aws => new("aws",
        "AWS_PROFILE AWS_DEFAULT_PROFILE AWS_REGION AWS_DEFAULT_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY "
        + "AWS_SESSION_TOKEN", "AWS_ BOTO", "aws sso login, or aws configure")
    {
        Set =
        [
            ("AWS_PAGER", ""), ("AWS_CLI_AUTO_PROMPT", "off"), ("AWS_MAX_ATTEMPTS", "1"),
            ("AWS_DEFAULT_OUTPUT", "json"),
        ],
    };

    public static LiveClient Docker => new("docker", "DOCKER_CONTEXT", "DOCKER_ CONTAINER_",
        "start the engine, or join the group docker") { GlobalsFirst = true, AnyUser = true };

    public static LiveClient Kubectl => new("kubectl", "", "KUBE", "log in to the cluster again");

    public static LiveClient Helm => new("helm", "HELM_NAMESPACE HELM_KUBECONTEXT", "HELM_ KUBE",
        "log in to the cluster again");

    public static LiveClient Gcloud => new("gcloud",
        "CLOUDSDK_CORE_PROJECT CLOUDSDK_ACTIVE_CONFIG_NAME CLOUDSDK_COMPUTE_ZONE CLOUDSDK_COMPUTE_REGION",
        "CLOUDSDK_ GOOGLE_", "gcloud auth login") { Set = [("CLOUDSDK_CORE_DISABLE_PROMPTS", "1")] };

    public static LiveClient Azure => new("az", "", "AZURE_ ARM_", "az login")
    {
        Set = [("AZURE_CORE_NO_COLOR", "1"), ("AZURE_CORE_COLLECT_TELEMETRY", "0")],
    };

    /// <summary>Why nothing may be asked in a command's name; null where it may.</summary>
    public string? Refusal(Invocation invocation)
    {
        if (invocation.Outside is not null)
        {
            return "it runs elsewhere, with what is set up there";
        }

        if (invocation.Program.Text != Program)
        {
            return $"it runs {invocation.Program.Shown}, not the {Program} of this machine";
        }

        if (invocation.CleanEnvironment)
        {
            return "it runs in an environment of its own";
        }

        foreach (string wrapper in invocation.Wrappers)
        {
            if (!Names(PlainWrappers, wrapper) && !(AnyUser && wrapper is "sudo" or "doas"))
            {
                return $"it runs through {wrapper}, which may give it other credentials";
            }
        }

        foreach ((string name, Word? value) in invocation.Environment)
        {
            bool passed = Names(Passed, name);
            if (Set.Any(s => s.Name == name))
            {
                continue;
            }

            if (passed ? value is { Text: null } : Begins(Prefixes, name) || Begins(Anybodys, name))
            {
                return $"the command sets {name} itself, which may lead elsewhere or run a program";
            }
        }

        return null;
    }

    /// <summary>The environment of a question: what the command chooses, and what keeps the program quiet.</summary>
    public ImmutableDictionary<string, string?> Environment(Invocation invocation)
    {
        ImmutableDictionary<string, string?>.Builder variables = ImmutableDictionary.CreateBuilder<string, string?>();
        foreach ((string name, Word? value) in invocation.Environment)
        {
            if (Names(Passed, name))
            {
                variables[name] = value?.Text;
            }
        }

        foreach ((string name, string value) in Set)
        {
            variables[name] = value;
        }

        return variables.ToImmutable();
    }

    private static bool Names(string list, string name) =>
        list.Split(' ').Contains(name, StringComparer.Ordinal);

    private static bool Begins(string list, string name) =>
        list.Split(' ').Any(p => name.StartsWith(p, StringComparison.Ordinal));
}
