using System.Collections.Immutable;
using System.Text.Encodings.Web;
using Holdpoint.Shell;
using Holdpoint.Shell.Wrappers;
using Words = Holdpoint.Shell.Evaluation.Words;

namespace Holdpoint.Tools.Http;

/// <summary>Reads command lines of the other programs that send requests: wget, HTTPie and xh, gh and glab,
/// PowerShell.
/// Pure.</summary>
internal static class ClientRequests
{
    private static readonly Wrapper Wget = new()
    {
        Valued = "OPoaUtTwQADeBiIXRlY",
        LongValued = "output-document directory-prefix output-file append-output user-agent header user password tries "
            + "timeout method body-data body-file post-data post-file wait base input-file accept reject domains "
            + "execute certificate private-key ca-certificate load-cookies save-cookies referer level limit-rate",
    };

    private static readonly Wrapper Httpie = new()
    {
        Valued = "aAops",
        LongValued
            = "auth auth-type output session session-read-only proxy timeout verify cert cert-key style print raw "
            + "max-redirects ssl bearer resolve interface",
    };

    private static readonly Wrapper Api = new()
    {
        Valued = "XfFHqtpR",
        LongValued = "method field raw-field header jq template hostname input preview cache output",
    };

    public static IEnumerable<HttpRequest> Read(string name, Invocation invocation) => name switch
    {
        "curl" => CurlRequests.Read(invocation),
        "wget" or "wget2" => OfWget(invocation),
        "http" or "https" or "xh" or "xhs" or "httpie" => OfHttpie(name, invocation),
        "gh" or "glab" => OfApi(name, invocation),
        _ => OfPowerShell(invocation),
    };

    private static IEnumerable<HttpRequest> OfWget(Invocation invocation)
    {
        string? method = "GET";
        Word? body = null, file = null;
        List<Word> urls = [];
        var line = new Line(invocation.Arguments);
        while (line.Next is { } word)
        {
            if (!line.Option(Wget, out string option, out Word? value))
            {
                urls.Add(word);
                line.Skip(1);
                continue;
            }

            switch (option)
            {
                case "method":
                    method = value?.Text?.ToUpperInvariant();
                    break;
                case "post-data" or "body-data":
                    (body, method) = (value, option == "post-data" ? "POST" : method);
                    break;
                case "post-file" or "body-file":
                    (file, method) = (value, option == "post-file" ? "POST" : method);
                    break;
            }
        }

        return urls.Select(u => new HttpRequest(method, u) { Body = body, BodyFile = file });
    }

    /// <summary><c>http [METHOD] URL [name=value name:=json]</c></summary>
    private static IEnumerable<HttpRequest> OfHttpie(string name, Invocation invocation)
    {
        List<Word> operands = [];
        Word? raw = null;
        var line = new Line(invocation.Arguments);
        while (line.Next is { } word)
        {
            if (!line.Option(Httpie, out string option, out Word? value))
            {
                operands.Add(word);
                line.Skip(1);
            }
            else if (option == "raw")
            {
                raw = value;
            }
        }

        string? method = null;
        if (operands is [{ Text: { } first }, _, ..] && first.All(char.IsAsciiLetter)
            && (first.All(char.IsAsciiLetterUpper) || first is "get" or "post" or "put" or "patch" or "delete"
            or "head"))
        {
            method = first.ToUpperInvariant();
            operands.RemoveAt(0);
        }

        if (operands is not [var url, .. var items])
        {
            return [];
        }

        Word? body = raw ?? Fields(items, ["=", ":="]);
        if (url.Prefix is [':', ..])
        {
            url = Words.Concat(new Word(url.Prefix is ":" or [':', '/', ..] ? "localhost"
                : "localhost:"), Words.Skip(url, 1));
        }

        Word? given = body is null && invocation.Input is Input.Given(var input) ? input : body;
        return [new HttpRequest(method ?? (given is null ? "GET" : "POST"),
            url.Text?.Contains("://", StringComparison.Ordinal) ?? true ? url
                : Words.Concat(new Word(name is "https" or "xhs" ? "https://" : "http://"), url)) { Body = given }];
    }

