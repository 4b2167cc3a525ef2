using System.Collections.Immutable;
using System.Text;
using Holdpoint.Shell;
using Holdpoint.Tools;

namespace Holdpoint.Tests.Cases;

/// <summary>Quoting, wrapping, encoding and company take no effect away: what stops as it stands stops in every
/// disguise.</summary>
public sealed class MetamorphicTests
{
    private const string Folder = "/work/app";

    private static readonly ShellContext Context = new(
        Folder,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = "/home/me", ["PWD"] = Folder }
            .ToImmutableDictionary());

    /// <summary>Disguises by name: each runs the same command.</summary>
    private static readonly Dictionary<string, Func<string, string>> Disguises = new(StringComparer.Ordinal)
    {
        ["after another command"] = c => "ls\n" + c,
        ["before another command"] = c => c + "\nls",
        ["in a group"] = c => $"{{\n{c}\n}}",
        ["in a subshell"] = c => $"(\n{c}\n)",
        ["in a branch"] = c => $"if true; then\n{c}\nfi",
        ["in a loop"] = c => $"for i in 1; do\n{c}\ndone",
        ["in a function"] = c => $"f() {{\n{c}\n}}\nf",
        ["in bash -c"] = c => $"bash -c {Quote(c)}",
        ["in sh -c in bash -c"] = c => $"bash -c {Quote($"sh -c {Quote(c)}")}",
        ["in eval"] = c => $"eval {Quote(c)}",
        ["in a variable"] = c => $"x={Quote(c)}; eval \"$x\"",
        ["in two variables"] = c => $"x={Quote(c[..(c.Length / 2)])}; y={Quote(c[(c.Length / 2)..])}; eval \"$x$y\"",
        ["in a here-document"] = c => $"bash <<'HOLDPOINT_END'\n{c}\nHOLDPOINT_END",
        ["through a pipe"] = c => $"printf '%s' {Quote(c)} | sh",
        ["in base64"] = c => $"echo {Convert.ToBase64String(Encoding.UTF8.GetBytes(c))} | base64 -d | bash",
        ["under timeout"] = c => $"timeout 9 nice -n 5 bash -c {Quote(c)}",
        ["under sudo"] = c => $"sudo -n sh -c {Quote(c)}",
        ["in a terminal"] = c => $"tmux new-session -d {Quote(c)}",
        ["by a package runner"] = c => $"npx -c {Quote(c)}",
        ["behind dashes"] = c => $"aws-vault exec dev -- bash -c {Quote(c)}",
        ["by an unlisted wrapper"] = c => $"./with-credentials -- bash -c {Quote(c)}",
        ["by sed"] = c => $"sed {Quote("1e bash -c " + Quote(c))} x",
        ["by a trap"] = c => $"trap {Quote(c)} EXIT",
        ["by find"] = c => $"find . -maxdepth 0 -exec bash -c {Quote(c)} \\;",
    };

    public static TheoryData<string> All() => [.. Disguises.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void A_stop_stops_in_disguise(string disguise)
    {
        List<string> lost = [];
        int seen = 0;
        foreach (string command in Stops())
        {
            string text = Disguises[disguise](command);

            // A line end within a line of sed would end its command, and find puts names in for braces.
            if ((disguise == "by sed" && command.Contains('\n', StringComparison.Ordinal))
                || (disguise == "by find" && command.Contains("{}", StringComparison.Ordinal)))
            {
                continue;
            }

            seen++;
            HashSet<string> plain = Effects(command), hidden = Effects(text);
            if (!plain.IsSubsetOf(hidden) && !hidden.Any(e => e.StartsWith("shell ", StringComparison.Ordinal)))
            {
                lost.Add($"{command}  =>  {text}: {string.Join(", ", plain.Except(hidden))}");
            }
        }

        Assert.True(seen > 200, $"only {seen} cases stop");
        Assert.Empty(lost);
    }

    /// <summary>The commands of every case that is asked for or denied and that bash reads.</summary>
    private static IEnumerable<string> Stops() =>
        Directory.EnumerateFiles(Path.Join(Repository.Root, "tests/Tools"), "*.cases", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(CaseFile.Read)
            .Where(c => c.Expected.StartsWith("verdict ask", StringComparison.Ordinal)
                || c.Expected.StartsWith("verdict deny", StringComparison.Ordinal))
            .Select(c => c.Command)
            .Where(c => ShellReader.Read(c, Context).Opaque.All(o => o.Kind is not OpacityKind.Unreadable))
            .Distinct(StringComparer.Ordinal);

    private static HashSet<string> Effects(string command)
    {
        Reading reading = ShellReader.Read(command, Context);
        return [.. Recogniser.Recognise(new Holdpoint.Action.ShellCommand(command, Folder), reading)
            .Select(e => $"{e.Tool} {e.Kind} {e.Resource.Type}")];
    }

    private static string Quote(string text) => "'" + text.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
}
