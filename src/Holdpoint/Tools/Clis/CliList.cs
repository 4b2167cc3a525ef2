using System.Collections.Immutable;

namespace Holdpoint.Tools.Clis;

/// <summary>The families of programs, by hand: one line each. A record is made only when its program is met.</summary>
internal static class CliList
{
    private static readonly Func<string, Cli?>[] Families =
    [
        Kubernetes.Find,
        Clusters.Find,
        Containers.Find,
        ObjectStores.Find,
        Backups.Find,
        VirtualMachines.Find,
        Stores.Find,
        Hosts.Find,
        VersionControl.Find,
        Migrations.JavaScript.Find,
        Migrations.Scripting.Find,
        Migrations.Php.Find,
        Migrations.Compiled.Find,
        Migrations.Native.Find,
        Platforms.Hosting.Find,
        Platforms.Web.Find,
        Platforms.Databases.Find,
        Platforms.Infrastructure.Find,
        Platforms.Schedulers.Find,
        Platforms.Clouds.Find,
        Platforms.Forges.Find,
        Platforms.Applications.Find,
        Platforms.DataPlatforms.Find,
        Platforms.Queues.Find,
        Platforms.Vaults.Find,
        Platforms.Keepers.Find,
        Platforms.Cmdlets.Find,
    ];

    /// <summary>The names of all programs, for the documentation.</summary>
    public static ImmutableArray<string> Names =>
    [
        .. Kubernetes.Names,
        .. Clusters.Names,
        .. Containers.Names,
        .. ObjectStores.Names,
        .. Backups.Names,
        .. VirtualMachines.Names,
        .. Stores.Names,
        .. Hosts.Names,
        .. VersionControl.Names,
        .. Migrations.JavaScript.Names,
        .. Migrations.Scripting.Names,
        .. Migrations.Php.Names,
        .. Migrations.Compiled.Names,
        .. Migrations.Native.Names,
        .. Platforms.Hosting.Names,
        .. Platforms.Web.Names,
        .. Platforms.Databases.Names,
        .. Platforms.Infrastructure.Names,
        .. Platforms.Schedulers.Names,
        .. Platforms.Clouds.Names,
        .. Platforms.Forges.Names,
        .. Platforms.Applications.Names,
        .. Platforms.DataPlatforms.Names,
        .. Platforms.Queues.Names,
        .. Platforms.Vaults.Names,
        .. Platforms.Keepers.Names,
        .. Platforms.Cmdlets.Names,
    ];

    /// <summary>The record of a program; null when there is none.</summary>
    public static Cli? Find(string name)
    {
        foreach (Func<string, Cli?> family in Families)
        {
            if (family(name) is { } cli)
            {
                return cli;
            }
        }

        return null;
    }
}
