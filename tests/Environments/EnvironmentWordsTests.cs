using Holdpoint.Environments;

namespace Holdpoint.Tests.Environments;

/// <summary>Which names have a word that names an environment.</summary>
public sealed class EnvironmentWordsTests
{
    [Theory]
    [InlineData("prod")]
    [InlineData("PROD")]
    [InlineData("eu-prod-2")]
    [InlineData("prod2")]
    [InlineData("shopProd")]
    [InlineData("ProdShop")]
    [InlineData("HTTPProd")]
    [InlineData("shop_production")]
    [InlineData("acme.prd.eu")]
    [InlineData("live")]
    [InlineData("prod-test")]
    [InlineData("dev-to-prod")]
    public void Production(string name) => Assert.Equal(EnvironmentKind.Production, EnvironmentWords.In(name));

    [Theory]
    [InlineData("staging")]
    [InlineData("shop-stg")]
    [InlineData("uat3")]
    [InlineData("preprod")]
    [InlineData("pre-prod")]
    [InlineData("nonprod")]
    [InlineData("non-prod")]
    [InlineData("NonProd")]
    [InlineData("non_production")]
    [InlineData("not-production")]
    [InlineData("dev-and-staging")]
    public void Staging(string name) => Assert.Equal(EnvironmentKind.Staging, EnvironmentWords.In(name));

    [Theory]
    [InlineData("dev")]
    [InlineData("shop-test")]
    [InlineData("ci")]
    [InlineData("localDemo")]
    [InlineData("preview-142")]
    public void Development(string name) => Assert.Equal(EnvironmentKind.Development, EnvironmentWords.In(name));

    [Theory]
    [InlineData("")]
    [InlineData("product")]
    [InlineData("products-api")]
    [InlineData("reproduce")]
    [InlineData("productivity")]
    [InlineData("device")]
    [InlineData("developer-portal")]
    [InlineData("latest")]
    [InlineData("contest")]
    [InlineData("delivery")]
    [InlineData("livestock")]
    [InlineData("circle")]
    [InlineData("default")]
    public void Nothing(string name) => Assert.Null(EnvironmentWords.In(name));
    [Fact]
    public void A_word_beyond_all_bounds_is_no_word() => Assert.Null(EnvironmentWords.In(new string('p', 100_000)));
}
