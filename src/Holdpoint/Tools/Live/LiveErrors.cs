namespace Holdpoint.Tools.Live;

/// <summary>Why a program did not answer.</summary>
internal enum LiveError
{
    Other,
    Absent,
    Expired,
    NoCredentials,
    Denied,
    Unreachable,
}

/// <summary>Sorts what clouds' programs print when they fail. Pure.</summary>
internal static class LiveErrors
{
    /// <summary>Words of each sort; the first sort that fits speaks, since an expired token is also a denial.</summary>
    private static ReadOnlySpan<(LiveError Sort, string Words)> Signs => new (LiveError, string)[]
    {
        (LiveError.Expired, "ExpiredToken"), (LiveError.Expired, "token has expired"),
        (LiveError.Expired, "has expired or is otherwise invalid"), (LiveError.Expired, "RequestExpired"),
        (LiveError.Expired, "invalid_grant"), (LiveError.Expired, "Reauthentication failed"),
        (LiveError.Expired, "reauthentication"), (LiveError.Expired, "AADSTS"),
        (LiveError.Expired, "certificate has expired"), (LiveError.Expired, "Error loading SSO Token"),
        (LiveError.Expired, "must be logged in to the server"), (LiveError.Expired, "provide credentials"),
        (LiveError.NoCredentials, "Unable to locate credentials"), (LiveError.NoCredentials, "NoCredentials"),
        (LiveError.NoCredentials, "config profile ("),
        (LiveError.NoCredentials, "do not currently have an active account"),
        (LiveError.NoCredentials, "Please run 'az login'"), (LiveError.NoCredentials, "Please run \"az login\""),
        (LiveError.NoCredentials, "InvalidClientTokenId"),
        (LiveError.NoCredentials, "UnrecognizedClient"), (LiveError.NoCredentials, "Unauthorized"),
        (LiveError.Denied, "AccessDenied"), (LiveError.Denied, "UnauthorizedOperation"),
        (LiveError.Denied, "not authorized to perform"), (LiveError.Denied, "AuthorizationFailed"),
        (LiveError.Denied, "PERMISSION_DENIED"), (LiveError.Denied, "does not have permission"),
        (LiveError.Denied, "(Forbidden)"), (LiveError.Denied, "(403)"), (LiveError.Denied, "permission denied"),
        (LiveError.Unreachable, "Could not connect to the endpoint"), (LiveError.Unreachable, "Connect timeout"),
        (LiveError.Unreachable, "Cannot connect to the Docker daemon"), (LiveError.Unreachable, "was refused"),
        (LiveError.Unreachable, "no such host"), (LiveError.Unreachable, "i/o timeout"),
        (LiveError.Unreachable, "connection refused"), (LiveError.Unreachable, "Unable to connect to the server"),
        (LiveError.Unreachable, "cluster unreachable"), (LiveError.Unreachable, "NameResolutionError"),
        (LiveError.Unreachable, "Failed to resolve"), (LiveError.Unreachable, "failed to connect to the docker API"),
        (LiveError.Absent, "NotFound"), (LiveError.Absent, "NoSuch"), (LiveError.Absent, "not found"),
        (LiveError.Absent, "does not exist"), (LiveError.Absent, "no such volume"), (LiveError.Absent, "(404)"),
        (LiveError.Absent, "could not be found"), (LiveError.Absent, "NOT_FOUND"),
    };

    public static LiveError SortOf(string errors)
    {
        foreach ((LiveError sort, string words) in Signs)
        {
            if (errors.Contains(words, StringComparison.OrdinalIgnoreCase))
            {
                return sort;
            }
        }

        return LiveError.Other;
    }

    /// <summary>The first line that says something; warnings about versions come before it.</summary>
    public static string FirstLine(string errors)
    {
        string first = "";
        foreach (string raw in errors.Split('\n'))
        {
            string line = raw.Trim();
            if (line.Length == 0 || line.StartsWith("WARNING", StringComparison.OrdinalIgnoreCase)
                || line.StartsWith("E0", StringComparison.Ordinal) || line.StartsWith("E1", StringComparison.Ordinal))
            {
                continue;
            }

            first = line;
            break;
        }

        return first.Length == 0 ? "it failed without a word" : first;
    }
}
