using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Aws.Places;
using Holdpoint.Tools.Clouds;
using Holdpoint.Tools.Gcloud.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Gcloud.Places;

/// <summary>Looks on this machine for the project that the words leave open: gcloud's configurations; Google
/// itself is asked for what <see cref="GcloudEvidence"/> knows to ask.</summary>
internal sealed record GcloudProbe(Flags Flags, string Group, ImmutableArray<string> Names,
    Invocation Invocation) : Probe
{
    private const string NotAsked = "Google Cloud itself was not asked how much is in it";

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        GcloudPlace place = Configured(
            GcloudPlace.Of(Flags, name => Variable(world, name), Group, Names), world);
        Effect seen = effect with
        {
            Target = place.Target,
            Recovery = effect.Kind is EffectKind.Destroy && place.Emulated
                ? new Recovery.FromSource("what stands in for the cloud on this machine is filled again")
                : effect.Recovery,
        };
        bool ask = seen.Kind is EffectKind.Destroy && !place.Emulated;
        var start = new Measurement(seen) { Unmeasured = ask ? NotAsked : null };
        return ask && place.Endpoint is null ? GcloudEvidence.Of(start, Invocation, world, budget) ?? start : start;
    }

    /// <summary>The place with what gcloud's configuration says.</summary>
    private GcloudPlace Configured(GcloudPlace place, IWorld world)
    {
        string folder = Variable(world, "CLOUDSDK_CONFIG")?.Text ?? $"{world.Home}/.config/gcloud";
        string name = place.Configuration ?? Text(world, $"{folder}/active_config")?.Trim() ?? "default";
        if (Text(world, $"{folder}/configurations/config_{name}") is not { } text)
        {
            return place;
        }

        var file = new ProfileFile(text);
        ImmutableArray<Sign>.Builder signs = place.Signs.ToBuilder();
        string? project = place.Project ?? file.Value("core", "project");
        if (project is not null && place.Project is null)
        {
            signs.Insert(0, new Sign(SignKind.Account, project, $"gcloud's configuration {name}"));
            if (name is not "default" && place.Configuration is null)
            {
                signs.Add(new Sign(SignKind.Context, name, "gcloud's active configuration"));
            }
        }

        string? endpoint = place.Endpoint
            ?? file.Value("api_endpoint_overrides", Group.Replace("-", "", StringComparison.Ordinal));
        if (endpoint is not null && place.Endpoint is null)
        {
            signs.Add(new Sign(SignKind.Host, HostSigns.OfUrl(endpoint).ToString(), $"gcloud's configuration {name}"));
        }

        return place with { Project = project, Endpoint = endpoint, Signs = signs.ToImmutable() };
    }

    private Word? Variable(IWorld world, string name) =>
        Invocation.Environment.TryGetValue(name, out Word? set) ? set
        : Invocation.CleanEnvironment ? null
        : world.Variable(name) is { Length: > 0 } value ? new Word(value) : null;

    private static string? Text(IWorld world, string path) =>
        world.Read(path, ProfileFile.MaxBytes) is FileAnswer.Content content ? content.Text : null;
}
