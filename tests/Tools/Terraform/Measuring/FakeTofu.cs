using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Terraform.Measuring;

/// <summary>A program named tofu that answers as a test says, where the real one has no remote backend to ask: a
/// folder initialised with s3, and its own PATH.</summary>
internal sealed class FakeTofu : IDisposable
{
    private const string Backend =
        """{"version":3,"backend":{"type":"s3","config":{"bucket":"acme","key":"shop.tfstate"}}}""";

    private readonly CaseFolder _folder = new();

    /// <param name="script">The body of a shell script; it sees the arguments and TF_WORKSPACE.</param>
    public FakeTofu(string script)
    {
        Directory.CreateDirectory(Path.Join(_folder.Work, ".terraform"));
        File.WriteAllText(Path.Join(_folder.Work, ".terraform/terraform.tfstate"), Backend);
        File.WriteAllText(
            Path.Join(_folder.Work, "main.tf"), "terraform {\n  backend \"s3\" {\n    bucket = \"acme\"\n  }\n}\n");
        Directory.CreateDirectory(Path.GetDirectoryName(Program) ?? "/");
        File.WriteAllText(Program, $"#!/bin/sh\necho \"${{TF_WORKSPACE-}}> $*\" >> '{Asked}'\n{script}\n");
        _folder.Bash($"chmod +x '{Program}'");
    }

    public string Work => _folder.Work;

    /// <summary>Every question so far, as <c>WORKSPACE&gt; ARGUMENTS</c>.</summary>
    public string[] Questions => File.Exists(Asked) ? File.ReadAllLines(Asked) : [];

    private string Program => Path.GetFullPath(Path.Join(_folder.Work, "../bin/tofu"));

    private string Asked => Path.GetFullPath(Path.Join(_folder.Work, "../asked"));

    /// <summary>A file beside the program, that the script can print: <c>cat "$(dirname "$0")/NAME"</c>.</summary>
    public void Put(string name, string text) =>
        File.WriteAllText(Path.Join(Path.GetDirectoryName(Program), name), text);

    public Judgement Judge(string command, double seconds = 20, PolicySet? policy = null, IJournal? journal = null) =>
        Pipeline(seconds, policy ?? PolicySet.BuiltIn, journal)
            .Run(new Holdpoint.Action.ShellCommand(command, _folder.Work));

    public Pipeline Pipeline(double seconds, PolicySet policy, IJournal? journal) => new(
        new CaseWorld(_folder, [$"PATH={Path.GetDirectoryName(Program)}:/usr/bin:/bin"]), _ => policy, journal,
        TimeSpan.FromSeconds(seconds));

    public void Dispose() => _folder.Dispose();
}
