using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Holdpoint.Cli.Formats;

namespace Holdpoint.Cli.Agents.Settings;

/// <summary>Our part of a client's JSON settings: put in, taken out, found; all else stays as it is.</summary>
internal sealed class JsonHooks(HookFormat format)
{
    /// <summary>Every tool: shells, file tools, MCP.</summary>
    private const string EveryTool = "*";

    /// <summary>The text with our hooks in it.</summary>
    /// <param name="text">The file's bytes; empty for a new file.</param>
    /// <param name="command">The command line that the client will run.</param>
    public EditAnswer Install(byte[] text, string command)
    {
        if (string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(text)))
        {
            text = "{}\n"u8.ToArray();
        }

        if (Problem(text) is { } problem)
        {
            return new EditAnswer.Refused(problem);
        }

        foreach ((string name, string json) in format.Root)
        {
            text = WithMember(text, name, json);
        }

        if (format.Events.Any(e => !IsAsWanted(text, e.Event, e.Matcher, command)))
        {
            text = WithoutOurs(text);
            foreach ((string name, string matcher) in format.Events)
            {
                text = WithItem(text, name, format.Flat ? Hook(matcher, command) : Group(matcher, command));
            }
        }

        return new EditAnswer.Text(text);
    }

    /// <summary>The text without our hooks; groups, events and the object that held nothing else go too, and so do the
    /// members that stand beside them.</summary>
    public EditAnswer Uninstall(byte[] text)
    {
        if (Problem(text) is { } problem)
        {
            return new EditAnswer.Refused(problem);
        }

        bool ours = Found(text).Count > 0;
        text = WithoutOurs(text);
        if (!ours || JsonText.Read(text).Member("hooks") is not null)
        {
            return new EditAnswer.Text(text);
        }

        if (format.Own)
        {
            return JsonText.Read(text).Members.All(m => format.Root.Any(r => r.Name == m.Name))
                ? new EditAnswer.Gone()
                : new EditAnswer.Text(text);
        }

        foreach ((string name, _) in format.Root)
        {
            JsonPart root = JsonText.Read(text);
            text = root.Member(name) is null ? text : JsonEdit.RemoveMember(text, root, name);
        }

        return new EditAnswer.Text(text);
    }

    /// <summary>Our hooks in a well-formed text.</summary>
    public List<FoundHook> Found(byte[] text)
    {
        List<FoundHook> found = [];
        foreach (JsonMember on in JsonText.Read(text).Member("hooks")?.Members ?? [])
        {
            foreach (JsonPart group in on.Value.Items)
            {
                foreach (JsonPart hook in format.Flat ? [group] : group.Member("hooks")?.Items ?? [])
                {
                    if (IsOurs(hook))
                    {
                        found.Add(new FoundHook(
                            on.Name,
                            group.Member("matcher")?.Text ?? "",
                            hook.Member(format.Command)?.Text ?? "",
                            format.Timeout is { } timeout && int.TryParse(hook.Member(timeout)?.Text, out int units)
                                ? units / format.Units
                                : null,
                            Blocks(hook)));
                    }
                }
            }
        }

        return found;
    }

    /// <summary>Why the text cannot be changed; null when it can.</summary>
    public static string? Problem(byte[] text)
    {
        try
        {
            JsonPart root = JsonText.Read(text);
            if (root.Kind is not JsonValueKind.Object)
            {
                return "it holds no JSON object";
            }

            if (root.Member("hooks") is not { } hooks)
            {
                return null;
            }

            JsonMember? odd = hooks.Members.Find(m => m.Value.Kind is not JsonValueKind.Array);
            return hooks.Kind is not JsonValueKind.Object ? "its hooks are no object"
                : odd is not null ? $"its hooks.{odd.Name} is no array"
                : null;
        }
        catch (JsonException e)
        {
            return $"it is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}";
        }
        catch (InvalidOperationException)
        {
            return "it is not UTF-8";
        }
    }

    /// <summary>The text with a member at the top that has this value.</summary>
    private static byte[] WithMember(byte[] text, string name, string json)
    {
        JsonPart root = JsonText.Read(text);
        return root.Member(name) is not { } there ? JsonEdit.AddMember(text, root, name, json)
            : Encoding.UTF8.GetString(text, there.Start, there.End - there.Start) == json ? text
            : JsonEdit.Replace(text, there, json);
    }

    private bool? Blocks(JsonPart hook) =>
        format.Closing is { } closing
            ? hook.Member(closing.Name) is { } said
                && (said.Kind is JsonValueKind.True || (said.Text.Length > 0 && closing.Json == $"\"{said.Text}\""))
            : null;

    private bool IsAsWanted(byte[] text, string name, string matcher, string command) =>
        Found(text).Where(f => f.Event == name).ToList() is [var only]
        && only == new FoundHook(
            name, matcher, command, format.Timeout is null ? null : (int)HookRun.ClientTimeout.TotalSeconds,
            format.Closing is null ? null : true);

    /// <summary>Ours is a command that runs a program named holdpoint as a hook of this client, wherever it
    /// lies.</summary>
    private bool IsOurs(JsonPart hook) =>
        hook.Member(format.Command)?.Text is { } command
        && command.Contains("holdpoint", StringComparison.Ordinal)
        && command.Contains(format.Mark, StringComparison.Ordinal);

    private byte[] WithoutOurs(byte[] text)
    {
        while (RemoveOne(text) is { } less)
        {
            text = less;
        }

        return text;
    }

    /// <summary>The text without the first of our hooks; null when there is none.</summary>
    private byte[]? RemoveOne(byte[] text)
    {
        JsonPart root = JsonText.Read(text);
        JsonPart? hooks = root.Member("hooks");
        foreach (JsonMember on in hooks?.Members ?? [])
        {
            for (int g = 0; g < on.Value.Items.Count; g++)
            {
                JsonPart group = on.Value.Items[g];
                JsonPart? list = format.Flat ? null : group.Member("hooks");
                int at = list?.Items.FindIndex(IsOurs) ?? -1;
                if (hooks is null || !(format.Flat ? IsOurs(group) : at >= 0))
                {
                    continue;
                }

                // The widest thing that holds nothing but it.
                return list is { Items.Count: > 1 } ? JsonEdit.RemoveItem(text, list, at)
                    : on.Value.Items.Count > 1 ? JsonEdit.RemoveItem(text, on.Value, g)
                    : hooks.Members.Count > 1 ? JsonEdit.RemoveMember(text, hooks, on.Name)
                    : JsonEdit.RemoveMember(text, root, "hooks");
            }
        }

        return null;
    }

    private static byte[] WithItem(byte[] text, string name, string item)
    {
        JsonPart root = JsonText.Read(text);
        JsonPart? hooks = root.Member("hooks");
        string list = $"[\n  {Deeper(item)}\n]";
        return hooks is null
            ? JsonEdit.AddMember(text, root, "hooks", $"{{\n  \"{name}\": {Deeper(list)}\n}}")
            : hooks.Member(name) is { } items
                ? JsonEdit.AddItem(text, items, item)
                : JsonEdit.AddMember(text, hooks, name, list);
    }

    private static string Deeper(string json) => json.Replace("\n", "\n  ", StringComparison.Ordinal);

    private string Group(string matcher, string command) => Object(
        [.. Matcher(matcher), ("hooks", $"[\n  {Deeper(Hook("", command))}\n]")]);

    private string Hook(string matcher, string command)
    {
        List<(string Name, string Json)> members = [.. Matcher(matcher)];
        if (format.Typed)
        {
            members.Add(("type", "\"command\""));
        }

        if (format.Named)
        {
            members.Add(("name", "\"holdpoint\""));
        }

        members.Add((format.Command, Text(command)));
        if (format.Timeout is { } timeout)
        {
            members.Add((timeout, $"{(int)HookRun.ClientTimeout.TotalSeconds * format.Units}"));
        }

        if (format.Closing is { } closing)
        {
            members.Add(closing);
        }

        return Object(members);
    }

    private static (string Name, string Json)[] Matcher(string matcher) =>
        matcher.Length == 0 ? [] : [("matcher", Text(matcher))];

    private static string Object(IEnumerable<(string Name, string Json)> members) =>
        "{\n" + string.Join(",\n", members.Select(m => $"  \"{m.Name}\": {Deeper(m.Json)}")) + "\n}";

    /// <summary>A text as JSON writes it.</summary>
    public static string Text(string text) =>
        $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>What a client's settings say of our hooks.</summary>
    /// <param name="look">What the client adds to it, from the whole text.</param>
    public SettingsLook Look(byte[] text, Func<JsonPart, SettingsLook, SettingsLook>? look = null)
    {
        if (Problem(text) is { } problem)
        {
            return new SettingsLook([]) { Problem = problem };
        }

        var found = new SettingsLook([.. Found(text)]);
        return look is null ? found : look(JsonText.Read(text), found);
    }

    /// <summary>Whether a matcher is that of every tool.</summary>
    public static bool IsEvery(string matcher) => matcher is "" or EveryTool or ".*";
}
