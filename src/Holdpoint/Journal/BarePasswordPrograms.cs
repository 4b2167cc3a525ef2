namespace Holdpoint.Journal;

/// <summary>How an option holds a password.</summary>
internal enum BareOption
{
    None,

    /// <summary><c>-psecret</c></summary>
    Glued,

    /// <summary><c>-p secret</c></summary>
    Next,

    /// <summary><c>-u user:secret</c></summary>
    UserAndPassword,
}

/// <summary>Programs that take a password as an option whose name does not say so.</summary>
internal static class BarePasswordPrograms
{
    public static bool Know(string program) => program is "curl" or "wget" or "http" or "sshpass" or "redis-cli"
        or "login" or "mongosh" or "mongo" or "mongodump" or "mongorestore" or "sqlcmd" || IsMySql(program);

    /// <summary>How an option of a program holds a password.</summary>
    /// <param name="beforeQuote">A quote follows it without a space.</param>
    public static BareOption Option(string program, string option, bool beforeQuote) => (program, option) switch
    {
        ("curl", "-u" or "--user" or "-U" or "--proxy-user") => BareOption.UserAndPassword,
        ("http", "-a" or "--auth") => BareOption.UserAndPassword,
        ("redis-cli", "-a" or "--pass") => BareOption.Next,
        ("sqlcmd", "-P") => BareOption.Next,
        // docker login, az login, helm registry login
        ("sshpass" or "login" or "mongosh" or "mongo" or "mongodump" or "mongorestore", "-p") => BareOption.Next,
        ("sshpass", _) when IsGluedP(option) => BareOption.Glued,
        _ when IsMySql(program) && (IsGluedP(option) || (option == "-p" && beforeQuote)) => BareOption.Glued,
        _ => BareOption.None,
    };

    private static bool IsMySql(string program) =>
        program.StartsWith("mysql", StringComparison.Ordinal)
        || program.StartsWith("mariadb", StringComparison.Ordinal);

    private static bool IsGluedP(string option) =>
        option.Length > 2 && option.StartsWith("-p", StringComparison.Ordinal);
}
