using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Self;

/// <summary>A client's own file tools on guarded files.</summary>
public sealed class FileEditTests
{
    private const string Hook =
        """{"hooks":{"PreToolUse":[{"hooks":[{"command":"holdpoint hook claude-code"}]}]}"""
        + ""","permissions":{"allow":[]}}""";

    [Fact]
    public void A_permission_more_is_no_matter()
    {
        Assert.Equal(Decision.Allow, Edit("\"allow\":[]", "\"allow\":[\"Bash(npm test:*)\"]"));
    }

    [Fact]
    public void A_hook_taken_out_is_denied()
    {
        Assert.Equal(Decision.Deny, Edit("holdpoint hook claude-code", "true"));
    }

    [Fact]
    public void Hooks_switched_off_are_denied()
    {
        Assert.Equal(Decision.Deny, Edit("{\"allow\":[]}", "{\"allow\":[]},\"disableAllHooks\":true"));
    }

    [Fact]
    public void A_name_in_disguise_is_denied()
    {
        Assert.Equal(Decision.Deny, Edit("{\"allow\":[]}", "{\"allow\":[]},\"disable\\u0041llHooks\":true"));
    }

    [Fact]
    public void A_second_value_of_the_same_name_is_denied()
    {
        Assert.Equal(Decision.Deny, Edit("{\"allow\":[]}", "{\"allow\":[]},\"hooks\":{}"));
    }

    [Fact]
    public void Settings_that_would_not_parse_are_denied()
    {
        Assert.Equal(Decision.Deny, Edit("{\"allow\":[]}", "{\"allow\":["));
    }

    [Fact]
    public void An_edit_of_which_half_is_unknown_is_denied()
    {
        Assert.Equal(
            Decision.Deny, Judge(Hook, path => new Holdpoint.Action.FileEdit(path, "x", FileEditKind.Edit, "/srv")));
    }

    [Fact]
    public void Settings_written_anew_with_the_same_hook_pass()
    {
        string text = Hook.Replace("[]}", "[\"Read(**)\"]}", StringComparison.Ordinal);
        Assert.Equal(
            Decision.Allow, Judge(Hook, path => new Holdpoint.Action.FileEdit(path, text, FileEditKind.Write, "/srv")));
    }

    [Fact]
    public void New_settings_with_permissions_alone_pass()
    {
        const string Text = """{"permissions":{"allow":["Bash(ls)"]}}""";
        Assert.Equal(
            Decision.Allow, Judge(null, path => new Holdpoint.Action.FileEdit(path, Text, FileEditKind.Write, "/srv")));
    }

    [Fact]
    public void Settings_written_anew_without_the_hook_are_denied()
    {
        Assert.Equal(
            Decision.Deny, Judge(Hook, path => new Holdpoint.Action.FileEdit(path, "{}", FileEditKind.Write, "/srv")));
    }

    [Fact]
    public void Settings_deleted_are_denied()
    {
        Assert.Equal(
            Decision.Deny, Judge(Hook, path => new Holdpoint.Action.FileEdit(path, null, FileEditKind.Delete, "/srv")));
    }

    [Fact]
    public void Another_file_of_the_same_name_is_nobodys_business()
    {
        Assert.Equal(
            Decision.Allow,
            Judge(null, path => new Holdpoint.Action.FileEdit(
                "app/settings.json", "{}", FileEditKind.Write, Path.GetDirectoryName(path) ?? "/")));
    }

    [Fact]
    public void The_policy_of_a_repository_is_denied()
    {
        Assert.Equal(
            Decision.Deny,
            Judge(null, path => new Holdpoint.Action.FileEdit(
                "holdpoint.yaml", "rules: {}", FileEditKind.Write, Path.GetDirectoryName(path) ?? "/")));
    }

    private static Decision Edit(string taken, string put) =>
        Judge(Hook, path => new Holdpoint.Action.FileEdit(path, put, FileEditKind.Edit, "/srv") { Replaced = taken });

    private static Decision Judge(string? settings, Func<string, Holdpoint.Action> action)
    {
        using var folder = new CaseFolder();
        Directory.CreateDirectory(Path.Join(folder.Work, ".claude"));
        string path = Path.Join(folder.Work, ".claude/settings.json");
        if (settings is not null)
        {
            File.WriteAllText(path, settings);
        }

        var pipeline = new Pipeline(new CaseWorld(folder, []), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60));
        return pipeline.Run(action(path)).Verdict.Decision;
    }
}