    /// <summary><c>gh api PATH</c>: on GitHub, or the host that is named.</summary>
    private static IEnumerable<HttpRequest> OfApi(string name, Invocation invocation)
    {
        if (invocation.Arguments is not [{ Text: "api" }, .. var rest])
        {
            return [];
        }

        Word? method = null, path = null, file = null, host = null;
        List<Word> fields = [];
        var line = new Line(rest);
        while (line.Next is { } word)
        {
            if (!line.Option(Api, out string option, out Word? value))
            {
                path ??= word;
                line.Skip(1);
                continue;
            }

            switch (option)
            {
                case "X" or "method":
                    method = value;
                    break;
                case "f" or "F" or "field" or "raw-field" when value is not null:
                    fields.Add(value);
                    break;
                case "input":
                    file = value;
                    break;
                case "hostname":
                    host = value;
                    break;
            }
        }

        if (path is null)
        {
            return [];
        }

        bool graph = path.Text is "graphql";
        string at = host?.Shown ?? invocation.Variable("GH_HOST")?.Shown ?? (name is "gh" ? "github.com"
            : "gitlab.com");
        string start = name is "gh" ? at is "github.com" ? "https://api.github.com/" : $"https://{at}/api/v3/"
            : graph ? $"https://{at}/api/" : $"https://{at}/api/v4/";
        Word url = path.Prefix.Contains("://", StringComparison.Ordinal) ? path
            : Words.Concat(new Word(start), path.Prefix is ['/', ..] ? Words.Skip(path, 1) : path);
        Word? body = file is null ? Fields(fields, ["="])
            : file.Text is "-" && invocation.Input is Input.Given(var input) ? input
            : Bodies.Written(invocation, file);
        string? verb = method is null ? fields.Count > 0 || file is not null || graph ? "POST" : "GET"
            : method.Text?.ToUpperInvariant();
        return [new HttpRequest(verb, url) { Body = body, BodyFile = body is null && file?.Text is not "-" ? file
            : null }];
    }

    private static IEnumerable<HttpRequest> OfPowerShell(Invocation invocation)
    {
        Word? url = null, body = null;
        string? method = "GET";
        for (int i = 0; i < invocation.Arguments.Length; i++)
        {
            Word? value = i + 1 < invocation.Arguments.Length ? invocation.Arguments[i + 1] : null;
            switch (invocation.Arguments[i].Text?.ToLowerInvariant())
            {
                case "-method" or "-custommethod" when value is not null:
                    method = value.Text?.ToUpperInvariant();
                    i++;
                    break;
                case "-uri" when value is not null:
                    url = value;
                    i++;
                    break;
                case "-body" when value is not null:
                    body = value;
                    i++;
                    break;
                case ['-', ..]:
                    break;
                default:
                    url ??= invocation.Arguments[i];
                    break;
            }
        }

        return url is null ? [] : [new HttpRequest(method, url) { Body = body }];
    }

    /// <summary>Fields as the JSON that they make; null where there are none.</summary>
    private static Word? Fields(IEnumerable<Word> fields, ImmutableArray<string> marks)
    {
        Word? json = null;
        foreach (Word field in fields)
        {
            int at = field.Prefix.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || (marks.Length > 1 && field.Prefix[at..].StartsWith("==", StringComparison.Ordinal)))
            {
                continue;
            }

            bool raw = field.Prefix[at - 1] == ':';
            string key = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(field.Prefix[..(raw ? at - 1 : at)]);
            string value = string.Concat(Words.Skip(field, at + 1).Pieces.Select(p => p.Value));
            string text = raw ? value : "\"" + JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value) + "\"";
            json = new Word((json is null ? "{" : json.Shown + ",") + $"\"{key}\":{text}");
        }

        return json is null ? null : new Word(json.Shown + "}");
    }
}
