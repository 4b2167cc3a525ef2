using System.Net;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Terraform.Measuring;

/// <summary>A remote state is pulled by the same binary from the same place: real tofu, real http backend.</summary>
public sealed class RemoteStateTests
{
    [Fact]
    public void A_destroy_of_a_remote_state_is_measured_and_a_lost_one_is_missed()
    {
        using var server = new StateServer();
        using var folder = new CaseFolder();
        folder.Bash(
            "printf 'terraform {\\n backend \"http\" {\\n" +
            $"  address = \"{server.Address}\"\\n }}\\n}}\\n' > main.tf\n" +
            "printf 'resource \"terraform_data\" \"a\" {\\n count = 3\\n}\\n' >> main.tf\n" +
            "tofu init && tofu apply -auto-approve");
        int writes = server.Writes;

        Measurement destroy = Measure(folder, "tofu destroy -auto-approve");
        Assert.Null(destroy.Unmeasured);
        Assert.Equal(3, destroy.Count);
        Assert.StartsWith("http:address=http://127.0.0.1:", destroy.Effect.Target.Place, StringComparison.Ordinal);

        // Emptied behind our back: the memory of this computer and of the folder tells.
        server.State = null;
        Assert.Equal(AlarmKind.Missing, Assert.Single(Measure(folder, "tofu apply -auto-approve").Alarms).Kind);
        Assert.Equal(writes, server.Writes);

        // Where it cannot be read, nothing is said of it.
        server.Refuses = true;
        Assert.NotNull(Measure(folder, "tofu destroy -auto-approve").Unmeasured);
        Assert.Equal(EffectKind.Destroy, Measure(folder, "tofu apply -auto-approve").Effect.Kind);
    }

    private static Measurement Measure(CaseFolder folder, string command) =>
        new Pipeline(new CaseWorld(folder, []), _ => PolicySet.BuiltIn, new IncidentTests.NoJournal(),
            TimeSpan.FromSeconds(60))
            .Run(new Holdpoint.Action.ShellCommand(command, folder.Work)).Radius.Measurements.Single();

    /// <summary>The http backend's server: one state in memory, on loopback.</summary>
    private sealed class StateServer : IDisposable
    {
        private readonly HttpListener _listener = new();

        public StateServer()
        {
            for (int attempt = 0; ; attempt++)
            {
                Address = $"http://127.0.0.1:{Random.Shared.Next(20000, 60000)}/state/";
                _listener.Prefixes.Add(Address);
                try
                {
                    _listener.Start();
                    break;
                }
                catch (HttpListenerException) when (attempt < 20)
                {
                    _listener.Prefixes.Clear();
                }
            }

            _ = Task.Run(Serve);
        }

        public string Address { get; }

        public byte[]? State { get; set; }

        public bool Refuses { get; set; }

        public int Writes { get; private set; }

        public void Dispose() => _listener.Close();

        private async Task Serve()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                await Answer(context);
            }
        }

        private async Task Answer(HttpListenerContext context)
        {
            if (Refuses)
            {
                context.Response.StatusCode = 403;
            }
            else if (context.Request.HttpMethod is "POST")
            {
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                State = body.ToArray();
                Writes++;
            }
            else if (State is { } state)
            {
                await context.Response.OutputStream.WriteAsync(state);
            }
            else
            {
                context.Response.StatusCode = 404;
            }

            context.Response.Close();
        }
    }
}
