using System.Runtime.Versioning;
using System.Text;
using Holdpoint.Cli.Agents;

namespace Holdpoint.Tests.Cli;

/// <summary>Settings are replaced whole or not at all.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SettingsFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("holdpoint-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_file_gets_its_folders()
    {
        string path = Path.Join(_folder, "a/b/settings.json");
        Assert.Null(SettingsFile.Replace(path, "{}"u8.ToArray(), DateTimeOffset.UnixEpoch));
        Assert.Equal("{}", File.ReadAllText(path));
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.Join(_folder, "a/b")));
    }

    [Fact]
    public void The_old_content_is_kept_and_mode_and_link_stay()
    {
        string real = Path.Join(_folder, "dotfiles.json");
        string path = Path.Join(_folder, "settings.json");
        File.WriteAllText(real, "old");
        File.SetUnixFileMode(real, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(path, "dotfiles.json");

        string? backup = SettingsFile.Replace(path, Encoding.UTF8.GetBytes("new"), DateTimeOffset.UnixEpoch);
        string? second = SettingsFile.Replace(path, Encoding.UTF8.GetBytes("newer"), DateTimeOffset.UnixEpoch);

        Assert.Equal("dotfiles.json", new FileInfo(path).LinkTarget);
        Assert.Equal("newer", File.ReadAllText(real));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(real));
        Assert.Equal(real + ".19700101T000000Z.holdpoint-backup", backup);
        Assert.Equal("old", File.ReadAllText(backup ?? ""));
        Assert.Equal("new", File.ReadAllText(second ?? ""));
    }

    [Fact]
    public void A_folder_in_its_place_changes_nothing()
    {
        string path = Directory.CreateDirectory(Path.Join(_folder, "settings.json")).FullName;
        Assert.ThrowsAny<SystemException>(() => SettingsFile.Replace(path, "{}"u8.ToArray(), DateTimeOffset.UnixEpoch));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder));
    }
}
