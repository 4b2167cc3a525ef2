using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.Tests.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tests.Tools.Clis.Checkpoints;

/// <summary>Objects of a cluster, through a kubectl that keeps them in a file.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class KubernetesCheckpointTests : CheckpointConformance, IDisposable
{
    private readonly FakeKubectl _kubectl = new();

    public void Dispose() => _kubectl.Dispose();

    /// <summary>Each question starts an interpreter.</summary>
    protected override int Moments => 3;

    internal override Scene New(IWorkshop workshop)
    {
        var scene = new Scene(("PATH", $"{_kubectl.Bin}:/usr/local/bin:/usr/bin:/bin")) { Workshop = workshop };
        scene.Person.Says = new Answer.Yes();
        return scene;
    }

    internal override CheckpointExample Make(Scene scene)
    {
        // The first checkpoint would do more than the second.
        _kubectl.Run("patch", "persistentvolume", "pv-1", "--patch",
            """{"spec": {"persistentVolumeReclaimPolicy": "Retain"}}""");
        return new Space(scene, _kubectl);
    }

    [Theory]
    [InlineData("kubectl delete namespace shop")]
    [InlineData("kubectl delete pvc db -n shop")]
    [InlineData("kubectl delete pv pv-1")]
    public void The_disk_stays_and_is_bound_again(string line)
    {
        using Scene scene = New(new Workshop());
        string before = _kubectl.Everything();
        Assert.Equal(0, scene.Ran(line));
        Assert.NotEqual(before, _kubectl.Everything());
        Assert.Contains("'rows'", _kubectl.Everything(), StringComparison.Ordinal);
        Manifest saved = scene.Only;
        Assert.True(saved.IsVerified, saved.Parts[0].Problem);
        Assert.Contains("reclaim policy of pv-1 set to Retain", saved.Parts[0].What, StringComparison.Ordinal);
        Assert.Contains("were not copied", saved.Parts[0].Verified?.How, StringComparison.Ordinal);

        Assert.Equal(0, scene.Undone(saved));
        Assert.Equal(before, _kubectl.Everything());
    }

    [Fact]
    public void Nothing_is_changed_before_a_person_who_must_be_asked_has_agreed()
    {
        using Scene scene = New(new Workshop());
        scene.Policy("version: 1\nrules:\n  destroy-window: ask\n  destroy-whole-systems: ask\n");
        scene.Person.Says = new Answer.No();
        Assert.IsType<Outcome.Refused>(scene.Execute("kubectl delete namespace shop"));
        Assert.DoesNotContain(_kubectl.Asked, a => a.StartsWith("patch", StringComparison.Ordinal));
        Assert.Empty(scene.Store.All());
        Assert.Single(scene.Person.Questions);

        scene.Person.Says = new Answer.Yes();
        Assert.Equal(0, scene.Ran("kubectl delete namespace shop"));
        Assert.Equal(2, scene.Person.Questions.Count);
    }

    [Theory]
    [InlineData("kubectl --kubeconfig other delete namespace shop")]
    [InlineData("KUBECONFIG=/tmp/other kubectl delete namespace shop")]
    [InlineData("kubectl delete namespace shop other")]
    public void Another_cluster_or_more_than_is_known_is_not_saved(string line)
    {
        using Scene scene = New(new Workshop());
        Assert.Null(scene.Pipeline.Look(new Action.ShellCommand(line, scene.Work)).Saved);
    }

    private sealed class Space(Scene scene, FakeKubectl kubectl) : CheckpointExample(scene)
    {
        public override string Destroys => "kubectl delete namespace shop";

        public override string Named => "namespace shop";

        public override ImmutableArray<string> Needs => ["kubectl"];

        public override string Everything() => kubectl.Everything();

        public override void Writes()
        {
            string file = Path.GetTempFileName();
            File.WriteAllText(
                file,
                """
                {"items": [{"apiVersion": "v1", "kind": "ConfigMap", "data": {"color": "red"},
                  "metadata": {"name": "settings", "namespace": "shop"}}]}
                """);
            kubectl.Run("apply", "--filename", file);
            File.Delete(file);
        }

        public override void Spoils(string folder)
        {
            string file = Path.Join(folder, "objects.json");
            File.WriteAllText(
                file, File.ReadAllText(file).Replace("\"ConfigMap\"", "\"ConfigM\"", StringComparison.Ordinal));
        }
    }
}
