using System.Text;
using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Agents.Codex;
using Holdpoint.Cli.Agents.Settings;

namespace Holdpoint.Tests.Cli.Agents.Codex;

/// <summary>Our part of Codex's TOML: in, out, trusted, and nothing else of the file changes.</summary>
public sealed class CodexConfigTests
{
    private const string Command = "/home/me/.local/bin/holdpoint hook codex";
    private static readonly SettingsPlace User = new(SettingsScope.User, "/home/me/.codex/config.toml");
    private static readonly SettingsPlace Managed = new(SettingsScope.Managed, "/etc/codex/requirements.toml");

    public static TheoryData<string> Shapes() =>
    [
        "",
        "model = \"gpt-5.5\"\n",
        "model = \"gpt-5.5\" # mine\n\n\n[features]\nweb = true\n",
        "text = \"\"\"\n[[hooks.PreToolUse]]\n# holdpoint: is a word\n\"\"\"\n[projects.\"/a b\"]\ntrust_level = 'x'\n",
        "[[hooks.PreToolUse]]\nmatcher = \"Bash\"\n[[hooks.PreToolUse.hooks]]\ntype = \"command\"\ncommand = \"a\"\n",
        "[hooks.state.\"/x:pre_tool_use:0:0\"]\ntrusted_hash = \"sha256:00\"\n",
        "list = [ # comment ]\n  \"a\",\n  '''b\n]''',\n]\n",
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Installing_and_uninstalling_gives_the_same_bytes_back(string settings)
    {
        foreach (SettingsPlace place in new[] { User, Managed })
        {
            byte[] installed = Install(settings, place);
            Assert.Equal(2, Look(installed, place).Hooks.Length);
            Assert.Equal(installed, Install(Encoding.UTF8.GetString(installed), place));
            var taken = Assert.IsType<EditAnswer.Text>(new CodexClient().Uninstall(installed, place));
            Assert.Equal(settings, Encoding.UTF8.GetString(taken.Bytes));
        }
    }

    [Fact]
    public void The_trust_is_what_codex_itself_computes()
    {
        // Told by `codex app-server`, hooks/list, of Codex 0.169.0 for this very hook.
        Assert.Equal(
            "sha256:21fc6b597b3f2a11913e2e86efc7c9f71073a5f2ece639ab2800e4ffcd4e46da",
            CodexConfig.Trust("pre_tool_use", null, "/x/holdpoint hook codex"));
        Assert.Equal(
            "sha256:3dc729a5f6ca3a9e19219862a470ef6a23e4bd9017e99260d07072edeaa5b2bc",
            CodexConfig.Trust("post_tool_use", "Bash", "/x/holdpoint hook codex"));
    }

    [Fact]
    public void The_keys_of_trust_count_the_groups_before_ours()
    {
        string installed = Encoding.UTF8.GetString(Install(
            "[[hooks.PreToolUse]]\n[[hooks.PreToolUse.hooks]]\ntype = \"command\"\ncommand = \"a\"\n", User));
        Assert.Contains("config.toml:pre_tool_use:1:0\"]", installed, StringComparison.Ordinal);
        Assert.Contains("config.toml:post_tool_use:0:0\"]", installed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_that_comes_before_later_takes_the_trust_and_the_doctor_sees_it()
    {
        string installed = Encoding.UTF8.GetString(Install("", User));
        byte[] later = Encoding.UTF8.GetBytes(
            "[[hooks.PreToolUse]]\n[[hooks.PreToolUse.hooks]]\ntype = \"command\"\ncommand = \"a\"\n" + installed);
        Assert.Contains("without Codex's trust", Assert.Single(Look(later, User).Wrong), StringComparison.Ordinal);
        Assert.Empty(Look(Install(Encoding.UTF8.GetString(later), User), User).Wrong);
    }

    [Theory]
    [InlineData("[features]\nhooks = false\n", "hooks is false")]
    [InlineData("allow_managed_hooks_only = false\n", "allow_managed_hooks_only is false")]
    public void Requirements_that_say_the_opposite_are_refused(string settings, string why) =>
        Assert.Contains(
            why, Assert.IsType<EditAnswer.Refused>(Edit(settings, Managed)).Why, StringComparison.Ordinal);

    [Theory]
    [InlineData("a = [\n", "line 2: a value does not end")]
    [InlineData("a\n", "line 1: a key has no value")]
    [InlineData("[a\n", "line 1: a table's header does not end")]
    [InlineData("a = \"x\n", "line 1: a text does not end")]
    [InlineData("hooks = { }\n", "stand in one value")]
    [InlineData("[hooks]\nPreToolUse = []\n", "stand in one value")]
    [InlineData("[[hooks.PreToolUse]]\n[[hooks.PreToolUse.hooks]]\ncommand = \"/holdpoint hook codex\"\n", "by hand")]
    public void Settings_that_cannot_be_changed_safely_are_refused(string settings, string why) =>
        Assert.Contains(why, Assert.IsType<EditAnswer.Refused>(Edit(settings, User)).Why, StringComparison.Ordinal);

    [Fact]
    public void Hooks_switched_off_are_seen()
    {
        Assert.Equal("features.hooks = false", Look(Install("[features]\nhooks = false\n", User), User).Off);
        Assert.True(Look(Install("", Managed), Managed).Holds);
    }

    private static EditAnswer Edit(string settings, SettingsPlace place) =>
        new CodexClient().Install(Encoding.UTF8.GetBytes(settings), place, Command);

    private static byte[] Install(string settings, SettingsPlace place) =>
        Assert.IsType<EditAnswer.Text>(Edit(settings, place)).Bytes;

    private static SettingsLook Look(byte[] text, SettingsPlace place) => new CodexClient().Look(text, place);
}
