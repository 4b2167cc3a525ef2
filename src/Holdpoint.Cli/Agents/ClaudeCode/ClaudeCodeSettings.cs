using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Holdpoint.Cli.Formats;

namespace Holdpoint.Cli.Agents.ClaudeCode;

/// <summary>Our part of a settings file of Claude Code: put in, taken out, found; all else stays as it is.</summary>
internal static class ClaudeCodeSettings
{
    /// <summary>Every tool: shells, file tools, MCP.</summary>
    private const string EveryTool = "*";

    /// <summary>What a finished shell command tells about states.</summary>
    private const string ShellTools = "Bash|Monitor";

    /// <summary>Events with the tools for which we are called.</summary>
    private static readonly (string Event, string Matcher)[] Events =
        [("PreToolUse", EveryTool), ("PostToolUse", ShellTools)];

    /// <summary>The text with our hooks in it.</summary>
    /// <param name="text">The file's bytes; empty for a new file.</param>
    /// <param name="command">The command line that the client will run.</param>
    /// <param name="managed">Also forbids hooks and settings that a user could put in their place.</param>
    public static EditAnswer Install(byte[] text, string command, bool managed)
    {
        if (string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(text)))
        {
            text = "{}\n"u8.ToArray();
        }

        if (Problem(text) is { } problem)
        {
            return new EditAnswer.Refused(problem);
        }

        if (Events.Any(e => !IsAsWanted(text, e.Event, e.Matcher, command)))
        {
            text = WithoutOurs(text);
            foreach ((string name, string matcher) in Events)
            {
                text = WithGroup(text, name, Group(matcher, command));
            }
        }

        return new EditAnswer.Text(managed ? WithManagedHooksOnly(text) : text);
    }

    private static byte[] WithManagedHooksOnly(byte[] text)
    {
        JsonPart root = JsonText.Read(text);
        return root.Member("allowManagedHooksOnly") switch
        {
            null => JsonEdit.AddMember(text, root, "allowManagedHooksOnly", "true"),
            { Kind: JsonValueKind.True } => text,
            var other => JsonEdit.Replace(text, other, "true"),
        };
    }

    /// <summary>The text without our hooks; groups, events and the object that held nothing else go too.</summary>
    public static EditAnswer Uninstall(byte[] text, bool managed)
    {
        if (Problem(text) is { } problem)
        {
            return new EditAnswer.Refused(problem);
        }

        bool ours = Found(text).Count > 0;
        text = WithoutOurs(text);
        JsonPart root = JsonText.Read(text);
        return new EditAnswer.Text(
            ours && managed && root.Member("allowManagedHooksOnly") is not null && root.Member("hooks") is null
                ? JsonEdit.RemoveMember(text, root, "allowManagedHooksOnly")
                : text);
    }

    /// <summary>Our hooks in a well-formed text.</summary>
    public static List<FoundHook> Found(byte[] text)
    {
        List<FoundHook> found = [];
        JsonPart hooks = JsonText.Read(text).Member("hooks") ?? new JsonPart(JsonValueKind.Null, 0, 0, [], [], "");
        foreach (JsonMember on in hooks.Members)
        {
            foreach (JsonPart group in on.Value.Items)
            {
                foreach (JsonPart hook in group.Member("hooks")?.Items ?? [])
                {
                    if (IsOurs(hook))
                    {
                        found.Add(new FoundHook(
                            on.Name,
                            group.Member("matcher")?.Text ?? EveryTool,
                            hook.Member("command")?.Text ?? "",
                            int.TryParse(hook.Member("timeout")?.Text, out int seconds) ? seconds : null,
                            hook.Member("onFailure")?.Text == "block"));
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

    private static bool IsAsWanted(byte[] text, string name, string matcher, string command) =>
        Found(text).Where(f => f.Event == name).ToList() is [var only]
        && only == new FoundHook(name, matcher, command, (int)HookRun.ClientTimeout.TotalSeconds, Blocks: true);

    /// <summary>Ours is a command that runs a program named holdpoint as a hook of this client, wherever it
    /// lies.</summary>
    private static bool IsOurs(JsonPart hook) =>
        hook.Member("command")?.Text is { } command
        && command.Contains("holdpoint", StringComparison.Ordinal)
        && command.Contains(" hook claude-code", StringComparison.Ordinal);

    private static byte[] WithoutOurs(byte[] text)
    {
        while (RemoveOne(text) is { } less)
        {
            text = less;
        }

        return text;
    }

    /// <summary>The text without the first of our hooks; null when there is none.</summary>
    private static byte[]? RemoveOne(byte[] text)
    {
        JsonPart root = JsonText.Read(text);
        JsonPart? hooks = root.Member("hooks");
        foreach (JsonMember on in hooks?.Members ?? [])
        {
            for (int g = 0; g < on.Value.Items.Count; g++)
            {
                JsonPart? list = on.Value.Items[g].Member("hooks");
                int at = list?.Items.FindIndex(IsOurs) ?? -1;
                if (list is null || hooks is null || at < 0)
                {
                    continue;
                }

                // The widest thing that holds nothing but it.
                return list.Items.Count > 1 ? JsonEdit.RemoveItem(text, list, at)
                    : on.Value.Items.Count > 1 ? JsonEdit.RemoveItem(text, on.Value, g)
                    : hooks.Members.Count > 1 ? JsonEdit.RemoveMember(text, hooks, on.Name)
                    : JsonEdit.RemoveMember(text, root, "hooks");
            }
        }

        return null;
    }

    private static byte[] WithGroup(byte[] text, string name, string group)
    {
        JsonPart root = JsonText.Read(text);
        JsonPart? hooks = root.Member("hooks");
        string list = $"[\n  {Deeper(group)}\n]";
        return hooks is null
            ? JsonEdit.AddMember(text, root, "hooks", $"{{\n  \"{name}\": {Deeper(list)}\n}}")
            : hooks.Member(name) is { } groups
                ? JsonEdit.AddItem(text, groups, group)
                : JsonEdit.AddMember(text, hooks, name, list);
    }

    private static string Deeper(string json) => json.Replace("\n", "\n  ", StringComparison.Ordinal);

    private static string Group(string matcher, string command) => $$"""
        {
          "matcher": "{{JsonEncodedText.Encode(matcher)}}",
          "hooks": [
            {
              "type": "command",
              "command": "{{JsonEncodedText.Encode(command, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}",
              "timeout": {{(int)HookRun.ClientTimeout.TotalSeconds}},
              "onFailure": "block"
            }
          ]
        }
        """;
}

/// <summary>One of our hooks as a settings file has it.</summary>
/// <param name="Timeout">Seconds; null for the client's default.</param>
/// <param name="Blocks">Whether a crash or time-out of the hook blocks the call.</param>
internal sealed record FoundHook(string Event, string Matcher, string Command, int? Timeout, bool Blocks);
