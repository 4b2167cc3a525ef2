using Holdpoint.Shell;
using Holdpoint.Shell.Wrappers;
using Words = Holdpoint.Shell.Evaluation.Words;

namespace Holdpoint.Tools.Secrets;

/// <summary>What programs send that make requests over HTTP.</summary>
internal sealed partial class Sendings
{
    private static readonly Wrapper Curl = new()
    {
        Valued = "AbcCdDeEFhHKmoPQrtTuUwxXyYz",
        LongValued = "request data data-ascii data-binary data-raw data-urlencode json form form-string url url-query "
            + "header user user-agent cookie cookie-jar output dump-header referer proxy proxy-user max-time "
            + "connect-timeout retry retry-delay upload-file config cacert capath cert cert-type key key-type pass "
            + "write-out request-target resolve connect-to interface limit-rate unix-socket netrc-file output-dir "
            + "oauth2-bearer aws-sigv4 proxy-header trace trace-ascii stderr",
    };

    private static readonly Wrapper Wget = new()
    {
        Valued = "OPoaUtTwQADeBiIXRlY",
        LongValued = "output-document directory-prefix output-file header user password tries timeout method body-data "
            + "body-file post-data post-file certificate private-key ca-certificate load-cookies user-agent",
    };

    private void ReadCurl()
    {
        var line = new Line(program.Arguments);
        while (line.Next is { } word)
        {
            if (!line.Option(Curl, out string option, out Word? value))
            {
                _to ??= word.Shown;
                Send(SentKind.Text, word, null);
                line.Skip(1);
                continue;
            }

            switch (option)
            {
                case "d" or "data" or "data-ascii" or "data-binary" or "json" or "url-query" when value is not null:
                    Data(value);
                    break;
                case "data-urlencode" when value is not null:
                    int mark = value.Prefix.IndexOf('@', StringComparison.Ordinal);
                    Data(mark > 0 && !value.Prefix[..mark].Contains('=') ? Words.Skip(value, mark) : value);
                    break;
                case "data-raw" or "form-string" or "A" or "user-agent" or "e" or "referer" when value is not null:
                    Send(SentKind.Text, value, null);
                    break;
                case "F" or "form" when value is not null:
                    Form(value);
                    break;
                case "T" or "upload-file" when value is not null:
                    Send(value.Text is "-" or "." ? SentKind.Input : SentKind.File, value, null);
                    break;
                case "url" when value is not null:
                    _to = value.Shown;
                    Send(SentKind.Text, value, null);
                    break;
                case "H" or "header" or "u" or "user" or "b" or "cookie" or "oauth2-bearer" when value is not null:
                    Header(value, option is "H" or "header");
                    break;
                case "unix-socket" or "abstract-unix-socket":
                    _socket = value?.Shown;
                    break;
            }
        }
    }

    private void Data(Word value) =>
        Send(
            value.Text is "@-" ? SentKind.Input : value.Prefix is ['@', ..] ? SentKind.File : SentKind.Text,
            value.Prefix is ['@', ..] ? Words.Skip(value, 1) : value, null);

    /// <summary><c>-F name=@file,file;type=…</c></summary>
    private void Form(Word value)
    {
        string text = value.Prefix;
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || equals + 1 >= text.Length || text[equals + 1] is not ('@' or '<'))
        {
            Send(SentKind.Text, value, null);
            return;
        }

        foreach (string file in text[(equals + 2)..].Split(';')[0].Split(','))
        {
            Send(file is "-" ? SentKind.Input : SentKind.File, new Word(file.Trim('"')), null);
        }
    }

    /// <summary>Headers that tell who asks are there for secrets.</summary>
    private void Header(Word value, bool header)
    {
        if (header && value.Prefix is ['@', ..])
        {
            Data(value);
            return;
        }

        string name = value.Prefix.Split(':')[0];
        bool credential = !header || name.Contains("auth", StringComparison.OrdinalIgnoreCase)
            || name.Contains("key", StringComparison.OrdinalIgnoreCase)
            || name.Contains("token", StringComparison.OrdinalIgnoreCase)
            || name.Contains("secret", StringComparison.OrdinalIgnoreCase)
            || name.Contains("cookie", StringComparison.OrdinalIgnoreCase);
        Send(credential ? SentKind.Credential : SentKind.Text, value, null);
    }

    private void ReadWget()
    {
        var line = new Line(program.Arguments);
        while (line.Next is { } word)
        {
            if (!line.Option(Wget, out string option, out Word? value))
            {
                _to ??= word.Shown;
                Send(SentKind.Text, word, null);
                line.Skip(1);
            }
            else if (value is not null && option.StartsWith("post-f", StringComparison.Ordinal)
                || option.StartsWith("body-f", StringComparison.Ordinal))
            {
                Send(value?.Text is "-" ? SentKind.Input : SentKind.File, value ?? Word.Empty, null);
            }
            else if (value is not null && option is "post-data" or "body-data" or "U" or "user-agent")
            {
                Send(SentKind.Text, value ?? Word.Empty, null);
            }
            else if (value is not null && option is "header")
            {
                Header(value, header: true);
            }
        }
    }

    private void ReadHttpie()
    {
        Send(SentKind.Input, Word.Empty, null);
        Word[] operands = [.. program.Arguments.Where(w => w.Prefix is not ['-', ..])];
        _to = operands.FirstOrDefault(o => !o.Prefix.All(char.IsAsciiLetterUpper) || o.HasUnknown)?.Shown;
        foreach (Word item in operands)
        {
            string text = item.Prefix;
            int at = text.AsSpan().IndexOfAny("@=");
            bool file = at > 0 && (text[at] == '@' || text.AsSpan(at).StartsWith("=@"));
            Send(
                file ? SentKind.File : SentKind.Text,
                file ? Words.Skip(item, at + (text[at] == '@' ? 1 : 2)) : item, null);
        }
    }

    private void ReadPowerShell()
    {
        if (After("-InFile") is { } file)
        {
            Send(SentKind.File, file, After("-Uri")?.Shown);
        }

        if (After("-Body") is { } body)
        {
            Send(SentKind.Text, body, After("-Uri")?.Shown);
        }
    }
}
