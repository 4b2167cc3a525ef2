using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Wrappers;
using Words = Holdpoint.Shell.Evaluation.Words;

namespace Holdpoint.Tools.Http;

/// <summary>Reads a command line of curl into the requests that it sends. Pure.</summary>
internal static class CurlRequests
{
    /// <summary>Requests of one command line.</summary>
    private const int MaxRequests = 50;

    private static readonly Wrapper Options = new()
    {
        Valued = "AbcCdDeEFhHKmoPQrtTuUwxXyYz",
        LongValued
            = "request data data-ascii data-binary data-raw data-urlencode json form form-string url header user "
            + "user-agent cookie cookie-jar output dump-header referer proxy proxy-user max-time connect-timeout retry "
            + "retry-delay retry-max-time upload-file config cacert capath cert cert-type key key-type pass "
            + "ciphers write-out "
            + "request-target resolve connect-to interface limit-rate range unix-socket abstract-unix-socket "
            + "netrc-file "
            + "noproxy oauth2-bearer aws-sigv4 variable expand-url expand-data continue-at time-cond speed-limit "
            + "speed-time max-filesize max-redirs quote postquote url-query trace trace-ascii stderr output-dir "
            + "dns-servers "
            + "local-port preproxy proxy-header socks5 socks5-hostname socks4 proto proto-default tls-max ssl-sessions "
            + "rate parallel-max libcurl login-options mail-from mail-rcpt pinnedpubkey hostpubmd5 delegation doh-url",
    };

    public static IEnumerable<HttpRequest> Read(Invocation invocation)
    {
        var read = new Command(invocation);
        read.Add(invocation.Arguments);
        return read.Requests();
    }

    /// <summary>Options up to <c>--next</c>, and the URLs among them.</summary>
    private sealed class Command(Invocation invocation)
    {
        private readonly List<HttpRequest> _requests = [];
        private readonly List<Word> _urls = [];
        private Word? _method;
        private Word? _body;
        private Word? _file;
        private Word? _target;
        private string? _socket;
        private bool _get;
        private bool _head;
        private bool _upload;
        private bool _sends;
        private int _depth;

        public List<HttpRequest> Requests()
        {
            Flush();
            return _requests;
        }

        public void Add(ImmutableArray<Word> words)
        {
            var line = new Line(words);
            while (line.Next is { } word)
            {
                if (word.Text is "-:" or "--next")
                {
                    Flush();
                    line.Skip(1);
                }
                else if (!line.Option(Options, out string option, out Word? value))
                {
                    if (line.Next is { } url)
                    {
                        _urls.Add(url);
                        line.Skip(1);
                    }
                }
                else
                {
                    Take(option, value);
                }
            }
        }

        private void Take(string option, Word? value)
        {
            switch (option)
            {
                case "X" or "request" when value is not null:
                    _method = value;
                    break;
                case "G" or "get":
                    _get = true;
                    break;
                case "I" or "head":
                    _head = true;
                    break;
                case "url" or "expand-url" when value is not null:
                    _urls.Add(value);
                    break;
                case "d" or "data" or "data-ascii" or "data-binary" or "json" or "data-raw" or "data-urlencode"
                    or "expand-data"
                    when value is not null:
                    Data(option, value);
                    break;
                case "F" or "form" or "form-string":
                    _sends = true;
                    break;
                case "T" or "upload-file":
                    _upload = true;
                    break;
                case "request-target" when value is not null:
                    _target = value;
                    break;
                case "unix-socket" or "abstract-unix-socket":
                    _socket = value?.Shown;
                    break;
                case "K" or "config" when value is not null:
                    Configuration(value);
                    break;
            }
        }

        private void Data(string option, Word value)
        {
            _sends = true;
            if (option != "data-raw" && value.Prefix is ['@', ..])
            {
                Word file = Words.Skip(value, 1);
                if (file.Text is "-" && invocation.Input is Input.Given(var input))
                {
                    Join(input);
                }
                else if (invocation.Input is Input.FromFile(var from) && file.Text is "-")
                {
                    _file = from;
                }
                else
                {
                    _file = file;
                }

                return;
            }

            Join(value);
        }

        private void Join(Word value) =>
            _body = _body is null ? value : Words.Concat(Words.Concat(_body, new Word("&")), value);

        /// <summary>A file of options: what the action itself wrote is known.</summary>
        private void Configuration(Word file)
        {
            Word? text = file.Text is "-" && invocation.Input is Input.Given(var input) ? input
                : Bodies.Written(invocation, file);
            if (text?.Text is not { } lines || _depth++ > 2)
            {
                return;
            }

            List<Word> words = [];
            foreach (string line in lines.Split('\n'))
            {
                string bare = line.Trim();
                if (bare.Length == 0 || bare[0] == '#')
                {
                    continue;
                }

                int end = bare.AsSpan().IndexOfAny(" \t=:");
                string name = end < 0 ? bare : bare[..end];
                words.Add(new Word(name.StartsWith('-') ? name : "--" + name));
                if (end > 0)
                {
                    words.Add(new Word(bare[end..].TrimStart(' ', '\t', '=', ':').Trim('"').Replace("\\\"", "\"",
                        StringComparison.Ordinal)));
                }
            }

            Add([.. words]);
        }

        private void Flush()
        {
            string? method = _method is null ? _get ? "GET" : _upload ? "PUT" : _sends ? "POST" : _head ? "HEAD"
                : "GET"
                : _method.Text?.ToUpperInvariant();
            foreach (Word url in _urls)
            {
                if (_requests.Count >= MaxRequests)
                {
                    break;
                }

                Word whole = _target is null ? url : Words.Concat(
                    new Word(new HttpRequest(method, url).Authority), _target);
                _requests.Add(new HttpRequest(method, whole)
                {
                    Body = _get ? null : _body,
                    BodyFile = _get ? null : _file,
                    Socket = _socket,
                });
            }

            _urls.Clear();
            (_method, _body, _file, _target, _get, _head, _upload, _sends) = (null, null, null, null, false, false,
                false, false);
        }
    }
}
