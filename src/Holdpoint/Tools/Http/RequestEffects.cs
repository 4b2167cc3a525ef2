using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases;

namespace Holdpoint.Tools.Http;

/// <summary>Turns requests into effects. Pure.</summary>
internal static class RequestEffects
{
    /// <summary>The APIs on which people work all day: an unknown call there changes a page, not a system.</summary>
    private static bool IsForge(KnownApi api) => api.Id is "github" or "gitlab" or "slack" or "atlassian" or "sentry";

    public static void Add(HttpRequest request, Invocation? invocation, ICollection<Effect> effects)
    {
        var call = new Call(request, invocation, effects, HostKnown(request) ? KnownApi.At(request.Host) : null);
        string method = request.Method ?? "?";
        if (method is "GET" or "HEAD" or "OPTIONS" && !request.Query.Contains("query=", StringComparison.Ordinal)
            && !Servers.ActsOnGet(request) && CalledCommands.OfKeys(request) is null)
        {
            return;
        }

        if (request.BodyFile is { } file && request.Body is null && call.Reads)
        {
            if (invocation is not null && Bodies.Written(invocation, file) is { Text: { } written })
            {
                call.Body(written);
            }
            else
            {
                call.OfFile(file);
            }
        }
        else if (request.Body is { } body && !body.IsUnknown)
        {
            call.Body(body.Shown);
        }
        else if (request.Body is not null && call is { Graph: true, Api: { } api } && !IsForge(api))
        {
            call.Unknown("sends what only run time knows");
        }

        if (request.Query.Contains("query=", StringComparison.Ordinal))
        {
            call.Body(request.Query);
        }

        call.Path(method);
    }

    private static bool HostKnown(HttpRequest request)
    {
        string prefix = request.Url.Prefix;
        int scheme = prefix.IndexOf("://", StringComparison.Ordinal);
        return request.Url.Text is not null || prefix.IndexOf('/', scheme < 0 ? 0 : scheme + 3) > 0;
    }

    /// <summary>One request with what is known of its place.</summary>
    internal sealed class Call(HttpRequest request, Invocation? invocation, ICollection<Effect> effects, KnownApi? api)
    {
        private readonly bool _known = HostKnown(request);
        private int _found;

        public KnownApi? Api => api;

        public bool Graph { get; } = request.Path.Contains("graphql", StringComparison.OrdinalIgnoreCase)
            || request.Path.EndsWith("/gql", StringComparison.Ordinal);

        /// <summary>Whether the body says what is done.</summary>
        public bool Reads => Graph || (api is not null && !IsForge(api))
            || request.Path.EndsWith("/metadata", StringComparison.Ordinal)
            || request.Path.EndsWith("/query", StringComparison.Ordinal)
            || request.Path.EndsWith("/sql", StringComparison.Ordinal);

        private bool Local => HostSigns.IsLoopback(request.Authority) || request.Socket is not null;

        /// <summary>What the body tells: operations of GraphQL, statements of SQL.</summary>
        public void Body(string text)
        {
            GraphQlBody body = GraphQlBody.Read(text, Graph);
            foreach (string statement in body.Statements)
            {
                Statement(statement);
            }

            if (api is not null && !Graph && request.Method is "PATCH" or "PUT" or "POST"
                && BodyProtections.Off(text) is { } off)
            {
                _found++;
                effects.Add(Make(EffectKind.Weaken, $"{api.Id}.{Type()}", Name, $"sets {off} of {Name} at {Where}",
                    new Recovery.Trivial("it can be put back as it was")));
            }

            if (Local && api is null)
            {
                // A server under development: what its own operations do is its developer's.
                return;
            }

            if (api is null || !IsForge(api))
            {
                foreach (string command in Graph ? [] : CalledCommands.InBody(text))
                {
                    Destroy($"{api?.Id ?? "http"}.{command}", command, $"has {Where} do {command}", null);
                }
            }

            foreach (GraphQlField field in body.Fields)
            {
                if (field.Kind is not GraphQlKind.Mutation)
                {
                    continue;
                }

                if (OperationWords.Destroy(field.Name))
                {
                    Destroy($"{api?.Id ?? "graphql"}.{field.Name}", Subject(field), $"has {Where} do {field.Name}",
                        null);
                }
                else if (!OperationWords.Makes(field.Name) && api is not null)
                {
                    Unknown($"has {Where} do {field.Name}, of which nothing is known");
                }
            }

            if (body.Unclear && api is not null && !IsForge(api))
            {
                Unknown("sends an operation that cannot be read");
            }
        }

        /// <summary>What method and path tell.</summary>
        public void Path(string method)
        {
            if (_found > 0 && Graph)
            {
                return;
            }

            if (Servers.Deed(request, method) is var (type, name, overwrites))
            {
                Destroy(type, name, overwrites ? $"overwrites {name} at {Where}" : $"deletes {name} at {Where}", null);
                return;
            }

            if (api?.Find(method, request.Segments) is { } known)
            {
                Known(known);
            }
            else if (api is not null && method is "POST" or "PUT" or "PATCH")
            {
                string last = request.Segments is [.., var end] ? end : "";
                int verb = last.LastIndexOf(':');
                if (!Graph && !IsForge(api) && OperationWords.Destroy(verb < 0 ? last : last[(verb + 1)..])
                    && !last.Contains('{', StringComparison.Ordinal) && (verb >= 0 || last.Length < 40))
                {
                    Destroy($"{api.Id}.{Type()}", Name, $"has {Where} do {last} on {request.Path}", null);
                }
            }
            else if (method is "DELETE" && (!Local || api is not null))
            {
                Deletion();
            }
            else if (CalledCommands.OfKeys(request) is { } keys && invocation is not null)
            {
                var store = new Connection
                {
                    Scheme = "redis",
                    Invocation = invocation,
                    Host = new Word(request.Host),
                };
                DatabaseEffects.Add(HttpTool.ToolId, store, [keys], effects);
            }
            else if (api is null && !Local && method is "POST" or "PUT" && CalledCommands.InPath(request))
            {
                Deletion();
            }
        }

