using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools;

/// <summary>What a command of the same action chooses for those after it: <c>docker context use prod &amp;&amp; docker
/// stack rm web</c>. It is given to them as a variable, which their tools read among others. Pure.</summary>
internal static class Selections
{
    /// <summary>Begins the name of a variable that only a command before has set; what follows is the part of the
    /// target.</summary>
    public const string Prefix = "before:";

    /// <summary>What is shown as the source of such a value.</summary>
    public const string Source = "the command before it";

    /// <summary>Commands looked at, backwards.</summary>
    private const int MaxBack = 64;

    /// <summary>One way to choose.</summary>
    /// <param name="Verbs">The words of the command, in their order.</param>
    /// <param name="Options">Options that name what is chosen, separated by blanks; empty: the next word.</param>
    /// <param name="For">The family for which it counts.</param>
    /// <param name="Variable">The variable that says the same.</param>
    /// <param name="Always">What is chosen whatever the words say: a cluster on this machine.</param>
    private readonly record struct Choice(
        string Program, string Verbs, string Options, string For, string Variable, string? Always = null);

    /// <summary>The invocation with what was chosen for it before.</summary>
    public static Invocation Chosen(ImmutableArray<Invocation> all, int at)
    {
        Invocation invocation = all[at];
        if (at == 0 || invocation.Outside is not null || Family(invocation.Name) is not { } family)
        {
            return invocation;
        }

        ImmutableDictionary<string, Word?> environment = invocation.Environment;
        for (int back = at - 1; back >= Math.Max(0, at - MaxBack); back--)
        {
            if (all[back] is { Outside: null, Name: { } name } before && Family(name) is not null)
            {
                foreach (Choice choice in Choices())
                {
                    if (choice.Program == name && choice.For == family && !environment.ContainsKey(choice.Variable)
                        && Value(choice, before.Arguments) is { } value)
                    {
                        environment = environment.SetItem(choice.Variable, value);
                    }
                }
            }
        }

        // The daemons of this machine are what counts where nothing is named.
        if (environment.GetValueOrDefault("DOCKER_CONTEXT")?.Text is "default" or "desktop-linux" or "rootless"
            or "colima" or "orbstack")
        {
            environment = environment.Remove("DOCKER_CONTEXT");
        }

        return ReferenceEquals(environment, invocation.Environment)
            ? invocation
            : invocation with { Environment = environment };
    }

    private static string? Family(string? name) => name switch
    {
        "docker" or "docker-compose" or "podman" => "docker",
        "kubectl" or "oc" or "helm" or "kubectx" or "kubens" or "helmfile" or "flux" or "argo" or "velero" or "kn"
            or "istioctl" or "linkerd" or "cilium" or "stern" or "tkn" or "skaffold" or "minikube" or "kind" or "k3d" =>
            "kubernetes",
        "gcloud" or "gsutil" or "bq" => "gcloud",
        "az" => "az",
        "aws" or "eksctl" or "doctl" or "pulumi" or "firebase" or "railway" or "supabase" or "cf" or "hcloud"
            or "argocd" or "nats" => name,
        _ => null,
    };

    private static ReadOnlySpan<Choice> Choices() => new Choice[]
    {
        new("docker", "context use", "", "docker", "DOCKER_CONTEXT"),
        new("kubectl", "config use-context", "", "kubernetes", Prefix + "context"),
        new("kubectl", "config set-context", "namespace", "kubernetes", Prefix + "namespace"),
        new("oc", "config use-context", "", "kubernetes", Prefix + "context"),
        new("oc", "project", "", "kubernetes", Prefix + "namespace"),
        new("oc", "login", "", "kubernetes", Prefix + "server"),
        new("kubectx", "", "", "kubernetes", Prefix + "context"),
        new("kubens", "", "", "kubernetes", Prefix + "namespace"),
        new("aws", "eks update-kubeconfig", "name alias", "kubernetes", Prefix + "context"),
        new("gcloud", "container clusters get-credentials", "", "kubernetes", Prefix + "context"),
        new("az", "aks get-credentials", "n name", "kubernetes", Prefix + "context"),
        new("doctl", "kubernetes cluster kubeconfig save", "", "kubernetes", Prefix + "context"),
        new("minikube", "start", "", "kubernetes", Prefix + "context", "minikube"),
        new("kind", "create cluster", "", "kubernetes", Prefix + "context", "kind-kind"),
        new("k3d", "cluster create", "", "kubernetes", Prefix + "context", "k3d-local"),
        new("gcloud", "config set project", "", "gcloud", "CLOUDSDK_CORE_PROJECT"),
        new("gcloud", "config configurations activate", "", "gcloud", "CLOUDSDK_ACTIVE_CONFIG_NAME"),
        new("az", "account set", "s subscription n name", "az", Prefix + "subscription"),
        new("doctl", "auth switch", "context", "doctl", Prefix + "context"),
        new("pulumi", "stack select", "", "pulumi", "PULUMI_STACK"),
        new("firebase", "use", "", "firebase", Prefix + "project"),
        new("railway", "environment", "", "railway", Prefix + "environment"),
        new("railway", "link", "e environment", "railway", Prefix + "environment"),
        new("railway", "link", "p project", "railway", Prefix + "project"),
        new("supabase", "link", "project-ref", "supabase", Prefix + "project"),
        new("cf", "target", "s", "cf", Prefix + "space"),
        new("hcloud", "context use", "", "hcloud", Prefix + "context"),
        new("argocd", "context", "", "argocd", Prefix + "context"),
        new("nats", "context select", "", "nats", Prefix + "context"),
    };

    /// <summary>What a command chooses; null where it is another one.</summary>
    private static Word? Value(Choice choice, ImmutableArray<Word> words)
    {
        string[] verbs = choice.Verbs.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int verb = 0;
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i].Prefix is ['-', _, ..] option)
            {
                int equals = option.IndexOf('=', StringComparison.Ordinal);
                string name = (equals < 0 ? option : option[..equals]).TrimStart('-');
                if (verb == verbs.Length && choice.Options.Length > 0
                    && Shell.Wrappers.Wrapper.Has(choice.Options, name))
                {
                    return equals >= 0 ? Shell.Evaluation.Words.Skip(words[i], equals + 1)
                        : i + 1 < words.Length ? words[i + 1] : null;
                }

                continue;
            }

            if (verb < verbs.Length)
            {
                if (words[i].Text != verbs[verb++])
                {
                    return null;
                }
            }
            else if (choice.Options.Length == 0 && choice.Always is null)
            {
                return words[i];
            }
        }

        return verb == verbs.Length && choice.Always is { } always ? new Word(always) : null;
    }
}
