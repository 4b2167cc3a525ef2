using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Corpus;

namespace Holdpoint.Tests.Tools.Files;

/// <summary>Sandboxes have their home below a temporary folder: what lies there is kept all the same.</summary>
public sealed class TemporaryHomeTests
{
    [Theory]
    [InlineData("rm -rf ~/notes", "Ask")]
    [InlineData("echo '{}' > ~/.claude/settings.json", "Deny")]
    [InlineData("rm -rf /tmp/build-1", "Allow")]
    [InlineData("rm -rf ~/.cache/pip", "Allow")]
    public void A_home_below_a_temporary_folder_is_a_home(string command, string decision)
    {
        string root = Path.Join(CaseFolder.Root, "home-" + Guid.NewGuid().ToString("n"));
        try
        {
            var world = new RootedWorld(root, "/tmp/agent");
            foreach (string file in (ReadOnlySpan<string>)["/tmp/agent/notes/plan.md", "/tmp/build-1/x.o",
                "/tmp/agent/.claude/settings.json", "/tmp/agent/.cache/pip/x", "/tmp/agent/work/main.c"])
            {
                string path = world.Real(file);
                Directory.CreateDirectory(Path.GetDirectoryName(path) ?? root);
                File.WriteAllText(path, "{\"hooks\":{}}");
            }

            var pipeline = new Pipeline(
                world, directory => PolicyLoader.Load(world, directory), null, TimeSpan.FromSeconds(60));
            Judgement judgement = pipeline.Run(new Holdpoint.Action.ShellCommand(command, "/tmp/agent/work"));
            Assert.Equal(decision, judgement.Verdict.Decision.ToString());
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
