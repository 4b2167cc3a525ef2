using System.Collections.Immutable;

namespace Holdpoint.Shell.Languages;

/// <summary>Requests over HTTP, as the programs that send the same.</summary>
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
}