        /// <summary>A body in a file: it is read when the world is asked.</summary>
        public void OfFile(Word file) => effects.Add(
            Make(EffectKind.Unknown, "http.body", file.Shown, $"sends {file.Shown} to {Where}", null) with
            {
                Probe = new BodyFileProbe(request, invocation, file),
            });

        public void Unknown(string summary)
        {
            _found++;
            effects.Add(Make(EffectKind.Unknown, $"{api?.Id ?? "http"}.call", Name, summary, null));
        }

        private string Where => api?.Id ?? (_known ? request.Host : request.Authority);

        private string Name => request.Path.Trim('/') is { Length: > 0 } path ? path : request.Authority;

        private void Known(KnownCall known)
        {
            Recovery? recovery = known.Days switch
            {
                > 0 when request.Query.Contains("hard_delete=true", StringComparison.Ordinal) =>
                    new Recovery.Never("hard_delete takes the days of grace away"),
                > 0 => new Recovery.Window(known.Days, $"{api?.Id} keeps it for {known.Days} days"),
                0 => new Recovery.Never($"{api?.Id} keeps no copy of it"),
                _ => null,
            };
            string type = $"{api?.Id}.{known.Type}";
            switch (known.Deed)
            {
                case CallDeed.Destroys:
                    Destroy(type, Name, $"deletes {Name} at {Where}", recovery);
                    break;
                case CallDeed.Overwrites:
                    Destroy(type, Name, $"overwrites {Name} at {Where}", recovery);
                    break;
                case CallDeed.Weakens:
                    effects.Add(Make(EffectKind.Weaken, type, Name, $"takes away {Name} at {Where}",
                        new Recovery.Trivial("it can be put back as it was")));
                    break;
            }
        }

        private void Deletion()
        {
            bool development = api is null && _known && HostSigns.Words(request.Host) is EnvironmentKind.Development;
            Destroy($"{api?.Id ?? "http"}.{Type()}", Name, $"deletes {Name} at {Where}", development
                ? new Recovery.FromSource("a development server makes its data anew") : null);
        }

        /// <summary>What kind of thing a path names: the word before the last segment.</summary>
        private string Type()
        {
            string type = request.Segments is [.., var kind, _] ? kind : request.Segments is [var only] ? only
                : "resource";
            return type.Length <= 40 && type.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
                && !type.All(char.IsAsciiDigit)
                ? type : "resource";
        }

        private static string Subject(GraphQlField field)
        {
            string bare = field.Arguments.Trim('(', ')', ' ');
            return bare.Length is > 0 and < 80 ? bare : field.Name;
        }

        private void Statement(string sql)
        {
            if (invocation is null)
            {
                return;
            }

            var connection = new Connection
            {
                Scheme = api?.Id ?? "http",
                Invocation = invocation,
                Host = new Word(_known ? request.Host : request.Authority),
            };
            Dialect dialect = api?.Id switch
            {
                "cloudflare" => Dialect.Sqlite,
                "supabase" or "neon" => Dialect.Postgres,
                _ => request.Port is "8123" or "8443" ? Dialect.ClickHouse : Dialect.Generic,
            };
            int before = effects.Count;
            new SqlScript(HttpTool.ToolId, connection, new SqlContext(dialect, SqlClient.None))
                .AddText(new Word(sql), effects);
            _found += effects.Count - before;
        }

        private void Destroy(string type, string name, string summary, Recovery? recovery)
        {
            _found++;
            effects.Add(Make(EffectKind.Destroy, type, name, summary, recovery));
        }

        private Effect Make(EffectKind kind, string type, string name, string summary, Recovery? recovery) =>
            new(kind, new Resource(type, name), Target(), recovery ?? new Recovery.Unknown("no way back is known"))
            {
                Tool = HttpTool.ToolId,
                Summary = summary,
                Invocation = invocation,
                Probe = _known ? null : new AddressProbe(request.Url),
                Safer = kind is EffectKind.Destroy ? "look first with GET, and take a copy of what would go" : null,
            };

        private Target Target()
        {
            ImmutableArray<Sign>.Builder signs = ImmutableArray.CreateBuilder<Sign>();
            string place = request.Socket ?? request.Authority;
            if (_known || request.Socket is not null)
            {
                signs.Add(new Sign(SignKind.Host, request.Socket is { } socket
                    ? socket.StartsWith('/') ? socket : "/" + socket : request.Host, "the URL"));
            }
            else
            {
                signs.Add(new Sign(SignKind.Name, request.Authority, "the name of the variable"));
            }

            if (api is not null)
            {
                signs.Add(new Sign(SignKind.Name, request.Path, "the path"));
            }

            return new Target("http", HostSigns.WithoutUser(place), signs.ToImmutable());
        }
    }
}
