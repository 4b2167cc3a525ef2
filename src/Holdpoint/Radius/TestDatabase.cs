using Holdpoint.Environments;

namespace Holdpoint.Radius;

/// <summary>A database of this machine that is there for tests, by its own name: whoever runs the tests makes it anew,
/// all day. Pure.</summary>
/// <remarks>The name alone is not believed where the database itself tells of more than tests put into one.</remarks>
internal static class TestDatabase
{
    /// <summary>Rows of all that would be lost beyond which no test has put them there.</summary>
    private const long MaxRows = 100_000;

    private static readonly Recovery Anew = new Recovery.FromSource("the tests make their own database anew");

    /// <summary>The measurement, with the way back that a test database has; as it was for any other target.</summary>
    public static Measurement Settle(Measurement measured)
    {
        Effect effect = measured.Effect;
        if (effect.Kind is not (EffectKind.Destroy or EffectKind.Modify) || effect.Forbidden is not null
            || effect.Recovery is Recovery.Trivial or Recovery.FromSource || !Is(effect.Target)
            || measured.Losses.Sum(l => l.Amounts.Where(a => a.Unit is "rows").Sum(a => a.Number)) > MaxRows)
        {
            return measured;
        }

        return measured with
        {
            Effect = effect with { Recovery = Anew },
            Losses = [.. measured.Losses.Select(l => l with { Recovery = Anew })],
            Unmeasured = null,
        };
    }

    /// <summary>Whether a target is a database that is reached on this machine and named for tests.</summary>
    public static bool Is(Target target)
    {
        bool here = false;
        bool named = false;
        foreach (Sign sign in target.Kind is "database" ? target.Signs : [])
        {
            ReadOnlySpan<char> host = sign.Kind is SignKind.Url ? HostSigns.OfUrl(sign.Value) : sign.Value;
            ReadOnlySpan<char> name = sign.Kind is SignKind.Url ? NameIn(sign.Value) : sign.Value;
            bool tellsHost = sign.Kind is SignKind.Url or SignKind.Host;
            bool tellsName = sign.Kind is SignKind.Name || (sign.Kind is SignKind.Url && name.Length > 0);

            // One sign that says otherwise is enough: RAILS_ENV=test beside a URL of development's database.
            if ((tellsHost && !IsHere(host)) || (tellsName && !IsForTests(name)))
            {
                return false;
            }

            here |= tellsHost;
            named |= tellsName;
        }

        // Where no host is known the environment's name proves nothing: a file that is missing falls back to another.
        return here && named;
    }

    private static bool IsHere(ReadOnlySpan<char> host) =>
        host.StartsWith('/') || HostSigns.IsLoopback(HostSigns.Name(host));

    /// <summary>What stands after the host in a URL, without its parameters.</summary>
    private static ReadOnlySpan<char> NameIn(ReadOnlySpan<char> url)
    {
        ReadOnlySpan<char> rest = HostSigns.AfterScheme(url);
        int slash = rest.IndexOf('/');
        ReadOnlySpan<char> name = slash < 0 ? "" : rest[(slash + 1)..];
        int end = name.IndexOfAny("?#");
        return end < 0 ? name : name[..end];
    }

    /// <summary>Whether "test" stands in a name as a word of its own: <c>shop_test</c>, <c>test1</c>, never
    /// <c>latest</c>; a name that says production too does not count.</summary>
    private static bool IsForTests(ReadOnlySpan<char> name)
    {
        if (EnvironmentWords.In(name) is not EnvironmentKind.Development)
        {
            return false;
        }

        for (int at = 0; (at = At(name, "test", at)) >= 0; at++)
        {
            int end = at + 4;
            end += name[end..].StartsWith("ing", StringComparison.OrdinalIgnoreCase) ? 3
                : name[end..].StartsWith("s", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
            bool begins = at == 0 || !char.IsAsciiLetter(name[at - 1]);
            if (begins && (end == name.Length || !char.IsAsciiLetter(name[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static int At(ReadOnlySpan<char> name, string word, int from)
    {
        int found = from > name.Length ? -1 : name[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return found < 0 ? -1 : from + found;
    }
}
