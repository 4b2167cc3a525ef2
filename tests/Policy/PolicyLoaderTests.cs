using Holdpoint.Environments;
using Holdpoint.Policy;
using Holdpoint.Tests.Environments;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Policy;

/// <summary>Which files count where, and that a repository's file can only tighten.</summary>
public sealed class PolicyLoaderTests
{
    private const string User = "/home/ann/.config/holdpoint/policy.yaml";
    private const string Managed = "/etc/holdpoint/policy.yaml";
    private const string Repository = "/home/ann/shop/holdpoint.yaml";
    private const string Here = "/home/ann/shop/infra";

    private static PaperWorld Paper => new PaperWorld().With("/home/ann/shop/.git/HEAD", "");

    [Fact]
    public void Without_files_the_built_in_policy_holds() =>
        Assert.Same(PolicySet.BuiltIn, PolicyLoader.Load(Paper, Here));

    [Fact]
    public void The_user_may_loosen_and_the_managed_file_has_the_last_word()
    {
        PolicySet policy = PolicyLoader.Load(
            Paper.With(User, "version: 1\nrules:\n  weaken: allow\n  expose: allow\n")
                .With(Managed, "version: 1\nrules:\n  weaken: {production: deny}\n"),
            Here);
        Assert.Empty(policy.Problems);
        Assert.Equal("allow allow allow deny", Answers(policy, "weaken"));
        Assert.Equal("allow allow allow allow", Answers(policy, "expose"));
        Assert.Equal("ask ask ask ask", Answers(policy, "state-alarm"));
    }

    [Fact]
    public void A_repository_tightens_rules_and_never_loosens_them()
    {
        PolicySet policy = PolicyLoader.Load(
            Paper.With(
                Repository,
                "version: 1\nrules:\n  weaken: deny\n  network-code: allow\n  destroy-irreversible: allow\n"),
            Here);
        Assert.Equal("deny deny deny deny", Answers(policy, "weaken"));
        Assert.Equal("ask ask ask ask", Answers(policy, "network-code"));
        Assert.Equal("ask ask ask ask", Answers(policy, "destroy-irreversible"));
        Assert.Contains(
            $"{Repository}:4:17: \"network-code\" stays ask in development: "
                + "a repository's file can only make verdicts stricter",
            policy.Problems);
    }

    [Fact]
    public void A_repository_tightens_what_the_user_loosened()
    {
        PolicySet policy = PolicyLoader.Load(
            Paper.With(User, "version: 1\nrules:\n  weaken: allow\n")
                .With(Repository, "version: 1\nrules:\n  weaken: {staging: ask}\n"),
            Here);
        Assert.Equal("allow ask allow allow", Answers(policy, "weaken"));
    }

    [Theory]
    [InlineData("Tag Environment=production", "production")]
    [InlineData("Tag Environment=staging", "staging")]
    [InlineData("Name shop", "unknown")]
    public void A_repository_that_calls_everything_development_changes_nothing(string sign, string environment)
    {
        PolicySet policy = PolicyLoader.Load(
            Paper.With(
                Repository,
                "version: 1\nenvironments:\n  development:\n    names: '*'\n    tags: '*=*'\n    paths: '*'\n"),
            Here);
        Placement placement = Classifier.Classify(ClassifierTests.On("db", sign), policy);
        Assert.Equal(environment, Words.Of(placement.Environment));
        Assert.Contains("can only be more careful", placement.Because, StringComparison.Ordinal);
        string note = $"{Repository}:4:12: development from a repository's file";
        Assert.Contains(policy.Problems, p => p.StartsWith(note, StringComparison.Ordinal));
    }

    [Fact]
    public void A_repository_can_name_production()
    {
        PolicySet policy = PolicyLoader.Load(
            Paper.With(
                Repository,
                "version: 1\nenvironments:\n  production:\n    accounts: ['111122223333']\n    paths: [data]\n"),
            Here);
        Assert.Empty(policy.Problems);
        Target target = ClassifierTests.On("db", "Tag env=dev", "Account 111122223333");
        Placement placement = Classifier.Classify(target, policy);
        Assert.Equal(EnvironmentKind.Production, placement.Environment);
        Assert.Equal($"account 111122223333 (the test) matches 111122223333 in {Repository}:4", placement.Because);
        Assert.Equal("production", In(policy, "path", "Path /home/ann/shop/data/dump.sql"));
        Assert.Equal("production", In(policy, "path", "Path /home/ann/shop/infra/../data"));
        Assert.Equal("development", In(policy, "path", "Path /home/ann/shop/database"));
    }

    [Fact]
    public void A_trusted_repository_may_name_what_no_sign_tells_and_nothing_more()
    {
        PolicySet policy = PolicyLoader.Load(
            Paper.With(User, "version: 1\ntrust: ~/shop\n")
                .With(
                    Repository,
                    "version: 1\nrules: {weaken: allow}\nenvironments:\n  development:\n"
                        + "    names: '*'\n    tags: '*=*'\n"),
            Here);
        Assert.Equal("development", In(policy, "db", "Name shop"));
        Assert.Equal("production", In(policy, "db", "Tag Environment=production"));
        Assert.Equal("production", In(policy, "db", "Name shop-prod"));
        Assert.Equal("allow ask ask ask", Answers(policy, "weaken"));
    }

    [Fact]
    public void Trust_in_a_repository_is_not_trust() => Assert.Equal("unknown", In(
        PolicyLoader.Load(
            Paper.With(Repository, "version: 1\ntrust: '*'\nenvironments:\n  development:\n    names: '*'\n"), Here),
        "db",
        "Name shop"));

