using System.Globalization;
using System.Text.Json.Nodes;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.EndToEnd.Agents;

/// <summary>How a real client is started against the scripted model: its program, its settings, its words.</summary>
/// <param name="Id">As <c>holdpoint install</c> calls it.</param>
/// <param name="Program">Below tests/agents/node_modules.</param>
/// <param name="Settings">Where, from the home, its hook stands.</param>
/// <param name="Other">A file in a project that would switch the hook off, or add one beside it.</param>
/// <param name="Files">Settings that it needs to talk to the model, by their place from the home.</param>
/// <param name="Variables">Environment, beside HOME and PATH.</param>
/// <param name="Arguments">With every permission given, as a careless person would.</param>
/// <param name="Shell">A call of its shell.</param>
/// <param name="Write">A call of its tool that writes a file.</param>
internal sealed record RealClient(
    string Id,
    string Program,
    string Settings,
    string Other,
    Dictionary<string, string> Files,
    Dictionary<string, string> Variables,
    string[] Arguments,
    Func<string, JsonObject> Shell,
    Func<string, string, JsonObject> Write)
{
    private static readonly string Model = string.Create(
        CultureInfo.InvariantCulture, $"http://127.0.0.1:{ScriptedModel.Port}");

    /// <summary>The tool of the server <c>supabase</c>, as the model calls it.</summary>
    public required string SqlTool { get; init; }

    /// <summary>A call of its shell that goes on in the background; null where it has none.</summary>
    public Func<string, JsonObject>? Background { get; init; }

    /// <summary>A call that starts an agent below; null where none is known.</summary>
    public JsonObject? Delegate { get; init; }

    /// <summary>Whether the folder of that file is there from the beginning.</summary>
    public bool HasFolder { get; init; } = true;

    /// <summary>Options of the client that leave a user's hook out; managed settings hold against them.</summary>
    public string[] Switches { get; init; } = [];

    /// <summary>Every client that npm has.</summary>
    public static RealClient[] All => [Claude, Codex, Gemini, Qwen, Copilot, OpenCode];

    /// <summary>The program on this disk.</summary>
    public string Path => System.IO.Path.Join(Repository.Root, "tests/agents/node_modules", Program);

    private static RealClient Claude => new(
        "claude-code",
        "@anthropic-ai/claude-code-linux-x64/claude",
        ".claude/settings.json",
        ".claude/settings.local.json",
        new() { [".claude.json"] = Servers("mcpServers", "\"type\": \"stdio\"") },
        new()
        {
            ["ANTHROPIC_BASE_URL"] = Model, ["ANTHROPIC_API_KEY"] = "sk-ant-fake", ["IS_SANDBOX"] = "1",
            ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1", ["DISABLE_AUTOUPDATER"] = "1",
            ["DISABLE_TELEMETRY"] = "1", ["DISABLE_ERROR_REPORTING"] = "1",
        },
        ["-p", "--dangerously-skip-permissions", "go"],
        command => Call("Bash", new() { ["command"] = command, ["description"] = "run" }),
        (path, text) => Call("Write", new() { ["file_path"] = path, ["content"] = text }))
    {
        Switches = ["--setting-sources", "project"],
        SqlTool = "mcp__supabase__execute_sql",
        Background = command => Call("Bash", new()
        {
            ["command"] = command, ["description"] = "run", ["run_in_background"] = true,
        }),
        Delegate = Call("Agent", new()
        {
            ["description"] = "work", ["prompt"] = ScriptedModel.SubAgent, ["subagent_type"] = "general-purpose",
        }),
    };

    private static RealClient Codex => new(
        "codex",
        "codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin/codex",
        ".codex/config.toml",
        ".codex/config.toml",
        new()
        {
            [".codex/config.toml"] = $"""
                model = "gpt-5.5"
                model_provider = "fake"
                check_for_update_on_startup = false

                [analytics]
                enabled = false

                [model_providers.fake]
                name = "fake"
                base_url = "{Model}/v1"
                env_key = "FAKE_KEY"
                wire_api = "responses"
                request_max_retries = 0
                stream_max_retries = 0

                [mcp_servers.supabase]
                command = "@TESTS@"
                args = ["mcp", "@CALLS@"]

                """,
        },
        new() { ["FAKE_KEY"] = "x" },
        ["exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", "go"],
        command => Call("exec_command", new() { ["cmd"] = command }),
        (path, text) => new JsonObject
        {
            ["tool"] = "apply_patch",
            ["args"] = $"*** Begin Patch\n*** Add File: {path}\n+{text}\n*** End Patch",
        })
    {
        Switches = ["--disable", "hooks"],
        SqlTool = "mcp__supabase/execute_sql",
    };

    private static RealClient Gemini => new(
        "gemini",
        ".bin/gemini",
        ".gemini/settings.json",
        ".gemini/settings.json",
        new() { [".gemini/settings.json"] = GoogleSettings("gemini-api-key") },
        new() { ["GEMINI_API_KEY"] = "fake", ["GOOGLE_GEMINI_BASE_URL"] = Model },
        ["--yolo", "-p", "go"],
        command => Call("run_shell_command", new()
        {
            ["command"] = command, ["description"] = "run", ["is_background"] = false,
        }),
        (path, text) => Call("write_file", new() { ["file_path"] = path, ["content"] = text }))
    {
        SqlTool = "mcp_supabase_execute_sql",
        Background = command => Call("run_shell_command", new()
        {
            ["command"] = command, ["description"] = "run", ["is_background"] = true,
        }),
    };

    private static RealClient Qwen => Gemini with
    {
        Id = "qwen",
        Program = ".bin/qwen",
        Settings = ".qwen/settings.json",
        Other = ".qwen/settings.json",
        Files = new() { [".qwen/settings.json"] = GoogleSettings("openai") },
        Variables = new()
        {
            ["OPENAI_API_KEY"] = "x", ["OPENAI_BASE_URL"] = Model + "/v1", ["OPENAI_MODEL"] = "fake",
        },
        SqlTool = "mcp__supabase__execute_sql",
    };

    private static RealClient Copilot => new(
        "copilot",
        ".bin/copilot",
        ".copilot/hooks/holdpoint.json",
        ".github/hooks/more.json",
        new() { [".copilot/mcp-config.json"] = Servers("mcpServers", "\"type\": \"local\", \"tools\": [\"*\"]") },
        new()
        {
            ["COPILOT_OFFLINE"] = "true", ["COPILOT_AUTO_UPDATE"] = "false",
            ["COPILOT_PROVIDER_BASE_URL"] = Model, ["COPILOT_PROVIDER_TYPE"] = "anthropic",
            ["COPILOT_PROVIDER_API_KEY"] = "x", ["COPILOT_MODEL"] = "claude-sonnet-4.5",
        },
        ["--allow-all", "-p", "go"],
        command => Call("bash", new() { ["command"] = command, ["description"] = "run" }),
        (path, text) => Call("create", new() { ["path"] = path, ["file_text"] = text }))
    {
        SqlTool = "supabase-execute_sql",
        Background = command => Call("bash", new()
        {
            ["command"] = command, ["description"] = "run", ["mode"] = "async",
        }),
        Delegate = Call("task", new()
        {
            ["description"] = "work", ["prompt"] = ScriptedModel.SubAgent, ["agent_type"] = "general-purpose",
            ["name"] = "work", ["mode"] = "sync",
        }),
    };

    private static RealClient OpenCode => new(
        "opencode",
        "opencode-linux-x64/bin/opencode",
        ".config/opencode/plugins/holdpoint.js",
        ".opencode/plugins/more.js",
        new()
        {
            [".config/opencode/opencode.json"] = $$$"""
                {"autoupdate": false, "share": "disabled", "model": "fake/fake-1", "small_model": "fake/fake-1",
                 "permission": "allow",
                 "mcp": {"supabase": {"type": "local", "command": ["@TESTS@", "mcp", "@CALLS@"], "enabled": true} },
                 "provider": {"fake": {"npm": "@ai-sdk/anthropic", "name": "Fake",
                   "options": {"baseURL": "{{{Model}}}/v1", "apiKey": "x"},
                   "models": {"fake-1": {"name": "fake", "limit": {"context": 100000, "output": 4000},
                     "tool_call": true} } } } }
                """,

            // It fetches this for every plugin, and waits for more than a minute where there is no network.
            [".config/opencode/package.json"] = """{"dependencies": {"@opencode-ai/plugin": "1.18.33"} }""",
            [".config/opencode/package-lock.json"] = """
                {"name": "opencode", "lockfileVersion": 3, "requires": true, "packages": {
                  "": {"dependencies": {"@opencode-ai/plugin": "1.18.33"} },
                  "node_modules/@opencode-ai/plugin": {"version": "1.18.33"} } }
                """,
            [".config/opencode/node_modules/@opencode-ai/plugin/package.json"] =
                """{"name": "@opencode-ai/plugin", "version": "1.18.33", "type": "module", "main": "index.js"}""",
            [".config/opencode/node_modules/@opencode-ai/plugin/index.js"] = "export {}\n",
        },
        new()
        {
            ["OPENCODE_DISABLE_AUTOUPDATE"] = "1", ["OPENCODE_DISABLE_MODELS_FETCH"] = "1",
            ["OPENCODE_DISABLE_LSP_DOWNLOAD"] = "1", ["OPENCODE_DISABLE_DEFAULT_PLUGINS"] = "1",
        },
        ["run", "go"],
        command => Call("bash", new() { ["command"] = command, ["description"] = "run" }),
        (path, text) => Call("write", new() { ["filePath"] = path, ["content"] = text }))
    {
        // It looks for what such a folder needs on the network, and waits for more than a minute.
        HasFolder = false,
        SqlTool = "supabase_execute_sql",
        Delegate = Call("task", new()
        {
            ["description"] = "work", ["prompt"] = ScriptedModel.SubAgent, ["subagent_type"] = "general",
        }),
    };

    private static JsonObject Call(string tool, JsonObject arguments) =>
        new() { ["tool"] = tool, ["args"] = arguments };

    private static string GoogleSettings(string login) =>
        $$$"""
        {
          "general": {"enableAutoUpdate": false, "disableAutoUpdate": true},
          "privacy": {"usageStatisticsEnabled": false},
          "telemetry": {"enabled": false},
          "security": {"auth": {"selectedType": "{{{login}}}"}, "folderTrust": {"enabled": false}},
          "mcpServers": {"supabase": {"command": "@TESTS@", "args": ["mcp", "@CALLS@"], "trust": true}}
        }
        """;

    private static string Servers(string name, string more) =>
        $$"""{"{{name}}": {"supabase": {"command": "@TESTS@", "args": ["mcp", "@CALLS@"], {{more}}} } }""";
}
