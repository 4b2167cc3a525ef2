using Holdpoint.Policy;
using Holdpoint.Policy.Files;

namespace Holdpoint.Environments;

/// <summary>Stage 3: target → environment, by the policy's matchers first, then by signs. Pure.</summary>
/// <remarks>
/// 1 a managed file's matchers; 2 else the user's; 3 else the built-in signs, of which the strongest decides and of
/// equally strong ones that contradict the most careful; 4 a repository's matchers can only make the answer more
/// careful, but for a trusted one, which may name what no sign tells.
/// </remarks>
internal static class Classifier
{
    /// <summary>A value beyond this is cut in the clause that names it.</summary>
    private const int MaxShown = 100;

    private static readonly Placement OnThisMachine = new(EnvironmentKind.Development, "it lies on this machine");

    private static readonly Placement NoSign = new(EnvironmentKind.Unknown, "no sign tells");

    public static Placement Classify(Target target, PolicySet policy)
    {
        if (policy.Files.IsEmpty)
        {
            return ByBuiltInSigns(target);
        }

        // 1 and 2: the files stand in the order of their power.
        Placement? found = null;
        foreach (PolicyFile file in policy.Files)
        {
            found ??= file.Origin is PolicyOrigin.Repository ? null : ByMatchers(target, file);
        }

        // 3
        Placement placement = found ?? ByBuiltInSigns(target);

        // 4
        return Tightened(placement, target, policy);
    }

    private static Placement Tightened(Placement placement, Target target, PolicySet policy)
    {
        Placement strictest = placement;
        if (ReferenceEquals(placement, NoSign))
        {
            foreach (PolicyFile file in policy.Files)
            {
                if (file.Trusted && ByMatchers(target, file) is { } named
                    && (ReferenceEquals(strictest, NoSign) || named.Environment > strictest.Environment))
                {
                    strictest = named;
                }
            }
        }

        string? refused = null;
        foreach (PolicyFile file in policy.Files)
        {
            if (file.Origin is not PolicyOrigin.Repository || ByMatchers(target, file) is not { } says)
            {
                continue;
            }

            if (says.Environment > strictest.Environment)
            {
                strictest = says;
            }
            else if (says.Environment < strictest.Environment && !file.Trusted)
            {
                refused ??= $"{file.Path} says {Words.Of(says.Environment)}, "
                    + "but a repository's file can only be more careful";
            }
        }

        return refused is null ? strictest : strictest with { Because = $"{strictest.Because}; {refused}" };
    }

    /// <summary>The most careful environment that a file's matchers name; null when none matches.</summary>
    private static Placement? ByMatchers(Target target, PolicyFile file)
    {
        Matcher? best = null;
        Sign matched = default;
        foreach (Sign sign in target.Signs)
        {
            foreach (Matcher matcher in file.Matchers)
            {
                if ((best is null || matcher.Environment > best.Environment) && matcher.Matches(sign))
                {
                    best = matcher;
                    matched = sign;
                }
            }
        }

        return best is null
            ? null
            : new Placement(best.Environment, $"{Clause(matched)} matches {best.Pattern} in {file.Path}:{best.Line}");
    }

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

    /// <summary>The clause that names a sign: <c>workspace prod-eu (TF_WORKSPACE)</c>.</summary>
    private static string Clause(Sign sign)
    {
        string value = sign.Shown;
        return $"{Word(sign.Kind)} {(value.Length > MaxShown ? value[..MaxShown] + "…" : value)} ({sign.Source})";
    }

    /// <summary>A kind of sign as messages name it.</summary>
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
}
