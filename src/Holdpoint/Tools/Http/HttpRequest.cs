using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Http;

/// <summary>One request that a program would send, as far as its words tell.</summary>
/// <param name="Method">Upper case; null where only run time knows it.</param>
/// <param name="Url">As given, with a scheme or without.</param>
internal sealed record HttpRequest(string? Method, Word Url)
{
    /// <summary>What is sent; null where nothing is.</summary>
    public Word? Body { get; init; }

    /// <summary>A file that is sent, by its path; null where the body is known or there is none.</summary>
    public Word? BodyFile { get; init; }

    /// <summary>A Unix socket that it goes through.</summary>
    public string? Socket { get; init; }

    /// <summary>Text of what precedes the path: <c>api.example.com:8080</c>; unknown pieces as they are
    /// written.</summary>
    public string Authority => Split().Authority;

    /// <summary>From the first slash on, without the query; unknown pieces as they are written.</summary>
    public string Path => Split().Path;

    /// <summary>Behind the question mark; empty where there is none.</summary>
    public string Query => Split().Query;

    /// <summary>The host alone, lower case.</summary>
    public string Host => Environments.HostSigns.Name(Authority).ToString().ToLowerInvariant();

    /// <summary>The port as written; empty where there is none.</summary>
    public string Port => Authority.LastIndexOf(':') is > 0 and var colon
        && Authority[(colon + 1)..].All(char.IsAsciiDigit)
        ? Authority[(colon + 1)..] : "";

    /// <summary>The segments of the path.</summary>
    public ImmutableArray<string> Segments => [.. Path.Split('/', StringSplitOptions.RemoveEmptyEntries)];

    private (string Authority, string Path, string Query) Split()
    {
        string url = Url.Shown;
        int scheme = url.IndexOf("://", StringComparison.Ordinal);
        string rest = scheme < 0 ? url : url[(scheme + 3)..];
        int hash = rest.IndexOf('#', StringComparison.Ordinal);
        rest = hash < 0 ? rest : rest[..hash];
        int mark = rest.IndexOf('?', StringComparison.Ordinal);
        string query = mark < 0 ? "" : rest[(mark + 1)..];
        rest = mark < 0 ? rest : rest[..mark];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        return (slash < 0 ? rest : rest[..slash], slash < 0 ? "/" : rest[slash..], query);
    }
}
