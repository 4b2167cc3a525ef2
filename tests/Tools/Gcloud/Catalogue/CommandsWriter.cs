using System.Text;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Tools.Clouds;
using Holdpoint.Tests.Tools.Terraform.Protection;
using Holdpoint.Tools.Clouds;
using Holdpoint.Tools.Gcloud.Catalogue;

namespace Holdpoint.Tests.Tools.Gcloud.Catalogue;

/// <summary>One line of commands.csv.</summary>
/// <param name="Command">Without alpha, beta or preview: <c>compute instances delete</c>.</param>
/// <param name="Method">The API method that it was joined with; empty where none was found by name.</param>
public sealed record CommandRow(string Command, CommandSortName Sort, string Method)
{
    public string Line => string.Join(',', Command, Sort, Method);
}

/// <summary>The sorts, as the file spells them.</summary>
public enum CommandSortName
{
    Read = 1,
    Create = 2,
    Modify = 3,
    Disrupt = 4,
    DestroyConfiguration = 5,
    Destroy = 6,
}

/// <summary>Writes commands.csv from the command tree of gcloud and the methods of Google's APIs, and from it
/// CommandIndex.Generated.cs.</summary>
/// <remarks>A command is sorted by its verb; one whose API method, found by the names of its last group and verb,
/// destroys is sorted as destroying whatever its verb says. Run with HOLDPOINT_ACCEPT=1 to write both.</remarks>
internal static class CommandsWriter
{
    private const int MostSeeds = 10_000;

    private static readonly string[] LocalGroups =
    [
        "config", "components", "auth", "info", "init", "topic", "feedback", "docker", "cheat-sheet", "emulators",
        "version", "survey", "help", "interactive", "meta",
    ];

    /// <summary>Last words of groups whose members are made again from their description.</summary>
    private static readonly string[] Remade =
    [
        "rules", "policies", "routes", "subnets", "templates", "checks", "triggers", "bindings", "maps", "proxies",
        "services", "connections", "attachments", "gateways", "tunnels", "networks", "peerings", "routers", "nats",
        "perimeters", "levels", "configs", "schedules", "dashboards", "channels", "views", "groups", "revisions",
            "jobs",
        "functions", "endpoints", "operations", "tags", "labels", "aliases", "metrics", "exclusions", "pools",
        "negs", "instances-groups", "managed", "unmanaged", "webhooks",
    ];

    public static string Folder => Path.Join(Repository.Root, "src/Holdpoint/Tools/Gcloud/Catalogue");

