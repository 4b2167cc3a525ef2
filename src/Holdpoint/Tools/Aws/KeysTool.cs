using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Aws.Places;
using Holdpoint.Tools.Databases;
using Holdpoint.World;

namespace Holdpoint.Tools.Aws;

/// <summary>Keys of AWS that are written over those of a profile: <c>aws configure set aws_secret_access_key</c>.
/// </summary>
/// <remarks>The CLI's reference of <c>configure set</c>: credentials go into <c>~/.aws/credentials</c>, or the file
/// that AWS_SHARED_CREDENTIALS_FILE names; <c>--profile</c> chooses the section, and <c>profile.NAME.key</c> does too.
/// A secret key is shown once, when it is made.</remarks>
internal sealed class KeysTool : Tool
{
    public override string Id => "aws-keys";

    public override string Title => "aws configure set: keys that are written over a profile's";

    public override string Documentation =>
        """
        **Recognised:** `aws configure set aws_access_key_id|aws_secret_access_key` for a profile whose keys stand in
        `~/.aws/credentials` (or `AWS_SHARED_CREDENTIALS_FILE`): the former ones are kept nowhere else. A new profile,
        a region or an output format loses nothing.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["aws"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        var arguments = ClientArguments.ReadNamed(invocation.Arguments, "profile region output");
        if (arguments.Operands is not [{ Text: "configure" }, { Text: "set" }, { Text: { } name }, ..])
        {
            return;
        }

        string[] parts = name.Split('.');
        string profile = parts is ["profile", var named, _] ? named
            : parts is [var of, _] && of is not "profile" ? of
            : arguments.Value("profile")?.Text ?? invocation.Variable("AWS_PROFILE")?.Text ?? "default";
        if (parts[^1] is "aws_access_key_id" or "aws_secret_access_key")
        {
            effects.Add(new Effect(
                EffectKind.Destroy, new Resource("aws.credentials", profile),
                Environments.Target.Path("~/.aws/credentials"),
                new Recovery.Unknown("AWS shows a secret key once, when it is made"))
            {
                Tool = Id,
                Summary = $"writes another key over that of the profile {profile}",
                Invocation = invocation,
                Probe = new KeysProbe(profile, parts[^1], invocation),
                Safer = "write it under a profile of its own: --profile NAME",
            });
        }
    }
}

/// <summary>Looks whether the profile has a key that would go.</summary>
internal sealed record KeysProbe(string Profile, string Key, Invocation Invocation) : Probe
{
    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        const string Variable = "AWS_SHARED_CREDENTIALS_FILE";
        string path = (Invocation.Variable(Variable)?.Text ?? world.Variable(Variable)) is { Length: > 0 } other
            ? other : world.Home + "/.aws/credentials";
        Effect placed = effect with { Target = Environments.Target.Path(path) };
        bool there = world.Read(path, ProfileFile.MaxBytes) is FileAnswer.Content content
            && new ProfileFile(content.Text).Value(Profile, Key) is { Length: > 0 };
        return there ? new Measurement(placed) { Count = 1, Unit = "keys" } : new Measurement(placed with
        {
            Kind = EffectKind.Read,
            Summary = $"gives the profile {Profile} a key; it has none",
            Recovery = new Recovery.Trivial("nothing is written over"),
        });
    }
}