    [Fact]
    public void The_user_may_name_any_environment_and_the_managed_file_overrules()
    {
        PaperWorld paper = Paper.With(User, "version: 1\nenvironments:\n  development:\n    names: ['*-prod']\n");
        Assert.Equal("development", In(PolicyLoader.Load(paper, Here), "db", "Name shop-prod"));
        paper.With(Managed, "version: 1\nenvironments:\n  staging:\n    names: [shop-*]\n");
        Assert.Equal("staging", In(PolicyLoader.Load(paper, Here), "db", "Name shop-prod"));
    }

    [Fact]
    public void Matchers_of_one_file_that_contradict_each_other_are_read_carefully()
    {
        PolicySet policy = PolicyLoader.Load(
            Paper.With(
                User,
                "version: 1\nenvironments:\n  development: {paths: ~/*}\n  production: {urls: 'db.acme.com/*', "
                    + "hosts: 'pg?.acme.com'}\n"),
            Here);
        Assert.Equal("production", In(policy, "db", "Path /home/ann/shop", "Url postgres://u:p@db.acme.com/shop"));
        Assert.Equal("production", In(policy, "db", "Path /home/ann/shop", "Url postgres://u@pg1.acme.com:5432/shop"));
        Assert.Equal("development", In(policy, "db", "Path /home/ann/shop"));
    }

    [Fact]
    public void Thresholds_are_the_users_and_never_the_repositorys()
    {
        PaperWorld paper = Paper.With(Repository, "version: 1\nthresholds:\n  measure-seconds: 1\n");
        PolicySet policy = PolicyLoader.Load(paper, Here);
        Assert.Null(policy.Patience);
        string note = $"{Repository}:3:3: \"measure-seconds\" is not used";
        Assert.Contains(policy.Problems, p => p.StartsWith(note, StringComparison.Ordinal));
        paper.With(User, "version: 1\nthresholds:\n  measure-seconds: 5\n  measure-megabytes: 10\n");
        policy = PolicyLoader.Load(paper, Here);
        Assert.Equal((TimeSpan.FromSeconds(5), 10L << 20), (policy.Patience, policy.MaxBytes));
    }

    [Fact]
    public void A_malformed_file_is_told_and_the_others_hold()
    {
        PolicySet policy = PolicyLoader.Load(
            Paper.With(User, "version: 1\nrules:\n  weaken: allow\n  oops: deny\n")
                .With(Repository, "version: 1\nrules:\n  expose: deny\n"),
            Here);
        Assert.Equal("allow ask ask ask", Answers(policy, "weaken"));
        Assert.Equal("deny deny deny deny", Answers(policy, "expose"));
        Assert.StartsWith(
            $"{User}:4:3: unknown rule \"oops\"", Assert.Single(policy.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_told() => Assert.Contains(
        "cannot be read",
        Assert.Single(PolicyLoader.Load(Paper.With(User + "/x", ""), Here).Problems),
        StringComparison.Ordinal);

    [Fact]
    public void A_file_or_a_repository_put_into_a_subfolder_does_not_hide_the_one_above()
    {
        PolicySet policy = PolicyLoader.Load(
            Paper.With(Repository, "version: 1\nrules:\n  weaken: deny\n")
                .With("/home/ann/shop/infra/.git/HEAD", "")
                .With("/home/ann/shop/infra/holdpoint.yaml", "version: 1\nrules:\n  weaken: allow\n"),
            Here);
        Assert.Equal("deny deny deny deny", Answers(policy, "weaken"));
    }

    [Fact]
    public void A_file_above_the_repository_is_not_read() => Assert.Same(
        PolicySet.BuiltIn,
        PolicyLoader.Load(Paper.With("/home/ann/holdpoint.yaml", "version: 1\nrules:\n  weaken: deny\n"), Here));

    [Fact]
    public void Another_directory_adds_its_repositorys_file()
    {
        PaperWorld paper = Paper.With(Repository, "version: 1\nrules:\n  weaken: deny\n")
            .With(User, "version: 1\nrules:\n  expose: ask\n");
        PolicySet elsewhere = PolicyLoader.Load(paper, "/tmp");
        PolicySet both = elsewhere.And(PolicyLoader.Load(paper, Here));
        Assert.Equal("allow ask ask ask", Answers(elsewhere, "weaken"));
        Assert.Equal("deny deny deny deny", Answers(both, "weaken"));
        Assert.Equal("ask ask ask ask", Answers(both, "expose"));
        Assert.Same(both, both.And(elsewhere));
    }

    [Fact]
    public void The_printed_policy_names_the_file_behind_every_changed_answer()
    {
        string shown = PolicyPrinter.Print(PolicyLoader.Load(
            Paper.With(User, "version: 1\nrules:\n  weaken: allow\n").With(
                Repository,
                "version: 1\nrules:\n  weaken: {production: deny}\nenvironments:\n  production: {names: shop}\n"),
            Here));
        Assert.Contains(
            "weaken                 allow [1]    allow [1]    allow [1]    deny [2]\n",
            shown,
            StringComparison.Ordinal);
        Assert.Contains($"[1] {User}\n[2] {Repository}\n", shown, StringComparison.Ordinal);
        Assert.Contains($"production: name shop ({Repository}:5)\n", shown, StringComparison.Ordinal);
        Assert.Contains(
            "read                   allow        allow        allow        allow\n", shown, StringComparison.Ordinal);
    }

    private static string Answers(PolicySet policy, string rule) => string.Join(' ', new[]
    {
        EnvironmentKind.Development, EnvironmentKind.Staging, EnvironmentKind.Unknown, EnvironmentKind.Production,
    }.Select(e => Words.Of(policy.Answer(RuleList.Find(rule)!, e))));

    private static string In(PolicySet policy, string kind, params string[] signs) =>
        Words.Of(Classifier.Classify(ClassifierTests.On(kind, signs), policy).Environment);
}
