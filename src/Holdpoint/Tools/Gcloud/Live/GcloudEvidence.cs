using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Clouds;
using Holdpoint.Tools.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Gcloud.Live;

/// <summary>What Google Cloud says of the database, disk or bucket that a command would delete.</summary>
internal static class GcloudEvidence
{
    private const long Gigabyte = 1L << 30;
    private const int MaxBackups = 5;

    /// <summary>Options that choose among what the person has set up.</summary>
    private static ImmutableArray<string> Passed => ["project", "configuration", "account", "zone", "region"];

    /// <summary>The measurement with what was learned; null where nothing is known to ask.</summary>
    public static Measurement? Of(Measurement start, Invocation invocation, IWorld world, MeasureBudget budget)
    {
        if (invocation.Name is not "gcloud" || GcloudCall.Read(invocation.Arguments) is not { } call)
        {
            return null;
        }

        Func<Measurement, string, LiveQuestions, Measurement>? ask = call.Path switch
        {
            "sql instances delete" => Database,
            "compute disks delete" => Disk,
            "storage buckets delete" => Bucket,
            _ => null,
        };
        if (ask is null)
        {
            return null;
        }

        if (call.Unseen || call.Names is not [{ Text: { Length: > 0 } name }] || name[0] is '-')
        {
            return start with
            {
                Unmeasured = "Google Cloud was not asked: the words do not tell one thing that would go",
            };
        }

        return ask(start, name, new LiveQuestions(LiveClient.Gcloud, invocation, Globals(call.Flags), world, budget));
    }

    private static ImmutableArray<string>? Globals(Flags flags)
    {
        var globals = ImmutableArray.CreateBuilder<string>();
        foreach (Flag flag in flags.All)
        {
            if (flag.Name is "access-token-file" or "impersonate-service-account" or "billing-project" or "flags-file")
            {
                return null;
            }

            if (Passed.Contains(flag.Name))
            {
                if (flag.Value?.Text is not { Length: > 0 } text || text[0] is '-')
                {
                    return null;
                }

                globals.Add($"--{flag.Name}={text}");
            }
        }

        globals.Add("--format=json");
        return globals.ToImmutable();
    }

    private static Measurement Described(
        Measurement start, string name, LiveQuestions live, ImmutableArray<string> question,
        Func<JsonElement?, Loss> read)
    {
        LiveAnswer answer = live.Ask(name, [.. question, name]);
        if (answer.Why is not null || answer.Json is null)
        {
            return start with { Unmeasured = answer.Why ?? $"gcloud says nothing of {name}" };
        }

        Loss loss = read(answer.Json.Items().FirstOrDefault() ?? answer.Json);
        return start with
        {
            Losses = [loss],
            HoldData = 1,
            Bytes = loss.Amounts.FirstOrDefault(a => a.Unit is Amount.Bytes)?.Number,
            Facts = start.Facts.Add(new Fact("asked about", name, live.Source([.. question, name]))),
            Unmeasured = null,
        };
    }

    private static Measurement Database(Measurement start, string name, LiveQuestions live) => Described(
        start, name, live, ["sql", "instances", "describe"], db => new Loss(
            start.Effect.Resource with { Name = name }, start.Effect.Recovery)
        {
            HoldsData = true,
            Amounts = db.Number("settings", "dataDiskSizeGb") is { } size ? [Amount.Size(size * Gigabyte)] : [],
            Protection = db.Flag("settings", "deletionProtectionEnabled") is true ? "deletion protection is on" : null,
            BackupsLost = db.Flag("settings", "backupConfiguration", "enabled") is true
                && db.Flag("settings", "retainBackupsOnDelete") is not true ? "automated backups" : null,
            Details =
            [
                $"engine {db.Text("databaseVersion")}",
                .. db.Flag("settings", "backupConfiguration", "enabled") is not true
                    ? (ReadOnlySpan<string>)["no automated backups"] : [],
            ],
            Dependents = [.. db.Items("replicaNames").Select(r => $"replica {r?.GetString()}")],
            Backups =
            [
                .. live.Ask(name, "sql", "backups", "list", $"--instance={name}").Json.Items()
                    .Where(b => b.Text("type") is "ON_DEMAND" && b.Text("status") is "SUCCESSFUL")
                    .Select(b => new Backup($"backup {b.Text("id") ?? $"{b.Number("id")}"}", b.Time("endTime")))
                    .OrderByDescending(b => b.Taken).Take(MaxBackups),
            ],
        });

    private static Measurement Disk(Measurement start, string name, LiveQuestions live) => Described(
        start, name, live, ["compute", "disks", "describe"], disk => new Loss(
            start.Effect.Resource with { Name = name }, start.Effect.Recovery)
        {
            HoldsData = true,
            Amounts = disk.Number("sizeGb") is { } size ? [Amount.Size(size * Gigabyte)] : [],
            Details = [$"{Last(disk.Text("type"))}, {disk.Text("status")}"],
            Dependents = [.. disk.Items("users").Select(u => $"instance {Last(u?.GetString())}")],
        });

    private static Measurement Bucket(Measurement start, string name, LiveQuestions live) => Described(
        start, name.StartsWith("gs://", StringComparison.Ordinal) ? name : $"gs://{name}", live,
        ["storage", "buckets", "describe"], bucket => new Loss(
            start.Effect.Resource with { Name = name }, start.Effect.Recovery)
        {
            HoldsData = true,
            Protection = bucket.Number("retention_policy", "retentionPeriod") is > 0 ? "a retention policy" : null,
            Details =
            [
                $"{bucket.Text("location")}, {bucket.Text("default_storage_class")}",
                bucket.Flag("versioning_enabled") is true ? "versioning on" : "versioning off",
                bucket.Number("soft_delete_policy", "retentionDurationSeconds") is > 0 and var seconds
                    ? $"soft delete keeps it for {seconds / 86400} days" : "no soft delete",
            ],
        });

    private static string Last(string? url) => url is null ? "" : url[(url.LastIndexOf('/') + 1)..];
}
