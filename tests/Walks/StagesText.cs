using System.Text.RegularExpressions;
using Holdpoint.Cli.Rendering;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Walks;

/// <summary>What every stage saw of an action, as <c>holdpoint explain</c> prints it, without what differs from run to
/// run.</summary>
internal static partial class StagesText
{
    /// <summary>Never wrapped: where a line breaks would depend on how long this machine's paths are.</summary>
    private const int Width = 10_000;

    public static string Of(Judgement judgement, CaseFolder folder)
    {
        var page = new TerminalPage(Width, colour: false);
        StagesPage.Write(page, judgement);
        return Passing().Replace(folder.Anonymous(page.ToString()), "…");
    }

    /// <summary>What differs from run to run: digests, and times of judging.</summary>
    [GeneratedRegex(
        @"(?<=sha256:)[0-9a-f]{64}|\b[0-9]+(\.[0-9]+)? (µs|ms)\b",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Passing();
}
