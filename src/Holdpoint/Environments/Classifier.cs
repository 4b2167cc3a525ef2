using Holdpoint.Policy;

namespace Holdpoint.Environments;

/// <summary>Stage 3: target → environment, by the policy's matchers first, then by signs. Pure.</summary>
/// <remarks>Among built-in signs the strongest decides; of equally strong ones that contradict, the most careful.</remarks>
internal static class Classifier
{
    /// <summary>A value beyond this is cut in the clause that names it.</summary>
    private const int MaxShown = 100;

    public static Placement Classify(Target target, PolicySet policy) => ByBuiltInSigns(target);

    private static Placement ByBuiltInSigns(Target target)
    {
        if (TargetKinds.OnThisMachine(target.Kind))
        {
            return OnThisMachine;
        }

        (EnvironmentKind Environment, int Strength) best = default;
        int decided = -1;
        for (int i = 0; i < target.Signs.Length; i++)
        {
            if (BuiltInSigns.Read(target.Signs[i], target.Kind) is { } says
                && (decided < 0 || says.Strength > best.Strength
                    || (says.Strength == best.Strength && says.Environment > best.Environment)))
            {
                best = says;
                decided = i;
            }
        }

        return decided < 0 ? NoSign : new Placement(best.Environment, Clause(target.Signs[decided]));
    }

    private static readonly Placement OnThisMachine = new(EnvironmentKind.Development, "it lies on this machine");

    private static readonly Placement NoSign = new(EnvironmentKind.Unknown, "no sign tells");

    /// <summary>The clause that names a sign: <c>workspace prod-eu (TF_WORKSPACE)</c>.</summary>
    internal static string Clause(Sign sign)
    {
        string value = sign.Kind is SignKind.Url or SignKind.Host ? WithoutUser(sign.Value) : sign.Value;
        return $"{Word(sign.Kind)} {(value.Length > MaxShown ? value[..MaxShown] + "…" : value)} ({sign.Source})";
    }

    internal static string Word(SignKind kind) => kind switch
    {
        SignKind.Account => "account",
        SignKind.Region => "region",
        SignKind.Host => "host",
        SignKind.Workspace => "workspace",
        SignKind.Path => "path",
        SignKind.Branch => "branch",
        SignKind.Url => "url",
        SignKind.Context => "context",
        SignKind.Name => "name",
        _ => "tag",
    };

    /// <summary>A URL without its user and password, which belong into no message.</summary>
    private static string WithoutUser(string url)
    {
        int scheme = url.IndexOf("://", StringComparison.Ordinal);
        int start = scheme < 0 ? 0 : scheme + 3;
        int slash = url.IndexOf('/', start);
        int end = slash < 0 ? url.Length : slash;
        int user = url.LastIndexOf('@', Math.Max(end - 1, 0), Math.Max(end - start, 0));
        return user < 0 ? url : url[..start] + url[(user + 1)..];
    }
}
