using Holdpoint.Environments;
using Holdpoint.Tools.Terraform.Backends;

namespace Holdpoint.Tests.Tools.Terraform.Backends;

/// <summary>The backend is found in real configuration, and nothing that a file can hold makes the scan throw or
/// hang.</summary>
public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("terraform {\n  backend \"s3\" {\n    bucket = \"acme\"\n    key = \"prod\"\n  }\n}",
        "s3:bucket=acme,key=prod")]
    [InlineData("terraform { backend \"local\" { path = \"x.tfstate\" } }", "local:path=x.tfstate")]
    [InlineData("terraform {\n  cloud {\n    organization = \"acme\"\n    workspaces {\n      name = \"prod\"\n    " +
        "}\n  }\n}", "cloud:name=prod,organization=acme")]
    [InlineData("# backend \"gcs\" {}\n/* terraform { backend \"a\" {} } */\nterraform {\n  required_version = \">= " +
        "1.0\"\n  backend \"s3\" {} // x\n}", "s3:")]
    [InlineData("locals {\n  x = <<EOT\nterraform {\n  backend \"no\" {}\n}\nEOT\n}\nterraform {\n  backend \"yes\" " +
        "{}\n}", "yes:")]
    [InlineData("locals {\n  x = \"${join(\"}\", [\"{\"])} terraform {\"\n  y = { a = 1 }\n}\nterraform {\n  backend " +
        "\"yes\" {}\n}", "yes:")]
    [InlineData("terraform {\n  backend \"http\" {\n    address = " +
        "\"https://user:secret@state.acme.io/prod?token=1\"\n    password = \"s3cret\"\n  }\n}",
            "http:address=https://state.acme.io/prod")]
    public void The_backend_is_found(string text, string key) =>
        Assert.Equal(key, Configuration.BackendOf(text, "main.tf")?.Key);

    [Theory]
    [InlineData("resource \"aws_instance\" \"a\" {\n  backend = \"x\"\n}")]
    [InlineData("terraform {\n  required_providers {}\n}")]
    [InlineData("module \"terraform\" {\n  backend \"x\" {}\n}")]
    public void No_backend_is_made_up(string text) => Assert.Null(Configuration.BackendOf(text, "main.tf"));

    [Fact]
    public void A_backend_in_json_is_found() => Assert.Equal("s3:bucket=b", Configuration.BackendOfFile(
        "x_override.tf.json",
        """{"terraform":[{"backend":{"s3":{"bucket":"b","secret_key":"no"}}}]}""")?.Key);

    [Fact]
    public void Providers_tell_regions_and_accounts()
    {
        List<Sign> signs = [];
        Configuration.BackendOf("provider \"google\" {\n  project = \"acme-prod\"\n  region = \"eu\"\n  credentials " +
            "= \"no\"\n}", "p.tf", signs);
        Assert.Equal([(SignKind.Account, "acme-prod"), (SignKind.Region, "eu")], signs.Select(s => (s.Kind, s.Value)));
    }

    [Theory]
    [InlineData("override.tf", true)]
    [InlineData("backend_override.tf.json", true)]
    [InlineData("a/b_override.tofu", true)]
    [InlineData("overrides.tf", false)]
    [InlineData("backend_override.txt", false)]
    public void Override_files_are_known_by_name(string path, bool expected) =>
        Assert.Equal(expected, Configuration.IsOverride(path));

    [Fact]
    public void The_scan_returns_on_every_text()
    {
        const string Seed = "terraform {\n backend \"s3\" {\n key = \"${a[\"b\"]}\" # x\n }\n}\nlocals {\n a = " +
            "<<-EOT\n x\n EOT\n /* } */ b = [{}, (1)]\n}\n";
        var random = new Random(11);
        for (int i = 0; i < 5000; i++)
        {
            char[] text = Seed.ToCharArray();
            for (int j = 0; j < 6; j++)
            {
                text[random.Next(text.Length)] = "{}\"$<=\n#/*()[]\\%a"[random.Next(17)];
            }

            _ = Configuration.BackendOf(new string(text), "x.tf");
        }

        _ = Configuration.BackendOf(new string('{', 1_000_000), "x.tf");
        _ = Configuration.BackendOf(string.Concat(Enumerable.Repeat("a = \"${\"", 100_000)), "x.tf");
        _ = Configuration.BackendOf(string.Concat(Enumerable.Repeat("a {", 300_000)), "x.tf");
        _ = Configuration.BackendOf(string.Concat(Enumerable.Repeat("<<A\n", 300_000)), "x.tf");
    }
}
