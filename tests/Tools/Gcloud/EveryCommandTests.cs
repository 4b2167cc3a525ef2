using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Tools.Gcloud.Catalogue;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Gcloud;

/// <summary>Every command of gcloud: all that destroys is asked for, nothing that looks is stopped.</summary>
public sealed class EveryCommandTests
{
    private static readonly Pipeline Pipeline =
        new(new PaperWorld(), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60));

    private static readonly string[] Tracks = ["", "alpha ", "beta "];

    private static Judgement Judge(string command) =>
        Pipeline.Run(new Holdpoint.Action.ShellCommand(command, "/work/project"));

    private static IEnumerable<string> Commands(Func<CommandRow, bool> which) =>
        from row in CommandsWriter.All().Where(which)
        from track in Tracks
        select $"gcloud {track}{row.Command} thing-1";

    [Fact]
    public void Every_destroying_command_asks() =>
        Assert.DoesNotContain(Commands(r => r.Sort >= CommandSortName.DestroyConfiguration),
            c => Judge(c).Verdict.Decision is Decision.Allow);

    [Fact]
    public void No_read_is_looked_at() => Assert.DoesNotContain(
        Commands(r => r.Sort is CommandSortName.Read), c => Judge(c).Effects.Length > 0);

    [Fact]
    public void Making_is_silent_and_changing_is_allowed_but_for_a_known_few()
    {
        string[] asked = [.. Commands(r => r.Sort is CommandSortName.Create or CommandSortName.Modify
            or CommandSortName.Disrupt).Where(c => Judge(c).Verdict.Decision is not Decision.Allow)
            .Select(c => c["gcloud ".Length..^" thing-1".Length])
            .Where(c =>
                !c.StartsWith("alpha ", StringComparison.Ordinal) && !c.StartsWith("beta ", StringComparison.Ordinal))];
        string file = Path.Join(Repository.Root, "tests/Tools/Gcloud/asked.txt");
        string text = string.Join('\n', asked.Order(StringComparer.Ordinal)) + "\n";
        if (Environment.GetEnvironmentVariable("HOLDPOINT_ACCEPT") is "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }
}
