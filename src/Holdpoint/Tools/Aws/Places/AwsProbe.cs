using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Aws.Deeds;
using Holdpoint.Tools.Aws.Live;
using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;
using Holdpoint.World;

namespace Holdpoint.Tools.Aws.Places;

/// <summary>Looks on this machine for what the words leave open: the documents that they name, the profile, its account
/// and region, an alias.</summary>
/// <remarks>AWS itself is asked for what <see cref="AwsEvidence"/> knows to ask.</remarks>
internal sealed record AwsProbe(AwsCall Call, Invocation Invocation, bool Local) : Probe
{
    /// <summary>Why nothing is known of what a call would destroy beyond its name.</summary>
    private const string NotAsked = "AWS itself was not asked how much is in it";

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        string home = world.Home;
        ProfileFile? config = ReadProfiles(world, Variable(world, "AWS_CONFIG_FILE")?.Text ?? $"{home}/.aws/config");
        AwsCall call = Aliases.Resolve(
            Call, Invocation.Arguments, () => ReadProfiles(world, $"{home}/.aws/cli/alias")) ?? Call;
        call = Documents.Resolve(call, path => Read(world, path), Invocation.Directory.Text, home);
        Deed deed = StackOperations.With(DeedFinder.Of(call), call, path => Read(world, Absolute(path)));
        var facts = ImmutableArray.CreateBuilder<Fact>();
        AwsPlace place = Configured(AwsPlace.Of(call, name => Variable(world, name), Local), config, facts);
        Effect seen = Effects.Of(call, deed, place, Invocation) with { Probe = this };
        bool ask = seen.Kind is EffectKind.Destroy && !place.Emulated;
        var start = new Measurement(seen)
        {
            Facts = facts.ToImmutable(),
            Unmeasured = ask ? NotAsked : null,
        };
        return ask && !Local ? AwsEvidence.Of(start, call, Invocation, world, budget) ?? start : start;
    }

    /// <summary>The place with what the configuration file says of its profile.</summary>
    private static AwsPlace Configured(AwsPlace place, ProfileFile? config, ImmutableArray<Fact>.Builder facts)
    {
        if (config is null)
        {
            return place;
        }

        const string Source = "~/.aws/config";
        string profile = place.Profile ?? "default";
        ImmutableArray<Sign>.Builder signs = place.Signs.ToBuilder();
        string? account = place.Account ?? config.Account(profile);
        if (account is not null && place.Account is null)
        {
            signs.Add(new Sign(SignKind.Account, account, Source));
            facts.Add(new Fact("account", account, Source));
        }

        if (config.Role(profile) is { } role)
        {
            signs.Add(new Sign(SignKind.Name, role, $"the role in {Source}"));
        }

        string? region = place.Region ?? config.OfProfile(profile, "region");
        if (region is not null && place.Region is null)
        {
            signs.Add(new Sign(SignKind.Region, region, Source));
        }

        string? endpoint = place.Endpoint ?? config.OfProfile(profile, "endpoint_url");
        if (endpoint is not null && place.Endpoint is null)
        {
            signs.Add(new Sign(SignKind.Host, HostSigns.OfUrl(endpoint).ToString(), Source));
        }

        return place with { Account = account, Region = region, Endpoint = endpoint, Signs = signs.ToImmutable() };
    }

    private Word? Variable(IWorld world, string name) =>
        Invocation.Environment.TryGetValue(name, out Word? set) ? set
        : Invocation.CleanEnvironment ? null
        : world.Variable(name) is { Length: > 0 } value ? new Word(value) : null;

    private static ProfileFile? ReadProfiles(IWorld world, string path) =>
        world.Read(path, ProfileFile.MaxBytes) is FileAnswer.Content content ? new ProfileFile(content.Text) : null;

    private string Absolute(string path) => path.StartsWith('/') ? path : $"{Invocation.Directory.Text}/{path}";

    /// <summary>What a file will hold when the call reads it: what the action writes before, or what it holds
    /// now.</summary>
    private string? Read(IWorld world, string path) =>
        Invocation.Written.TryGetValue(path, out Word? written) ? written.Text
        : world.Read(path, Documents.MaxBytes) is FileAnswer.Content content ? content.Text : null;
}
