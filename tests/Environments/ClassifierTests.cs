using Holdpoint.Environments;
using Holdpoint.Policy;

namespace Holdpoint.Tests.Environments;

/// <summary>What built-in signs say of a target, and which of them decides.</summary>
public sealed class ClassifierTests
{
    [Theory]
    [InlineData("Account acme-prod", "production")]
    [InlineData("Account 123456789012", "unknown")]
    [InlineData("Workspace default", "unknown")]
    [InlineData("Workspace staging", "staging")]
    [InlineData("Region eu-west-1", "unknown")]
    [InlineData("Context kind-shop", "development")]
    [InlineData("Context minikube", "development")]
    [InlineData("Context gke_acme_prod-eu", "production")]
    [InlineData("Host localhost", "development")]
    [InlineData("Host 127.0.0.1:5432", "development")]
    [InlineData("Host [::1]:5432", "development")]
    [InlineData("Host /var/run/postgresql", "development")]
    [InlineData("Host 127.evil.example.com", "unknown")]
    [InlineData("Host localhost.example.com", "unknown")]
    [InlineData("Host prod-db.example.com", "production")]
    [InlineData("Host db.dev.example.com", "development")]
    [InlineData("Host shop.dev", "unknown")]
    [InlineData("Host db.acme.live", "unknown")]
    [InlineData("Host dc1.corp.local", "unknown")]
    [InlineData("Host shop.test", "development")]
    [InlineData("Host 10.0.0.5", "unknown")]
    [InlineData("Url postgres://u:prod@db.example.com/shop", "unknown")]
    [InlineData("Url postgres://u:p@localhost:5432/shop", "development")]
    [InlineData("Url postgres://u:p@localhost:5432/shop_production", "production")]
    [InlineData("Url s3://acme-tf/prod/network.tfstate", "production")]
    [InlineData("Tag Environment=production", "production")]
    [InlineData("Tag env=dev", "development")]
    [InlineData("Tag kubernetes.io/environment=stage", "staging")]
    [InlineData("Tag Team=development", "unknown")]
    [InlineData("Tag Name=shop-prod", "production")]
    [InlineData("Path /srv/infra/environments/prod", "production")]
    [InlineData("Path /srv/infra/environments/dev/network", "development")]
    [InlineData("Path /srv/infra/dev", "development")]
    [InlineData("Path /home/ann/dev/infra", "unknown")]
    [InlineData("Path /home/ann/test/infra/network", "unknown")]
    [InlineData("Path /home/ann/dev/infra/prod", "production")]
    [InlineData("Path /srv/live/dev/network", "development")]
    [InlineData("Path /srv/acme-live/dev", "development")]
    [InlineData("Path /srv/acme-live/network", "unknown")]
    [InlineData("Path /srv/live/prod/network", "production")]
    [InlineData("Path dev/network/terraform.tfstate", "development")]
    [InlineData("Path /srv/product/infra", "unknown")]
    [InlineData("Name shop-sandbox", "development")]
    [InlineData("Branch main", "unknown")]
    public void A_sign_tells(string sign, string environment) =>
        Assert.Equal(environment, Told("terraform-state", sign));

    [Theory]
    [InlineData("Branch main", "production")]
    [InlineData("Branch refs/heads/master", "production")]
    [InlineData("Branch release/1.2", "production")]
    [InlineData("Branch deploy/prod", "production")]
    [InlineData("Branch staging", "staging")]
    [InlineData("Branch develop", "staging")]
    [InlineData("Branch fix/prod-login", "development")]
    [InlineData("Branch ann/mainframe", "development")]
    [InlineData("Branch refs/tags/v1", "unknown")]
    [InlineData("Branch *", "unknown")]
    [InlineData("Branch HEAD", "unknown")]
    [InlineData("Url git@github.com:acme/prod-infra.git", "unknown")]
    public void A_remote_repository_is_told_by_its_branch(string sign, string environment) =>
        Assert.Equal(environment, Told("git-remote", sign));

    [Theory]
    [InlineData("Tag Environment=dev", "Workspace prod", "development")]
    [InlineData("Tag Environment=dev", "Tag Environment=production", "production")]
    [InlineData("Workspace dev", "Path /srv/prod/infra", "development")]
    [InlineData("Workspace dev", "Account acme-prod", "production")]
    [InlineData("Host localhost", "Name shop_production", "production")]
    [InlineData("Host localhost", "Account acme-staging", "staging")]
    [InlineData("Region eu-west-1", "Name shop", "unknown")]
    public void The_strongest_sign_decides_and_of_equal_ones_the_most_careful(
        string one, string other, string environment)
    {
        Assert.Equal(environment, Told("db", one, other));
        Assert.Equal(environment, Told("db", other, one));
    }

    [Theory]
    [InlineData("path")]
    [InlineData("git")]
    public void What_lies_on_this_machine_is_development_whatever_its_folder_is_called(string kind) => Assert.Equal(
        EnvironmentKind.Development,
        Classifier.Classify(On(kind, "Path /srv/app/config/production", "Branch main"), PolicySet.BuiltIn).Environment);

    [Fact]
    public void The_placement_names_the_sign_that_decided_and_no_password() => Assert.Equal(
        "url postgres://prod-db.example.com/shop (DATABASE_URL)",
        Classifier.Classify(
            new Target(
                "db", "x", [new Sign(SignKind.Url, "postgres://u:secret@prod-db.example.com/shop", "DATABASE_URL")]),
            PolicySet.BuiltIn).Because);

    private static string Told(string kind, params string[] signs) =>
        Words.Of(Classifier.Classify(On(kind, signs), PolicySet.BuiltIn).Environment);

    internal static Target On(string kind, params string[] signs) => new(
        kind,
        "somewhere",
        [.. signs.Select(s => s.Split(' ', 2)).Select(p => new Sign(Enum.Parse<SignKind>(p[0]), p[1], "the test"))]);
}
