using System.Collections.Immutable;
using System.Text;

namespace Holdpoint.Shell.Languages;

/// <summary>Calls of the libraries of clouds, as the program of the same cloud says them.</summary>
internal sealed partial class CodeProgram
{
    /// <summary><c>boto3.client("rds").delete_db_instance(…)</c>, <c>new DeleteBucketCommand({…})</c>: as the aws
    /// program says it.</summary>
    private bool Clouds(CodeCall call)
    {
        if (Service(call) is not { } service)
        {
            return false;
        }

        bool command = family is Family.JavaScript && call.Name.EndsWith("Command", StringComparison.Ordinal);
        string operation = service.Operation
            ?? Dashes(command ? call.Name[..^"Command".Length] : call.Name);
        List<Word> words = [new(service.Name), new(operation), .. service.Things];
        IEnumerable<KeyValuePair<string, CodeValue>> given = call.Argument(0) is CodeValue.Map(var entries)
            ? entries : call.Named;
        foreach ((string name, CodeValue value) in given)
        {
            switch (value)
            {
                case CodeValue.Reference("True" or "true"):
                    words.Add(new Word("--" + Dashes(name)));
                    break;
                case CodeValue.Reference("False" or "false"):
                    words.Add(new Word("--no-" + Dashes(name)));
                    break;
                case CodeValue.Map or CodeValue.List when JsonText.Of(value) is { } json:
                    words.AddRange([new("--" + Dashes(name)), json]);
                    break;
                default:
                    words.AddRange([new("--" + Dashes(name)), value.AsWord()]);
                    break;
            }
        }

        if (service.Options is { } options)
        {
            foreach ((string key, string flag) in (ReadOnlySpan<(string, string)>)
                [("profile_name", "--profile"), ("region_name", "--region"), ("region", "--region"), ("endpoint_url",
                    "--endpoint-url")])
            {
                if (Find(options, key) is CodeValue.Text(var text))
                {
                    words.AddRange([new(flag), text]);
                }
            }
        }

        session.Launcher.Start((_launch with { Input = Input.Inherited.Instance }).Then(new Word("aws"), [.. words],
            by));
        return true;
    }

    /// <summary><c>CoreV1Api().delete_namespace("shop")</c>, <c>api.deleteNamespacedPod("web-1", "shop")</c>: as
    /// kubectl says it.</summary>
    private bool Clusters(CodeCall call)
    {
        const string Deletes = "delete-", All = "collection-", Within = "namespaced-";
        if (!call.Name.StartsWith("delete", StringComparison.Ordinal) || call.Name.Length < 8)
        {
            return false;
        }

        string name = Dashes(call.Name);
        bool api = call.Receiver is CodeValue.Returned({ Name: var of })
            && (of.EndsWith("Api", StringComparison.Ordinal) || of is "makeApiClient");
        if (!name.StartsWith(Deletes, StringComparison.Ordinal)
            || !(api || name.Contains(Within, StringComparison.Ordinal)))
        {
            return false;
        }

        string kind = name[Deletes.Length..];
        bool all = kind.StartsWith(All, StringComparison.Ordinal);
        kind = all ? kind[All.Length..] : kind;
        bool within = kind.StartsWith(Within, StringComparison.Ordinal);
        kind = (within ? kind[Within.Length..] : kind).Replace("-", "", StringComparison.Ordinal);
        Word thing = (call.Option("name") ?? call.Argument(0)).AsWord();
        Word space = (call.Option("namespace") ?? call.Argument(all ? 0 : 1)).AsWord();
        List<Word> words = [new("delete"), new(kind), all ? new("--all") : thing];
        if (within)
        {
            words.AddRange([new("-n"), space]);
        }

        session.Launcher.Start((_launch with { Input = Input.Inherited.Instance }).Then(
            new Word("kubectl"), [.. words], by));
        return true;
    }

    /// <summary><c>Client().bucket("b").delete(force=True)</c>, <c>storage.bucket("b").deleteFiles()</c> of Google,
    /// <c>bucket("b").clear!</c> of Ruby's library for S3: as gsutil and aws say it.</summary>
    private bool Buckets(CodeCall call)
    {
        bool s3 = call.Name is "clear!" or "clear" or "delete!";
        if (call.Receiver is not CodeValue.Returned({ Name: "bucket" or "get_bucket" } made)
            || made.Argument(0) is not CodeValue.Text(var bucket)
            || !(s3 || call.Name is "delete" or "deleteFiles" or "delete_blobs"))
        {
            return false;
        }

        (Word program, Word name) = s3
            ? (new Word("aws"), Evaluation.Words.Concat(new("s3://"), bucket))
            : (new Word("gsutil"), Evaluation.Words.Concat(new("gs://"), bucket));
        ImmutableArray<Word> words = s3
            ? [new("s3"), new("rm"), name, new("--recursive")]
            : [new("rm"), new("-r"), name];
        session.Launcher.Start((_launch with { Input = Input.Inherited.Instance }).Then(program, words, by));
        return true;
    }

