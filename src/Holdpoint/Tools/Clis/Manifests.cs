using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis;

/// <summary>Looks at the objects in the manifests that a command names.</summary>
internal static class Manifests
{
    /// <summary>Objects of one command that are counted.</summary>
    private const int MaxObjects = 2000;

    /// <summary>Objects that the sentence names.</summary>
    private const int MaxNamed = 3;

    public static Measurement Look(Effect effect, CliLine line, Invocation invocation, IWorld world)
    {
        ManifestFiles files = ManifestFiles.Of(line, invocation, world);
        ImmutableArray<(string Kind, string Name)> objects =
            [.. files.Texts.SelectMany(Objects).Take(MaxObjects).OrderByDescending(o => Gravity(o.Kind))];
        if (files.Namespace is { } space)
        {
            effect = effect with
            {
                Target = effect.Target with
                {
                    Signs = [.. effect.Target.Signs, new Sign(SignKind.Name, space, "the kustomization's namespace")],
                },
            };
        }

        effect = effect with
        {
            Summary = effect.Summary.Replace("what - names", "what is piped into it", StringComparison.Ordinal),
        };
        if (objects.IsEmpty)
        {
            return new Measurement(effect);
        }

        string worst = objects[0].Kind;
        if (Gravity(worst) > 0)
        {
            effect = effect with
            {
                Resource = effect.Resource with { Type = "kubernetes." + worst.ToLowerInvariant() },
                Summary = $"{effect.Summary}, a {worst} among them",
                Recovery = new Recovery.Unknown("the volumes behind it may go with it"),
            };
        }

        string named = string.Join(", ", objects.Take(MaxNamed).Select(o => $"{o.Kind} {o.Name}".Trim()));
        return new Measurement(effect with
        {
            Summary = $"{effect.Summary}: {named}"
                + (objects.Length > MaxNamed ? $" and {objects.Length - MaxNamed} more" : ""),
        })
        {
            Count = files.All ? objects.Length : null,
            Unit = "objects",
            Losses =
            [
                .. objects.Take(BlastRadius.MaxNamedLosses).Select(o => new Loss(
                    new Resource("kubernetes." + o.Kind.ToLowerInvariant(), o.Name),
                    Gravity(o.Kind) > 0 ? effect.Recovery : new Recovery.FromSource("its manifest makes it again"))
                {
                    HoldsData = Gravity(o.Kind) > 0,
                }),
            ],
            HoldData = objects.Count(o => Gravity(o.Kind) > 0),
            Facts = files.All ? [] : [new Fact("manifests", "not all could be read", "the command")],
        };
    }

    /// <summary>The kind and the name of every object at the start of a line, in YAML or JSON that is indented; those
    /// of an object's own parts stand deeper.</summary>
    internal static IEnumerable<(string Kind, string Name)> Objects(string text)
    {
        string? kind = null;
        string name = "";
        int at = 0;
        bool metadata = false;
        foreach (string line in text.Split('\n'))
        {
            int indent = line.Length - line.TrimStart(' ').Length;
            string bare = line.TrimStart(' ', '{', '"', '-');
            if (line.StartsWith("---", StringComparison.Ordinal))
            {
                if (kind is not null)
                {
                    yield return (kind, name);
                }

                (kind, name, metadata) = (null, "", false);
            }
            else if (indent <= 8 && Value(bare, "kind") is { } found)
            {
                if (kind is not null && indent <= at && found.Length > 0)
                {
                    // Of a list, or of JSON, where nothing parts the objects.
                    yield return (kind, name);
                    (kind, name) = (null, "");
                }

                if (kind is null or "List")
                {
                    (kind, at) = (found, indent);
                }
            }
            else if (Value(bare, "metadata") is not null && indent <= at)
            {
                metadata = true;
            }
            else if (metadata && Value(bare, "name") is { } own)
            {
                (name, metadata) = (own, false);
            }
        }

        if (kind is not null)
        {
            yield return (kind, name);
        }
    }

    private static string? Value(string line, string key) =>
        line.StartsWith(key, StringComparison.Ordinal)
            && line.AsSpan(key.Length).TrimStart("\" ") is [':', .. var value]
            ? value.Trim(" \"',\r}{").ToString() : null;

    /// <summary>How much goes with an object of a kind: everything in it, a volume, what an operator keeps data for,
    /// nothing of note.</summary>
    private static int Gravity(string kind) => kind switch
    {
        "Namespace" or "Project" => 4,
        "PersistentVolumeClaim" or "PersistentVolume" => 3,
        "CustomResourceDefinition" => 1,
        _ when Kubernetes.HoldsData(kind) => 2,
        _ => 0,
    };
}
