using System.Collections.Immutable;
using Holdpoint.Tools.Terraform.Losses;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tests.Tools.Terraform.Losses;

/// <summary>A destroy with -target or -exclude looks at each instance a few times, however many depend on how
/// many.</summary>
public sealed class ScopeFilterTests
{
    private const int Many = 2_000;

    [Fact]
    public void Many_instances_that_depend_on_many_are_looked_at_once()
    {
        ImmutableArray<StateInstance> instances =
        [
            .. Enumerable.Range(0, Many).Select(i => Instance(null, "server", i)),
            .. Enumerable.Range(0, Many).Select(i => Instance(null, "volume", i, "any.server")),
        ];
        AssertFew(instances, "any.server", "any.volume", all: 2 * Many);
    }

    [Fact]
    public void Many_instances_of_a_module_are_looked_at_once()
    {
        ImmutableArray<StateInstance> instances =
        [
            .. Enumerable.Range(0, Many).Select(i => Instance($"module.site[{i}]", "server", null)),
            .. Enumerable.Range(0, Many).Select(i => Instance($"module.site[{i}]", "volume", null,
                "module.site.any.server")),
        ];
        AssertFew(instances, "module.site", "module.site", all: 2 * Many);

        // No edge between two instances of the module: one site takes along its own alone.
        bool[] one = new ScopeFilter(instances).Goes(new DestroyScope(["module.site[7].any.server"], []), []);
        Assert.Equal([7, Many + 7], Enumerable.Range(0, one.Length).Where(i => one[i]));
    }

    private static void AssertFew(ImmutableArray<StateInstance> instances, string target, string exclude, int all)
    {
        var filter = new ScopeFilter(instances);
        Assert.Equal(all, filter.Goes(new DestroyScope([target], []), []).Count(goes => goes));
        Assert.InRange(filter.Looks, Many, 4 * instances.Length);

        filter = new ScopeFilter(instances);
        Assert.DoesNotContain(true, filter.Goes(new DestroyScope([], [exclude]), []));
        Assert.InRange(filter.Looks, Many, 4 * instances.Length);
    }

    private static StateInstance Instance(string? module, string name, int? key, params string[] dependencies)
    {
        string own = $"any.{name}";
        string config = module is null ? own : $"{Addresses.WithoutKeys(module)}.{own}";
        return new StateInstance
        {
            Address = (module is null ? own : $"{module}.{own}") + (key is { } k ? $"[{k}]" : ""),
            ConfigAddress = config,
            Module = module,
            Type = "any",
            Name = name,
            Key = key?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Dependencies = [.. dependencies],
        };
    }
}
