using System.Text;
using System.Text.Json;
using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Agents.ClaudeCode;
using Holdpoint.Cli.Agents.Settings;

namespace Holdpoint.Tests.Cli;

/// <summary>Our hook goes into settings of every shape and out again, and nothing else of them changes.</summary>
public sealed class ClaudeCodeSettingsTests
{
    private const string Command = "/home/me/.local/bin/holdpoint hook claude-code";

    public static TheoryData<string> Shapes() =>
    [
        "{}\n",
        "{}",
        "{\n}\n",
        """
        {
          "model": "opus",
          "permissions": { "allow": ["Bash(ls:*)"] }
        }

        """,
        "{\n\t\"model\": \"opus\",\n\t\"env\": {\n\t\t\"A\": \"b\"\n\t}\n}\n",
        "{\r\n    \"model\": \"opus\"\r\n}\r\n",
        """{"model":"opus","b":[1,2,{"c":null}]}""",
        """
        // mine
        {
          "model": "opus", // the large one
          /* more */
          "b": 1.50e3,
        }
        """,
        """
        {
          "hooks": {
            "PreToolUse": [
              {
                "matcher": "Bash",
                "hooks": [
                  { "type": "command", "command": "/usr/bin/other-guard", "timeout": 5 }
                ]
              }
            ],
            "Stop": [{ "hooks": [{ "type": "command", "command": "say done" }] }]
          },
          "z": "ü\u00fc 😀"
        }
        """,
        """{"hooks":{"PreToolUse":[{"matcher":"*","hooks":[{"type":"command","command":"a"}]}]},"a":1}""",
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Installing_and_uninstalling_gives_the_same_bytes_back(string settings)
    {
        string installed = Install(settings);
        Assert.Equal(2, Found(Encoding.UTF8.GetBytes(installed)).Length);
        Assert.Equal(settings == "{\n}\n" ? "{}\n" : settings, Uninstall(installed));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Installing_twice_is_installing_once(string settings)
    {
        string once = Install(settings);
        Assert.Equal(once, Install(once));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void What_was_there_is_there_still(string settings)
    {
        var options = new JsonDocumentOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
        };
        using JsonDocument before = JsonDocument.Parse(settings, options);
        using JsonDocument after = JsonDocument.Parse(Install(settings), options);
        foreach (JsonProperty property in before.RootElement.EnumerateObject().Where(p => p.Name != "hooks"))
        {
            Assert.Equal(property.Value.GetRawText(), after.RootElement.GetProperty(property.Name).GetRawText());
        }

        string[] kept = ["/* more */", "\"/usr/bin/other-guard\", \"timeout\": 5", "// mine"];
        foreach (string part in kept.Where(k => settings.Contains(k, StringComparison.Ordinal)))
        {
            Assert.Contains(part, Install(settings), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_hook_is_as_the_protocol_wants_it()
    {
        byte[] installed = Encoding.UTF8.GetBytes(Install("{}"));
        int timeout = (int)HookRun.ClientTimeout.TotalSeconds;
        Assert.Equal(
            new FoundHook("PreToolUse", "*", Command, timeout, Blocks: true),
            Found(installed).Single(h => h.Event == "PreToolUse"));
        Assert.True(HookRun.Deadline < HookRun.ClientTimeout);
    }

    [Fact]
    public void A_moved_binary_takes_the_place_of_the_old_one()
    {
        byte[] installed = Encoding.UTF8.GetBytes(Install("{}"));
        const string elsewhere = "'/opt/my tools/holdpoint' hook claude-code";
        string moved = Edited(Install(installed, elsewhere, managed: false));
        Assert.DoesNotContain(Command, moved, StringComparison.Ordinal);
        Assert.Contains("\"'/opt/my tools/holdpoint' hook claude-code\"", moved, StringComparison.Ordinal);
        Assert.Equal("{}", Uninstall(moved));
    }

    [Fact]
    public void Managed_settings_allow_managed_hooks_only()
    {
        byte[] laxer = "{\"allowManagedHooksOnly\": false}"u8.ToArray();
        string installed = Edited(Install(laxer, Command, managed: true));
        Assert.Contains("\"allowManagedHooksOnly\": true", installed, StringComparison.Ordinal);
        Assert.Equal("{}", Edited(Uninstall(Encoding.UTF8.GetBytes(Edited(
            Install("{}"u8.ToArray(), Command, managed: true))), managed: true)));
    }

    [Theory]
    [InlineData("{\n  \"a\": ,\n}", "line 2, byte 8")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{\"hooks\": []}", "hooks are no object")]
    [InlineData("{\"hooks\": {\"PreToolUse\": {}}}", "hooks.PreToolUse is no array")]
    [InlineData("{\"a\": 1} x", "line 1")]
    public void Settings_that_cannot_be_changed_safely_are_refused(string settings, string why)
    {
        byte[] text = Encoding.UTF8.GetBytes(settings);
        var refused = Assert.IsType<EditAnswer.Refused>(Install(text, Command, managed: false));
        Assert.Contains(why, refused.Why, StringComparison.Ordinal);
        Assert.IsType<EditAnswer.Refused>(Uninstall(text, managed: false));
    }

    private static string Install(string settings) =>
        Edited(Install(Encoding.UTF8.GetBytes(settings), Command, managed: false));

    private static string Uninstall(string settings) =>
        Edited(Uninstall(Encoding.UTF8.GetBytes(settings), managed: false));

    private static EditAnswer Install(byte[] text, string command, bool managed) =>
        new ClaudeCodeClient().Install(text, Place(managed), command);

    private static EditAnswer Uninstall(byte[] text, bool managed) =>
        new ClaudeCodeClient().Uninstall(text, Place(managed));

    private static System.Collections.Immutable.ImmutableArray<FoundHook> Found(byte[] text) =>
        new ClaudeCodeClient().Look(text, Place(managed: false)).Hooks;

    private static SettingsPlace Place(bool managed) =>
        new(managed ? SettingsScope.Managed : SettingsScope.User, "/settings.json");

    private static string Edited(EditAnswer answer) =>
        Encoding.UTF8.GetString(Assert.IsType<EditAnswer.Text>(answer).Bytes);
}