    public static IEnumerable<CommandRow> Reference(string folder)
    {
        ILookup<string, string[]> methods = TableWriter.Rows(File.ReadAllText(Path.Join(folder, "gcp_methods.csv")))
            .Skip(1).Where(m =>
                m[2].Split('.').Length >= 3).ToLookup(m => Key(m[2].Split('.')), StringComparer.Ordinal);
        string[] commands = [.. File.ReadLines(Path.Join(folder, "gcloud_commands.txt"))
            .Select(l => l.Split('\t')[0].Trim().Split(' '))
            .Select(w => w[0] is "alpha" or "beta" or "preview" ? w[1..] : w)
            .Where(w => w.Length > 0)
            .Select(w => string.Join(' ', w)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        HashSet<string> groups = [.. commands.Select(c => c.Split(' ')).SelectMany(w =>
            Enumerable.Range(1, w.Length - 1).Select(i => string.Join(' ', w[..i])))];

        // One group of the alpha track is a command elsewhere; as a group it says more.
        return commands.Where(c => !groups.Contains(c)).Select(c => Row(c.Split(' '), methods));
    }

    private static CommandRow Row(string[] words, ILookup<string, string[]> methods)
    {
        string[]? method = words.Length < 3 ? null : methods[Key(
            [words[0].Replace("-", "", StringComparison.Ordinal), Camel(words[^2]), Camel(words[^1])])].LastOrDefault();
        CommandSortName sort = ByVerb(words);
        if (method?[5] is "destroy" && sort < CommandSortName.DestroyConfiguration)
        {
            sort = CommandSortName.DestroyConfiguration;
        }

        return new CommandRow(string.Join(' ', words), sort, method?[2] ?? "");
    }

    private static string Key(string[] parts) =>
        string.Join('.', parts[0], parts[^2].ToLowerInvariant(), parts[^1].ToLowerInvariant());

    private static string Camel(string words) => words.Replace("-", "", StringComparison.Ordinal);

    /// <summary>The sort of a command by its last word.</summary>
    internal static CommandSortName ByVerb(string[] words)
    {
        string last = words[^1];
        string verb = last.Split('-')[0];
        if (LocalGroups.Contains(words[0]))
        {
            return CommandSortName.Read;
        }

        switch (verb)
        {
            case "delete" or "destroy" or "purge" or "terminate" or "drop" or "rm" or "bulk" or "unregister"
                or "deregister" or "cleanup" or "clean" or "abandon" or "unenroll" or "recreate" or "undeploy":
                string noun = last.Contains('-', StringComparison.Ordinal) && verb is not "bulk"
                    ? last : words.Length > 1 ? words[^2] : "";
                bool remade = Remade.Any(r =>
                    noun.Split('-')[^1] == r || (last != verb && noun.Split('-')[^1] + "s" == r));
                return remade || verb is "unregister" or "deregister" or "unenroll" or "recreate" or "undeploy"
                    ? CommandSortName.DestroyConfiguration : CommandSortName.Destroy;
            case "list" or "describe" or "get" or "search" or "read" or "tail" or "lookup" or "wait" or "diff"
                or "explain"
                or "validate" or "verify" or "inspect" or "query" or "analyze" or "detect" or "recognize" or "predict"
                or "print" or "check" or "test" or "simulate" or "show" or "ls" or "cat" or "du" or "hash" or "stat"
                or "info" or "version" or "help" or "diagnose" or "browse" or "stream" or "log" or "logs" or "monitor"
                or "watch" or "fetch" or "find" or "troubleshoot" or "lint" or "preview" or "render" or "classify"
                or "status" or "download" or "raw" or "direct" or "evaluate" or "is" or "view" or "access":
                return CommandSortName.Read;
            case "create" or "add" or "enable" or "export" or "run" or "start" or "resume" or "deploy" or "submit"
                or "publish" or "enroll" or "register" or "copy" or "clone" or "upload" or "undelete" or "generate"
                or "init" or "install" or "approve" or "insert" or "snapshot" or "attach" or "accept" or "execute"
                or "encrypt" or "decrypt" or "sign" or "asymmetric" or "mac" or "cp" or "ack" or "acknowledge" or "pull"
                or "provision" or "trigger" or "backup":
                return CommandSortName.Create;
            case "cancel" or "disable" or "stop" or "suspend" or "pause" or "reset" or "restart" or "remove" or "detach"
                or "revoke" or "deny" or "reject" or "rollback" or "failover" or "switchover" or "reboot" or "drain"
                or "unlink" or "unset" or "abort" or "invalidate" or "deauthorize" or "unmanage" or "kill" or "release":
                return CommandSortName.Disrupt;
            default:
                return CommandSortName.Modify;
        }
    }

    public static IReadOnlyList<CommandRow> All() =>
    [
        .. TableWriter.Rows(File.ReadAllText(Path.Join(Folder, "commands.csv"))).Skip(1)
            .Select(f => new CommandRow(f[0], Enum.Parse<CommandSortName>(f[1]), f[2])),
    ];

    public static string Csv(IEnumerable<CommandRow> rows) =>
        string.Join('\n', rows.Select(r => r.Line).Prepend("command,sort,method")) + "\n";

    public static string Index(IReadOnlyList<CommandRow> rows)
    {
        Dictionary<string, int> sorts = rows.ToDictionary(r => r.Command, r => (int)r.Sort, StringComparer.Ordinal);
        foreach (string[] words in rows.Select(r => r.Command.Split(' ')))
        {
            for (int i = 1; i < words.Length; i++)
            {
                sorts.TryAdd(string.Join(' ', words[..i]), (int)CommandSort.Group);
            }
        }

        for (uint seed = 2166136261; seed < 2166136261 + MostSeeds; seed++)
        {
            uint[] entries = [.. sorts.Select(s => WordIndex.Entry(
                s.Key.Split(' ').Aggregate(seed, (h, w) => CommandIndex.Add(h, w)), s.Value)).Order()];
            if (IndexText.Apart(entries))
            {
                return Head() + IndexText.Body(seed, entries);
            }
        }

        throw new InvalidOperationException($"no seed of {MostSeeds} keeps {sorts.Count} commands apart");
    }

    private static string Head() => new StringBuilder("""
        // Written from commands.csv by tests/Tools/Gcloud/Catalogue/CommandsWriter.cs; change the table, then run the
        // tests with HOLDPOINT_ACCEPT=1.
        #nullable enable
        namespace Holdpoint.Tools.Gcloud.Catalogue;

        internal static partial class CommandIndex
        {

        """).ToString();
}
