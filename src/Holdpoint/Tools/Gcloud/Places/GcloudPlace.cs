using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Gcloud.Places;

/// <summary>Where a command would act, as far as it is known: project, configuration, an emulator.</summary>
internal sealed record GcloudPlace
{
    public const string Kind = "gcp";

    public string? Project { get; init; }

    /// <summary>The named configuration of gcloud, where one is chosen.</summary>
    public string? Configuration { get; init; }

    /// <summary>An address instead of Google's own.</summary>
    public string? Endpoint { get; init; }

    public ImmutableArray<Sign> Signs { get; init; } = [];

    /// <summary>Something on this machine that stands in for the cloud.</summary>
    public bool Emulated => Endpoint is not null && HostSigns.IsLoopback(HostSigns.OfUrl(Endpoint));

    public Target Target => new(Kind, (Project, Endpoint) switch
    {
        (var project, { } endpoint) => $"{project ?? "Google Cloud"}, at {HostSigns.WithoutUser(endpoint)}",
        ({ } project, null) => $"project {project}",
        _ => Configuration is null ? "Google Cloud, whatever project is chosen" : $"configuration {Configuration}",
    }, Signs);

    /// <summary>The place that words and environment tell.</summary>
    /// <param name="variable">An environment variable as the program would see it; null when it is not set.</param>
    /// <param name="group">The first word of the command, by which an emulator is chosen: spanner.</param>
    /// <param name="names">What the command names.</param>
    public static GcloudPlace Of(Flags flags, Func<string, Word?> variable, string group, IEnumerable<string> names)
    {
        ImmutableArray<Sign>.Builder signs = ImmutableArray.CreateBuilder<Sign>();
        (string Value, string Source)? project = First(flags, variable,
            ["project", "project_id", "p"], ["CLOUDSDK_CORE_PROJECT", "GOOGLE_CLOUD_PROJECT"]);
        if (project is { } known)
        {
            signs.Add(new Sign(SignKind.Account, known.Value, known.Source));
        }

        (string Value, string Source)? configuration =
            First(flags, variable, ["configuration"], ["CLOUDSDK_ACTIVE_CONFIG_NAME"]);
        if (configuration is { } chosen && project is null)
        {
            signs.Add(new Sign(SignKind.Context, chosen.Value, chosen.Source));
        }

        string own =
            $"CLOUDSDK_API_ENDPOINT_OVERRIDES_{group.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()}";
        (string Value, string Source)? endpoint = First(flags, variable, ["api"],
            [own, $"{group.ToUpperInvariant()}_EMULATOR_HOST"]);
        if (endpoint is { } address)
        {
            signs.Add(new Sign(SignKind.Host, HostSigns.OfUrl(address.Value).ToString(), address.Source));
        }

        if (string.Join(' ', names) is { Length: > 0 } name)
        {
            signs.Add(new Sign(SignKind.Name, name, "the name"));
        }

        return new GcloudPlace
        {
            Project = project?.Value,
            Configuration = configuration?.Value,
            Endpoint = endpoint?.Value,
            Signs = signs.ToImmutable(),
        };
    }

    private static (string Value, string Source)? First(
        Flags flags, Func<string, Word?> variable, ReadOnlySpan<string> options, ReadOnlySpan<string> variables)
    {
        foreach (string option in options)
        {
            if (flags.Value(option)?.Shown is { Length: > 0 } given)
            {
                return (given, $"the --{option} option");
            }
        }

        foreach (string name in variables)
        {
            if (variable(name)?.Shown is { Length: > 0 } value)
            {
                return (value, name);
            }
        }

        return null;
    }
}
