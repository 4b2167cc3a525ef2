using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Terraform;

/// <summary>A client's own file tools on the configuration: a backend that is exchanged is noticed, all else is
/// silent or allowed.</summary>
public sealed class BackendEditTests
{
    private const string Configuration =
        "terraform {\n  backend \"local\" {\n    path = \"here.tfstate\"\n  }\n}\n"
        + "resource \"terraform_data\" \"a\" {\n}\n";

    [Theory]
    [InlineData("main.tf", "path = \"here.tfstate\"", "path = \"there.tfstate\"", "weaken")]
    [InlineData("main.tf", "backend \"local\" {", "backend \"http\" {", "weaken")]
    [InlineData("main.tf", "path = \"here.tfstate\"", "path = \"here.tfstate\" # kept", "read")]
    [InlineData("main.tf", "resource", "# a backend\nresource", "read")]
    [InlineData("main.tf", "\"a\"", "\"b\"", null)]
    [InlineData("backend.tf", null, "terraform {\n  backend \"http\" {\n  }\n}\n", "weaken")]
    [InlineData("backend_override.tf", null, "terraform {\n  backend \"http\" {\n  }\n}\n", "weaken")]
    [InlineData("main.tf", null, "resource \"terraform_data\" \"a\" {\n}\n# no cloud\n", "weaken")]
    [InlineData("other.tf", null, "resource \"terraform_data\" \"x\" {\n}\n", null)]
    public void A_file_of_the_configuration_is_judged_by_the_backend_that_it_leaves(
        string file, string? taken, string put, string? expected)
    {
        using var folder = new CaseFolder();
        File.WriteAllText(Path.Join(folder.Work, "main.tf"), Configuration);
        folder.Bash("tofu init && tofu apply -auto-approve");
        var pipeline = new Pipeline(
            new CaseWorld(folder, []), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60));
        Judgement judgement = pipeline.Run(new Holdpoint.Action.FileEdit(
            Path.Join(folder.Work, file), put, taken is null ? FileEditKind.Write : FileEditKind.Edit, folder.Work)
        {
            Replaced = taken,
        });
        Assert.Equal(expected, judgement.Radius.Measurements.Select(m =>
            m.Effect.Kind.ToString().ToLowerInvariant()).FirstOrDefault());
        Assert.Equal(expected is "weaken" ? Decision.Ask : Decision.Allow, judgement.Verdict.Decision);
    }
}
