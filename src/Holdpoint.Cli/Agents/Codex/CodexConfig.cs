using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.Cli.Formats;

namespace Holdpoint.Cli.Agents.Codex;

/// <summary>Our part of Codex's TOML settings: a block between two marks, and single lines with a mark; all else stays
/// as it is.</summary>
/// <remarks>Codex runs no hook that its user has not trusted; the trust is a digest of what the hook is, and stands in
/// the same file.</remarks>
internal static class CodexConfig
{
    private const string Begin = "# holdpoint: begin (`holdpoint uninstall codex` takes this out)\n";
    private const string End = "# holdpoint: end\n";

    /// <summary>Ends a line of ours that stands among others.</summary>
    private const string LineMark = " # holdpoint";

    /// <summary>Without a matcher every tool; of finished calls only a shell's tell about states.</summary>
    private static readonly ImmutableArray<(string Event, string Label, string? Matcher)> Events =
        [("PreToolUse", "pre_tool_use", null), ("PostToolUse", "post_tool_use", "Bash")];

    /// <summary>A user's config.toml with our hooks and the trust in them.</summary>
    /// <param name="path">The file, as Codex names it in the keys of trust.</param>
    public static EditAnswer Install(byte[] text, string path, string command) => Edited(text, (old, read) =>
    {
        foreach (TomlStatement odd in read)
        {
            if (odd is { Header: false, Path: ["hooks"] or ["hooks", "PreToolUse" or "PostToolUse" or "state"] })
            {
                return new EditAnswer.Refused("its hooks stand in one value; write them as [[hooks.…]] tables");
            }
        }

        var block = new StringBuilder();
        foreach ((string name, _, string? matcher) in Events)
        {
            block.Append(Group(name, matcher, command));
        }

        foreach ((string name, string label, string? matcher) in Events)
        {
            int before = read.Count(s => s is { Header: true, Array: true } && s.Is("hooks", name));
            block.Append("[hooks.state.").Append(TomlText.Quote($"{path}:{label}:{before}:0")).Append("]\n")
                .Append("trusted_hash = \"").Append(Trust(label, matcher, command)).Append("\"\n");
        }

        return new EditAnswer.Text(Bytes(WithBlock(old, block.ToString())));
    });

    /// <summary>A managed requirements.toml that no user and no option takes the hook out of.</summary>
    public static EditAnswer Require(byte[] text, string command, string folder) => Edited(text, (old, read) =>
    {
        string tail = "";
        foreach ((ImmutableArray<string> path, string value) in (ReadOnlySpan<(ImmutableArray<string>, string)>)
            [
                (["allow_managed_hooks_only"], "true"),
                (["features", "hooks"], "true"),
                (["hooks", "managed_dir"], TomlText.Quote(folder)),
            ])
        {
            TomlStatement? there = read.Find(s => !s.Header && s.Is(path.AsSpan()));
            if (there is not null && path[^1] is not "managed_dir" && there.Value != value)
            {
                return new EditAnswer.Refused($"its {string.Join('.', path)} is {there.Value}; it must be {value}");
            }

            TomlStatement? table = path is [var name, _] ? read.Find(s => s is { Header: true, Array: false }
                && s.Is(name)) : null;
            string line = $"{path[^1]} = {value}{LineMark}\n";
            if (there is not null)
            {
                continue;
            }

            if (path.Length == 1)
            {
                old = line + old;
            }
            else if (table is null)
            {
                tail += $"[{path[0]}]\n{path[1]} = {value}\n";
            }
            else
            {
                old = old[..table.End] + line + old[table.End..];
            }

            read = TomlText.Read(old);
        }

        string groups = string.Concat(Events.Select(e => Group(e.Event, e.Matcher, command)));
        return new EditAnswer.Text(Bytes(WithBlock(old, tail + groups)));
    });

    /// <summary>The text without anything of ours.</summary>
    public static EditAnswer Uninstall(byte[] text) => Edited(text, (old, _) => new EditAnswer.Text(Bytes(old)));

    /// <summary>What a text says of hooks.</summary>
    /// <param name="path">The file, as Codex names it in the keys of trust; null for requirements, which need
    /// none.</param>
    public static SettingsLook Look(byte[] text, string? path)
    {
        try
        {
            List<TomlStatement> read = TomlText.Read(Encoding.UTF8.GetString(text));
            var look = new SettingsLook(Found(read))
            {
                Off = Says(read, "false", "features", "hooks") || Says(read, "false", "features", "codex_hooks")
                    ? "features.hooks = false"
                    : null,
            };
            if (path is not null)
            {
                return look with { Wrong = Untrusted(read, look.Hooks, path) };
            }

            bool only = Says(read, "true", "allow_managed_hooks_only");
            bool pinned = Says(read, "true", "features", "hooks");
            return look with
            {
                Holds = only && pinned,
                Wrong = only && pinned ? []
                    : ["lacks allow_managed_hooks_only or features.hooks = true, so a user can switch the hook off; "
                        + "run `sudo holdpoint install codex --managed` again"],
            };
        }
        catch (FormatException e)
        {
            return new SettingsLook([]) { Problem = e.Message };
        }
    }

