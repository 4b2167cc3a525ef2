using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis;

/// <summary>Looks at the kinds of the objects in the manifests that a command names.</summary>
internal static class Manifests
{
    /// <summary>Bytes of a manifest; an operator's with all its types has about one million.</summary>
    private const int MaxFile = 4 * 1024 * 1024;

    /// <summary>Files read of one command.</summary>
    private const int MaxFiles = 32;

    public static Measurement Look(Effect effect, CliLine line, Invocation invocation, IWorld world)
    {
        string? worst = null;
        int count = 0;
        bool all = true;
        foreach (Word file in line.Values("filename f").Take(MaxFiles))
        {
            if (Text(file, invocation, world) is not { } text)
            {
                all = false;
                continue;
            }

            foreach (string kind in Kinds(text))
            {
                count++;
                worst = Gravity(kind) > Gravity(worst) ? kind : worst;
            }
        }

        if (Gravity(worst) > 0 && worst is not null)
        {
            effect = effect with
            {
                Resource = effect.Resource with { Type = "kubernetes." + worst.ToLowerInvariant() },
                Summary = $"{effect.Summary}, a {worst} among them",
                Recovery = new Recovery.Unknown("the volumes behind it may go with it"),
            };
        }

        return all && count > 0 ? new Measurement(effect) { Count = count, Unit = "objects" } : new Measurement(effect);
    }

    internal static string? Text(Word file, Invocation invocation, IWorld world)
    {
        if (file.Text is not { } path)
        {
            return null;
        }

        if (path is "-")
        {
            return (invocation.Input as Input.Given)?.Text.Text;
        }

        string absolute = path.StartsWith('/') ? path : $"{invocation.Directory.Text}/{path}";
        return invocation.Written.TryGetValue(absolute, out Word? written)
            ? written.Text
            : world.Read(absolute, MaxFile) is FileAnswer.Content content ? content.Text : null;
    }

    /// <summary>Values of the keys <c>kind</c> at the start of a line, in YAML or JSON that is indented; those of an
    /// object's own parts stand deeper.</summary>
    private static IEnumerable<string> Kinds(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            string key = line.TrimStart(' ', '{', '"', '-');
            int indent = line.Length - line.TrimStart(' ').Length;
            if (indent <= 8 && key.StartsWith("kind", StringComparison.Ordinal)
                && key.AsSpan(4).TrimStart("\" ") is [':', .. var value])
            {
                yield return value.Trim(" \"',\r}").ToString();
            }
        }
    }

    /// <summary>How much goes with an object of a kind: everything in it, a volume, nothing of note.</summary>
    private static int Gravity(string? kind) => kind switch
    {
        "Namespace" or "Project" => 3,
        "PersistentVolumeClaim" or "PersistentVolume" => 2,
        "CustomResourceDefinition" => 1,
        _ => 0,
    };
}
