using System.Text;
using System.Text.Json;

namespace Holdpoint.Cli.Agents.Settings;

/// <summary>A file that is ours as a whole: a plugin, a script or hooks that a client loads from a folder.</summary>
/// <param name="Begin">How the line begins that says whose file it is: a comment, or in JSON a member.</param>
/// <param name="Make">The text for a command line, after that line.</param>
/// <param name="Head">What must stand before that line.</param>
internal sealed record OwnFile(string Begin, Func<string, string> Make, string Head = "")
{
    private const string Mark = "written by `holdpoint install`; do not edit: ";

    /// <summary>The line is a member of a JSON object, and its words are a text.</summary>
    public bool Json { get; init; }

    public EditAnswer Install(byte[] text, string command) =>
        text.Length == 0 || CommandIn(Encoding.UTF8.GetString(text)) is not null
            ? new EditAnswer.Text(Whole(command))
            : new EditAnswer.Refused("it is not a file that holdpoint wrote; move it away");

    public EditAnswer Uninstall(byte[] text) =>
        CommandIn(Encoding.UTF8.GetString(text)) is not null ? new EditAnswer.Gone() : new EditAnswer.Text(text);

    /// <summary>What the file says now.</summary>
    /// <param name="events">The events for which the file calls us.</param>
    public SettingsLook Look(byte[] text, params string[] events) =>
        CommandIn(Encoding.UTF8.GetString(text)) is not { } command ? new SettingsLook([])
        : !text.AsSpan().SequenceEqual(Whole(command))
            ? new SettingsLook([]) { Problem = "it is not any more as holdpoint wrote it; install it again" }
            : new SettingsLook([.. events.Select(e => new FoundHook(
                e, "", command, (int)HookRun.ClientTimeout.TotalSeconds, null))]);

    private byte[] Whole(string command) => Encoding.UTF8.GetBytes(
        $"{Head}{Begin} {(Json ? JsonHooks.Text(Mark + command) + "," : Mark + command)}\n{Make(command)}");

    /// <summary>The command line of a file of ours; null for another's.</summary>
    private string? CommandIn(string text)
    {
        string begin = $"{Head}{Begin} ";
        int end = text.IndexOf('\n', Math.Min(text.Length, begin.Length));
        if (end < 0 || !text.StartsWith(begin, StringComparison.Ordinal))
        {
            return null;
        }

        string said = Json ? Plain(text[begin.Length..end].TrimEnd(',')) : text[begin.Length..end];
        return said.StartsWith(Mark, StringComparison.Ordinal) ? said[Mark.Length..] : null;
    }

    private static string Plain(string json)
    {
        try
        {
            return Formats.JsonText.Read(Encoding.UTF8.GetBytes(json)).Text;
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
