using System.Text;
using Holdpoint.Cli;
using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Agents.ClaudeCode;
using Holdpoint.Tests.World;
using Holdpoint.World;

namespace Holdpoint.Tests.Cli;

/// <summary>The doctor promises no more than what stands there.</summary>
public sealed class DoctorTests
{
    private const string Managed = "/etc/claude-code/managed-settings.json";

    [Fact]
    public void Managed_settings_do_not_hold_a_user_who_may_change_them()
    {
        DoctorReport report = Examine(new Answering("/usr/local/bin/holdpoint", sudo: null));
        if (Environment.IsPrivilegedProcess)
        {
            Assert.Equal(Tier.Advice, report.Tier);
            Assert.Contains(report.Problems, p => p.StartsWith("held is void here", StringComparison.Ordinal));
        }
        else
        {
            Assert.Equal(Tier.Held, report.Tier);
            Assert.Empty(report.Problems);
        }
    }

    [Fact]
    public void A_program_in_a_folder_of_the_user_does_not_hold()
    {
        string program = Path.Join(Path.GetTempPath(), "holdpoint");
        Assert.Equal(Tier.Advice, Examine(new Answering(program, sudo: null)).Tier);
    }

    [Fact]
    public void A_person_who_asks_through_sudo_is_not_the_agent()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Assert.Equal(Tier.Held, Examine(new Answering("/usr/local/bin/holdpoint", sudo: "ann")).Tier);
        }
        else
        {
            Assert.Skip("only root sees what sudo would");
        }
    }

    private static DoctorReport Examine(Answering world) => 
        new HookExamination(new ClaudeCodeClient(), world, "/home/ann/p").Run();

    /// <summary>Managed settings with our hook in them, which answers as it should.</summary>
    private sealed class Answering : IWorld
    {
        private readonly PaperWorld _paper = new();
        private readonly string? _sudo;

        public Answering(string program, string? sudo)
        {
            _sudo = sudo;
            var settings = (EditAnswer.Text)new ClaudeCodeClient().Install(
                [], new SettingsPlace(SettingsScope.Managed, Managed), $"{program} hook claude-code");
            _paper.With(Managed, settings.Bytes);
        }

        public TimeProvider Clock => _paper.Clock;

        public string Home => _paper.Home;

        public string? Variable(string name) => name is "SUDO_USER" ? _sudo : null;

        public Entry Look(string path) => _paper.Look(path);

        public string? RealPath(string path) => path;

        public FileAnswer Read(string path, long maxBytes) => _paper.Read(path, maxBytes);

        public IEnumerable<Entry>? List(string path) => null;

        public RunAnswer Run(RunRequest request) =>
            request.Arguments[^1].EndsWith("--version", StringComparison.Ordinal)
            ? new RunAnswer.Ended(0, Encoding.UTF8.GetBytes(Program.Version), "")
            : new RunAnswer.Ended(request.Input.Contains("rm -rf", StringComparison.Ordinal) ? 2 : 0, default, "");

        public IPrivateFolder MakePrivateFolder() => _paper.MakePrivateFolder();
    }
}
