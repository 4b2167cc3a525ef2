using System.Text;

namespace Holdpoint.Cli.Agents.Settings;

/// <summary>A file that is ours as a whole: a plugin or a script that a client loads from a folder.</summary>
/// <param name="Comment">How a line of comment begins in its language.</param>
/// <param name="Make">The text for a command line, all but the first lines.</param>
/// <param name="Head">What must stand in the very first line; empty for nothing.</param>
internal sealed record OwnFile(string Comment, Func<string, string> Make, string Head = "")
{
    private const string Mark = "written by `holdpoint install`; do not edit: ";

    public EditAnswer Install(byte[] text, string command) =>
        text.Length == 0 || CommandIn(Encoding.UTF8.GetString(text)) is not null
            ? new EditAnswer.Text(Whole(command))
            : new EditAnswer.Refused("it is not a file that holdpoint wrote; move it away");

    public EditAnswer Uninstall(byte[] text) =>
        CommandIn(Encoding.UTF8.GetString(text)) is not null ? new EditAnswer.Gone() : new EditAnswer.Text(text);

    /// <param name="events">The events for which the file calls us.</param>
    public SettingsLook Look(byte[] text, params string[] events) =>
        CommandIn(Encoding.UTF8.GetString(text)) is not { } command ? new SettingsLook([])
        : !text.AsSpan().SequenceEqual(Whole(command))
            ? new SettingsLook([]) { Problem = "it is not any more as holdpoint wrote it; install it again" }
            : new SettingsLook([.. events.Select(e => new FoundHook(
                e, "", command, (int)HookRun.ClientTimeout.TotalSeconds, null))]);

    private byte[] Whole(string command) =>
        Encoding.UTF8.GetBytes($"{Head}{Comment} {Mark}{command}\n{Make(command)}");

    /// <summary>The command line of a file of ours; null for another's.</summary>
    private string? CommandIn(string text)
    {
        string begin = $"{Head}{Comment} {Mark}";
        int end = text.IndexOf('\n', Math.Min(text.Length, begin.Length));
        return text.StartsWith(begin, StringComparison.Ordinal) && end > 0 ? text[begin.Length..end] : null;
    }
}
