using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Databases;
using Holdpoint.Tools.Files;
using Holdpoint.World;

namespace Holdpoint.Tools.Http;

/// <summary>Finds the host of a URL that begins with a variable of the environment.</summary>
internal sealed record AddressProbe(Word Url) : Probe
{
    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        string? url = "";
        foreach (Piece piece in Url.Pieces)
        {
            url += piece.Kind is not PieceKind.Unknown ? piece.Value
                : ConnectionResolver.VariableName(piece.Value) is { } name ? world.Variable(name) : null;
        }

        string host = HostSigns.OfUrl(url).ToString();
        if (host.Length == 0 || host.Contains('{', StringComparison.Ordinal))
        {
            return new Measurement(effect);
        }

        if (HostSigns.IsLoopback(host) && effect.Resource.Type.StartsWith("http.", StringComparison.Ordinal))
        {
            return new Measurement(effect with { Kind = EffectKind.Read,
                Summary = effect.Summary + "; it is this machine" });
        }

        Target target = effect.Target with
        {
            Place = host, Signs = [new Sign(SignKind.Host, host, Url.Shown), .. effect.Target.Signs],
        };
        return new Measurement(effect with { Target = target });
    }
}

/// <summary>Reads the file that a request sends, and tells what it asks for.</summary>
internal sealed record BodyFileProbe(HttpRequest Request, Invocation? Invocation, Word File) : Probe
{
    /// <summary>Bytes of a body that are read.</summary>
    private const int MaxBody = 1024 * 1024;

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget) =>
        MeasureAll(effect, world, budget) is [var first, ..] ? first : Nothing(effect);

    public override ImmutableArray<Measurement> MeasureAll(Effect effect, IWorld world, MeasureBudget budget)
    {
        if (Invocation is null || PathText.Absolute(File, Invocation.Directory) is not { } path)
        {
            return [new Measurement(effect)];
        }

        switch (world.Read(path, MaxBody))
        {
            case FileAnswer.Content content:
                List<Effect> found = [];
                RequestEffects.Add(
                    Request with { Body = new Word(content.Text), BodyFile = null }, Invocation, found);
                return found.Count == 0 ? [Nothing(effect)]
                    : [.. found.SelectMany(e => e.Probe?.MeasureAll(e, world, budget) ?? [new Measurement(e)])];
            case FileAnswer.Unreadable:
                return [new Measurement(effect)];
            default:
                return [Nothing(effect)];
        }
    }

    private static Measurement Nothing(Effect effect) => new(effect with { Kind = EffectKind.Read });
}
