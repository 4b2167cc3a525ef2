using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Tools.Aws.Payloads;

namespace Holdpoint.Tools.Aws.Places;

/// <summary>Where a call would act, as far as it is known: account, profile, region, endpoint.</summary>
internal sealed record AwsPlace
{
    public const string Kind = "aws";

    /// <summary>The account's number; null when nothing tells.</summary>
    public string? Account { get; init; }

    public string? Profile { get; init; }

    public string? Region { get; init; }

    /// <summary>An address instead of AWS's own.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The endpoint is used for sure. Older CLIs do not read it from the environment and call AWS itself,
    /// which only made-up keys keep out.</summary>
    public bool Certain { get; init; }

    public ImmutableArray<Sign> Signs { get; init; } = [];

    /// <summary>Something on this machine that stands in for AWS: LocalStack, MinIO, DynamoDB Local.</summary>
    public bool Emulated => Certain && Endpoint is not null && HostSigns.IsLoopback(HostSigns.OfUrl(Endpoint));

    public Target Target => new(Kind, Place, Signs);

    private string Place
    {
        get
        {
            string who = (Account, Profile) switch
            {
                ({ } account, { } profile) => $"AWS account {account}, profile {profile}",
                ({ } account, null) => $"AWS account {account}",
                (null, { } profile) => $"AWS profile {profile}",
                _ => "AWS, whatever account the credentials are of",
            };
            string where = Region is null ? who : $"{who}, {Region}";
            return Endpoint is null ? where : $"{where}, at {HostSigns.WithoutUser(Endpoint)}";
        }
    }

    /// <summary>The place that words and environment tell.</summary>
    /// <param name="variable">An environment variable as the program would see it; null when it is not set.</param>
    /// <param name="local">The program is one that only ever speaks to an emulator on this machine.</param>
    public static AwsPlace Of(AwsCall call, Func<string, Word?> variable, bool local)
    {
        ImmutableArray<Sign>.Builder signs = ImmutableArray.CreateBuilder<Sign>();
        string? account = AccountOf(call, signs);
        string? profile = Profiled(call, variable, signs);
        (string Value, string Source)? region = First(call, "region", variable, "AWS_REGION", "AWS_DEFAULT_REGION");
        if (region is { } known)
        {
            signs.Add(new Sign(SignKind.Region, known.Value, known.Source));
        }

        string service = (call.Service ?? "").Replace('-', '_').ToUpperInvariant();
        string own = "AWS_ENDPOINT_URL_" + (service is "S3API" ? "S3" : service);
        (string Value, string Source)? endpoint = First(call, "endpoint-url", variable, own, "AWS_ENDPOINT_URL")
            ?? (local ? ("http://localhost:4566", "awslocal") : null);
        if (endpoint is { } address)
        {
            signs.Add(new Sign(SignKind.Host, HostSigns.OfUrl(address.Value).ToString(), address.Source));
        }

        if (Names(call) is { Length: > 0 } name)
        {
            signs.Add(new Sign(SignKind.Name, name, "the name"));
        }

        return new AwsPlace
        {
            Account = account,
            Profile = profile,
            Region = region?.Value,
            Endpoint = endpoint?.Value,
            Certain = local || call.Global("endpoint-url") is not null
                || variable("AWS_ACCESS_KEY_ID")?.Text is "test" or "dummy" or "local" or "fake" or "localstack",
            Signs = signs.ToImmutable(),
        };
    }

    /// <summary>The profile whose credentials are used; keys in the environment go before one that only the environment
    /// names, so that its name would say nothing.</summary>
    private static string? Profiled(AwsCall call, Func<string, Word?> variable, ImmutableArray<Sign>.Builder signs)
    {
        if (call.Global("profile") is null && variable("AWS_ACCESS_KEY_ID") is not null)
        {
            return null;
        }

        (string Value, string Source)? profile =
            First(call, "profile", variable, "AWS_PROFILE", "AWS_DEFAULT_PROFILE");
        if (profile is { } known)
        {
            signs.Add(new Sign(SignKind.Context, known.Value, known.Source));
        }

        return profile?.Value;
    }

    /// <summary>The account that the parameters themselves name, in an ARN or as a number.</summary>
    private static string? AccountOf(AwsCall call, ImmutableArray<Sign>.Builder signs)
    {
        foreach (Parameter parameter in call.Parameters)
        {
            foreach (Word value in parameter.Values)
            {
                if (value.Text is { } text && AccountIn(parameter, text) is { } account)
                {
                    signs.Add(new Sign(SignKind.Account, account, $"the --{parameter.Name} option"));
                    return account;
                }
            }
        }

        return null;
    }

    private static string? AccountIn(Parameter parameter, string text)
    {
        const int Digits = 12;
        if (text.StartsWith("arn:aws", StringComparison.Ordinal)
            && text.Split(':') is [_, _, _, _, { Length: Digits } of, ..])
        {
            return of;
        }

        return parameter.Name is "expected-bucket-owner" or "account-id" && text.Length == Digits
            && !text.AsSpan().ContainsAnyExceptInRange('0', '9') ? text : null;
    }

    private static (string Value, string Source)? First(AwsCall call, string option, Func<string, Word?> variable,
        string first, string second)
    {
        if (call.Global(option)?.Shown is { Length: > 0 } given)
        {
            return (given, $"the --{option} option");
        }

        return variable(first)?.Shown is { Length: > 0 } one ? (one, first)
            : variable(second)?.Shown is { Length: > 0 } two ? (two, second) : null;
    }

    private static string Names(AwsCall call) => call.Service is "s3"
        ? string.Join(' ', call.Operands.Select(o =>
            o.Shown).Where(o => o.StartsWith("s3://", StringComparison.Ordinal)))
        : Subject.Of(call).Name;
}
