using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis;

/// <summary>Looks whether a user of a kubeconfig has a key or a token of its own, which stands nowhere else; one that a
/// program fetches loses nothing.</summary>
/// <remarks>Keys as in the reference of kubeconfig (v1): <c>client-key-data</c>, <c>client-key</c>, <c>token</c>,
/// <c>password</c> are given; <c>exec</c> and <c>auth-provider</c> fetch.</remarks>
internal static class KubeUsers
{
    private const int MaxFile = 1024 * 1024;

    public static Measurement Look(Effect effect, CliLine line, Invocation invocation, IWorld world)
    {
        string name = line.Operands[^1].Text ?? "";
        name = name.StartsWith("users.", StringComparison.Ordinal) ? name["users.".Length..].Split('.')[0] : name;
        string path = line.Value("kubeconfig")?.Text
            ?? (invocation.Variable("KUBECONFIG")?.Text ?? world.Variable("KUBECONFIG"))?.Split(':')[0]
            ?? world.Home + "/.kube/config";
        path = path.StartsWith('/') ? path : $"{invocation.Directory.Text}/{path}";
        Effect placed = effect with
        {
            Target = Environments.Target.Path(path),
            Resource = effect.Resource with { Name = name },
        };
        return world.Read(path, MaxFile) is FileAnswer.Content content && Given(content.Text, name)
            ? new Measurement(placed) { Count = 1, Unit = "credentials" }
            : new Measurement(placed with
            {
                Kind = EffectKind.Read,
                Summary = $"{effect.Summary}, which has no key of its own there",
                Recovery = new Recovery.Trivial("nothing is lost that is not fetched again"),
            });
    }

    /// <summary>Whether the user of a name has something that was given to it.</summary>
    private static bool Given(string text, string name)
    {
        bool users = false, here = false, given = false;
        foreach (string line in text.Split('\n'))
        {
            string bare = line.TrimStart(' ', '-').TrimEnd();
            if (line.Length > 0 && char.IsAsciiLetter(line[0]))
            {
                users = line.StartsWith("users:", StringComparison.Ordinal);
            }
            else if (users && line.TrimStart() is ['-', ..])
            {
                if (here && given)
                {
                    return true;
                }

                (here, given) = (false, false);
            }

            here |= users && bare.StartsWith("name:", StringComparison.Ordinal)
                && bare["name:".Length..].Trim().Trim('"', '\'') == name;
            given |= users && (bare.StartsWith("client-key", StringComparison.Ordinal)
                || bare.StartsWith("token:", StringComparison.Ordinal)
                || bare.StartsWith("password:", StringComparison.Ordinal));
        }

        return here && given;
    }
}