    private static CodeValue? Find(CodeCall call, string name)
    {
        for (CodeCall? at = call; at is not null; at = (at.Receiver as CodeValue.Returned)?.Call)
        {
            if (at.Option(name) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The service that a client of a cloud library is for.</summary>
    private AwsCall? Service(CodeCall call)
    {
        if (call.Receiver is CodeValue.Returned({ Name: "client" } client) && client.Argument(0).Known is { } service
            && (client.Path.Contains("boto", StringComparison.Ordinal)
            || client.Receiver is CodeValue.Returned({ Name: "Session" })))
        {
            return new AwsCall(Program(service), client);
        }

        if (call.Receiver is CodeValue.Returned({ Receiver: CodeValue.Returned({ Name: "resource" } made) } thing)
            && made.Argument(0).Known is { } of && made.Path.Contains("boto", StringComparison.Ordinal))
        {
            return Thing(call, thing, of, made);
        }

        const string Sdk = "@aws-sdk/client-";
        if (family is Family.JavaScript && call.Name.EndsWith("Command", StringComparison.Ordinal)
            && call.Path.StartsWith(Sdk, StringComparison.Ordinal))
        {
            return new AwsCall(Program(call.Path[Sdk.Length..].Split('.')[0]), null);
        }

        // new AWS.RDS().deleteDBInstance({…}), new S3({}).deleteBucket({…}),
        // Aws::RDS::Client.new.delete_db_instance(…)
        if (call.Receiver is CodeValue.Returned({ Name: var maker, Root: var root } named) && Library(root, maker) is
            { } library)
        {
            return new AwsCall(Program(library), named);
        }

        const string New = ".new";
        return call.Root.EndsWith(New, StringComparison.Ordinal) && Library(call.Root[..^New.Length], "new") is { } bare
            ? new AwsCall(Program(bare), null) : null;
    }

    /// <summary>The service after whose name a library calls its client; null for any other.</summary>
    private static string? Library(string root, string maker)
    {
        string path = (maker is "new" ? root : root + "." + maker).Replace("::", ".", StringComparison.Ordinal);
        string[] parts = path.Split('.');
        return parts is ["AWS" or "aws-sdk" or "Aws", { Length: > 1 } service, ..]
            && char.IsAsciiLetterUpper(service[0]) && parts is [_, _] or [_, _, "Client"] ? service.ToLowerInvariant()
            : parts is [{ } module, _] && module.StartsWith("@aws-sdk/client-", StringComparison.Ordinal)
                ? module["@aws-sdk/client-".Length..] : null;
    }

    /// <summary><c>boto3.resource("dynamodb").Table("orders").delete()</c>: as
    /// <c>aws dynamodb delete-table</c>.</summary>
    private static AwsCall? Thing(CodeCall call, CodeCall thing, string service, CodeCall made)
    {
        string kind = Dashes(thing.Name);
        string? operation = call.Name switch
        {
            "delete" => "delete-" + kind,
            "terminate" => "terminate-" + kind + "s",
            _ => null,
        };
        return operation is null ? null : new AwsCall(Program(service), made)
        {
            Operation = operation,
            Things = [new Word("--" + kind + (service is "ec2" ? "-id" : "-name")), thing.Argument(0).AsWord()],
        };
    }

    private static string Program(string service) => service is "s3" ? "s3api" : service;

    /// <summary><c>DBInstanceIdentifier</c>, <c>delete_db_instance</c> → <c>db-instance-identifier</c>.</summary>
    internal static string Dashes(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool starts = char.IsAsciiLetterUpper(c) && i > 0 && name[i - 1] != '_'
                && (!char.IsAsciiLetterUpper(name[i - 1]) || (i + 1 < name.Length
                && char.IsAsciiLetterLower(name[i + 1])));
            text.Append(starts ? "-" : "").Append(c == '_' ? '-' : char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    /// <summary>A call of a library of AWS.</summary>
    /// <param name="Name">The service, as the program calls it.</param>
    /// <param name="Options">The call that made the client, with its region and profile; null where none is
    /// seen.</param>
    private sealed record AwsCall(string Name, CodeCall? Options)
    {
        /// <summary>The operation, where it is not the name of the call.</summary>
        public string? Operation { get; init; }

        /// <summary>What names the thing that the call is made on.</summary>
        public ImmutableArray<Word> Things { get; init; } = [];
    }
}