    /// <summary>The digest by which Codex knows that a hook is still the one that was trusted: of its canonical
    /// JSON.</summary>
    public static string Trust(string label, string? matcher, string command)
    {
        var canonical = new ArrayBufferWriter<byte>();
        var plain = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(canonical, plain))
        {
            json.WriteStartObject();
            json.WriteString("event_name"u8, label);
            json.WriteStartArray("hooks"u8);
            json.WriteStartObject();
            json.WriteBoolean("async"u8, false);
            json.WriteString("command"u8, command);
            json.WriteNumber("timeout"u8, (int)HookRun.ClientTimeout.TotalSeconds);
            json.WriteString("type"u8, "command"u8);
            json.WriteEndObject();
            json.WriteEndArray();
            if (matcher is not null)
            {
                json.WriteString("matcher"u8, matcher);
            }

            json.WriteEndObject();
        }

        return "sha256:" + Sha256.Hex(canonical.WrittenSpan);
    }

    /// <summary>Gives an edit the text without anything of ours, and puts its failures into words.</summary>
    private static EditAnswer Edited(byte[] text, Func<string, List<TomlStatement>, EditAnswer> edit)
    {
        try
        {
            string old = WithoutOurs(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(text));
            List<TomlStatement> read = TomlText.Read(old);
            return Found(read).IsEmpty
                ? edit(old, read)
                : new EditAnswer.Refused("a hook of ours stands outside of the marks; take it out by hand");
        }
        catch (FormatException e)
        {
            return new EditAnswer.Refused(e.Message);
        }
        catch (DecoderFallbackException)
        {
            return new EditAnswer.Refused("it is not UTF-8");
        }
    }

    private static string WithoutOurs(string text)
    {
        int begin;
        while ((begin = text.IndexOf(Begin, StringComparison.Ordinal)) >= 0)
        {
            int end = text.IndexOf(End, begin, StringComparison.Ordinal);
            if (end < 0)
            {
                throw new FormatException("the mark that ends our part is missing; take our part out by hand");
            }

            // The blank line before the block is ours too.
            int from = begin >= 2 && text[begin - 1] is '\n' && text[begin - 2] is '\n' ? begin - 1 : begin;
            text = text[..from] + text[(end + End.Length)..];
        }

        foreach (TomlStatement line in Enumerable.Reverse(TomlText.Read(text)))
        {
            if (text[line.Start..line.End].TrimEnd().EndsWith(LineMark, StringComparison.Ordinal))
            {
                text = text[..line.Start] + text[line.End..];
            }
        }

        return text;
    }

    private static string WithBlock(string text, string block)
    {
        string gap = text.Length == 0 ? "" : text.EndsWith('\n') ? "\n" : "\n\n";
        return text + gap + Begin + block + End;
    }

    private static string Group(string name, string? matcher, string command) =>
        $"""
        [[hooks.{name}]]
        {(matcher is null ? "" : $"matcher = {TomlText.Quote(matcher)}\n")}[[hooks.{name}.hooks]]
        type = "command"
        command = {TomlText.Quote(command)}
        timeout = {(int)HookRun.ClientTimeout.TotalSeconds}

        """;

    private static ImmutableArray<FoundHook> Found(List<TomlStatement> read)
    {
        var found = ImmutableArray.CreateBuilder<FoundHook>();
        string matcher = "";
        for (int i = 0; i < read.Count; i++)
        {
            if (read[i] is { Header: true, Path: ["hooks", _] })
            {
                matcher = i + 1 < read.Count && read[i + 1] is { Path: ["hooks", _, "matcher"] } said
                    ? TomlText.Plain(said.Value)
                    : "";
            }
            else if (read[i] is { Header: false, Path: ["hooks", var name, "hooks", "command"], Value: var value }
                && TomlText.Plain(value) is var command
                && command.Contains("holdpoint", StringComparison.Ordinal)
                && command.Contains(" hook codex", StringComparison.Ordinal))
            {
                TomlStatement? timeout = i + 1 < read.Count && read[i + 1].Is("hooks", name, "hooks", "timeout")
                    ? read[i + 1]
                    : null;
                found.Add(new FoundHook(
                    name, matcher, command, int.TryParse(timeout?.Value, out int seconds) ? seconds : null, null));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Codex skips a hook without trust and says nothing; the keys count the groups before it.</summary>
    private static ImmutableArray<string> Untrusted(
        List<TomlStatement> read, ImmutableArray<FoundHook> hooks, string path)
    {
        foreach ((string name, string label, string? matcher) in Events)
        {
            int group = -1;
            foreach (TomlStatement statement in read)
            {
                group += statement is { Header: true, Array: true } && statement.Is("hooks", name) ? 1 : 0;
                if (statement.Is("hooks", name, "hooks", "command")
                    && hooks.Any(h => h.Event == name && h.Command == TomlText.Plain(statement.Value))
                    && !Says(read, TomlText.Quote(Trust(label, matcher, TomlText.Plain(statement.Value))),
                        "hooks", "state", $"{path}:{label}:{group}:0", "trusted_hash"))
                {
                    return ["has our hook without Codex's trust in it, so Codex skips it; "
                        + "run `holdpoint install codex` again"];
                }
            }
        }

        return [];
    }

    private static bool Says(List<TomlStatement> read, string value, params ReadOnlySpan<string> path)
    {
        foreach (TomlStatement statement in read)
        {
            if (!statement.Header && statement.Value == value && statement.Is(path))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
