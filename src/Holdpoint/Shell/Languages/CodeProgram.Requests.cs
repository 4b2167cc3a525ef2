using System.Collections.Immutable;
using System.Text;

namespace Holdpoint.Shell.Languages;

/// <summary>Requests over HTTP and calls of cloud libraries, as the programs that send the same.</summary>
internal sealed partial class CodeProgram
{
    private bool Requests(CodeCall call)
    {
        if (Method(call) is not { } method)
        {
            return false;
        }

        CodeValue target = call.Name is "request" or "Request" or "open" or "send_request"
            && IsMethod(call.Argument(0).Known)
            ? call.Argument(1)
            : call.Argument(0) is CodeValue.Map(var _) map ? map["url"] ?? map["uri"] ?? CodeValue.Nothing
            : call.Arguments.IsEmpty ? call.Option("url") ?? CodeValue.Nothing : call.Argument(0);
        if (target is not CodeValue.Text(var url))
        {
            return false;
        }

        if (call.Option("baseURL") is CodeValue.Text(var start))
        {
            url = Evaluation.Words.Concat(start, url);
        }
        else if (call.Receiver is CodeValue.Returned({ } client)
            && client.Option("base_url") is CodeValue.Text(var own)
            || call.Receiver is CodeValue.Returned({ } axios) && axios.Option("baseURL") is CodeValue.Text(var its)
                && (own = its) is not null)
        {
            url = Evaluation.Words.Concat(own, url);
        }

        bool web = url.Prefix.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || url.Prefix.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || (url.Pieces is [{ Kind: PieceKind.Unknown }, ..] && url.Shown.StartsWith('$'));
        if (!web)
        {
            return false;
        }

        List<Word> words = [new("-X"), method, url];
        if (Body(call) is { } body)
        {
            words.AddRange([new("-d"), body]);
        }

        foreach (Word file in call.Arguments.Concat(call.Named.Select(n => n.Value)).SelectMany(v => Files(v, 0)))
        {
            words.AddRange([new("-F"), Evaluation.Words.Concat(new("file=@"), file)]);
        }

        session.Launcher.Start((_launch with { Input = Input.Inherited.Instance }).Then(new Word("curl"), [.. words],
            by));
        return true;
    }

    /// <summary>Files that a request sends as they are: <c>files={"f": open("x", "rb")}</c>.</summary>
    private static IEnumerable<Word> Files(CodeValue value, int depth) => value switch
    {
        CodeValue.Returned({ Name: "open" or "createReadStream" or "file" or "blob" or "new" } call)
            when call.Argument(0) is CodeValue.Text(var path) && call.RootName is not "http" => [path],
        CodeValue.Map(var entries) when depth < MaxNesting => entries.SelectMany(e => Files(e.Value, depth + 1)),
        CodeValue.List(var items) when depth < MaxNesting => items.SelectMany(i => Files(i, depth + 1)),
        _ => [],
    };

    /// <summary>The method of a request that may change something; null where the call is none.</summary>
    private static Word? Method(CodeCall call)
    {
        if (call.Name is "delete" or "delete_" or "destroy" or "del" && call.Arguments.Length > 0)
        {
            return new Word("DELETE");
        }

        if (call.Name is "post" or "put" or "patch" or "Post" or "Put" && call.Arguments.Length > 0)
        {
            return new Word(call.Name.ToUpperInvariant());
        }

        if (call.Name is "new" && call.RootName is "Delete" or "Post" or "Put" or "Patch"
            && call.Root.Contains("HTTP", StringComparison.Ordinal))
        {
            return new Word(call.RootName.ToUpperInvariant());
        }

        if (call.Name is "fetch" or "axios" or "request" or "Request" or "got" or "ky" or "$fetch" or "ofetch"
            or "send_request"
            or "open" or "http" or "ajax" or "urlopen" or "curl_init" or "stream" or "undici" or "node_fetch")
        {
            if (IsMethod(call.Argument(0).Known))
            {
                return call.Argument(0).AsWord();
            }

            CodeValue? given = call.Option("method") ?? call.Option("type");
            return given is CodeValue.Text(var method) ? method
                : call.Option("data") is not null || call.Option("body") is not null ? new Word("POST") : null;
        }

        return null;
    }

    private static bool IsMethod(string? word) => word?.ToUpperInvariant() is "DELETE" or "POST" or "PUT"
        or "PATCH" or "PURGE";

    private static Word? Body(CodeCall call)
    {
        foreach (string name in (ReadOnlySpan<string>)["json", "body", "data", "content", "payload", "params"])
        {
            if (call.Option(name) is { } body && JsonText.Of(body) is { } text)
            {
                return body is CodeValue.Text(var plain) ? plain : text;
            }
        }

        return call.Name is "post" or "put" or "patch" && call.Arguments.Length > 1
            && call.Argument(1) is CodeValue.Map or CodeValue.Text
            ? call.Argument(1) is CodeValue.Text(var word) ? word : JsonText.Of(call.Argument(1)) : null;
    }

    /// <summary><c>boto3.client("rds").delete_db_instance(…)</c>, <c>new DeleteBucketCommand({…})</c>: as the aws
    /// program says it.</summary>
    private bool Clouds(CodeCall call)
    {
        if (Service(call) is not { } service)
        {
            return false;
        }

        bool command = family is Family.JavaScript && call.Name.EndsWith("Command", StringComparison.Ordinal);
        string operation = command ? Dashes(call.Name[..^"Command".Length]) : Dashes(call.Name);
        List<Word> words = [new(service.Name), new(operation)];
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
    private (string Name, CodeCall? Options)? Service(CodeCall call)
    {
        if (call.Receiver is CodeValue.Returned({ Name: "client" } client) && client.Argument(0).Known is { } service
            && (client.Path.Contains("boto", StringComparison.Ordinal)
            || client.Receiver is CodeValue.Returned({ Name: "Session" })))
        {
            return (service is "s3" ? "s3api" : service, client);
        }

        const string Sdk = "@aws-sdk/client-";
        if (family is Family.JavaScript && call.Name.EndsWith("Command", StringComparison.Ordinal)
            && call.Path.StartsWith(Sdk, StringComparison.Ordinal))
        {
            string module = call.Path[Sdk.Length..].Split('.')[0];
            return (module is "s3" ? "s3api" : module, null);
        }

        return null;
    }

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
}
