namespace Holdpoint.Environments;

/// <summary>What a variable that holds a key or a token of a service says of the environment behind it. Pure: the value
/// itself is never shown.</summary>
/// <remarks>Prefixes as the services document them: Stripe, Clerk and Paystack give <c>sk_live_</c> and <c>sk_test_</c>
/// (restricted keys <c>rk_</c>), Razorpay <c>rzp_live_</c>, Mollie <c>live_</c>, Flutterwave <c>FLWSECK-</c> and
/// <c>FLWSECK_TEST-</c>. A publishable key (<c>pk_</c>) opens nothing.</remarks>
internal static class Keys
{
    /// <summary>Parts at the end of names of variables that hold something which opens an account.</summary>
    private static readonly string[] Ends =
    [
        "_TOKEN", "_API_KEY", "_SECRET_KEY", "_SECRET", "_ACCESS_KEY", "_AUTH_TOKEN", "_API_TOKEN", "_ACCESS_TOKEN",
        "_SERVICE_ROLE_KEY", "_CREDENTIALS", "_PRIVATE_KEY", "_ADMIN_KEY", "_KEY", "_APIKEY", "_PAT",
    ];

    /// <summary>What a key itself says; null where it says nothing.</summary>
    public static EnvironmentKind? Of(ReadOnlySpan<char> value)
    {
        if (value.Length < 12)
        {
            return null;
        }

        if (value.StartsWith("sk_live_") || value.StartsWith("rk_live_") || value.StartsWith("rzp_live_")
            || value.StartsWith("live_") || value.StartsWith("FLWSECK-"))
        {
            return EnvironmentKind.Production;
        }

        return value.StartsWith("sk_test_") || value.StartsWith("rk_test_") || value.StartsWith("rzp_test_")
            || value.StartsWith("test_") || value.StartsWith("FLWSECK_TEST-") ? EnvironmentKind.Development : null;
    }

    /// <summary>Whether a variable holds something that opens an account, by its name.</summary>
    public static bool Opens(string name) => !name.Contains("PUBLI", StringComparison.Ordinal)
        && Array.Exists(Ends, e => name.EndsWith(e, StringComparison.Ordinal));

    /// <summary>The service that a variable is called after: <c>stripe</c> of STRIPE_SECRET_KEY.</summary>
    public static string Service(string name)
    {
        int end = name.IndexOf('_', StringComparison.Ordinal);
        return (end < 0 ? name : name[..end]).ToLowerInvariant();
    }
}
