using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Http;

/// <summary>Requests over HTTP: what an API is told to delete, reset or restore.</summary>
internal sealed class HttpTool : Tool
{
    public const string ToolId = "http";

    public override string Id => ToolId;

    public override string Title => "curl, wget, HTTPie, xh, gh api, glab api, Invoke-WebRequest";

    public override string Documentation =>
        """
        **Read:** method, host, path and body, with `--next`, `--json`, `-d @file`, `-K`, `--request-target`,
            Unix sockets
        and here-documents; GraphQL with aliases, fragments, batches and operation names; SQL in bodies.

        **Recognised:** calls that delete, reset or restore at GitHub, GitLab, Railway, Fly, Heroku, Render, Vercel,
        Netlify, Supabase, Neon, PlanetScale, Cloudflare, DigitalOcean, Hetzner, Linode, Google Cloud, Azure, AWS,
            Terraform
        Cloud and others; engines of containers, Kubernetes, search engines, key-value stores and queues by their ports
        and paths, on this machine too; `DELETE` at any other host but this machine. A GraphQL mutation that
            is not known to
        be harmless counts as unknown at an API that runs systems.

        **Target:** the host; names in the path of a known API tell the environment.

        **Not seen:** what `POST`, `PUT` and `PATCH` change at an API that is not known; what an upload gives away.
        """;

    public override ImmutableArray<string>? Programs { get; } =
    [
        "curl", "wget", "wget2", "http", "https", "xh", "xhs", "httpie", "gh", "glab", "Invoke-WebRequest",
        "Invoke-RestMethod", "iwr", "irm",
    ];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        foreach (HttpRequest request in ClientRequests.Read(invocation.Name ?? "", invocation))
        {
            RequestEffects.Add(request, invocation, effects);
        }
    }
}
