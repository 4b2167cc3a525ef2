using Holdpoint.Radius;
using Holdpoint.Tools.Secrets;

namespace Holdpoint.Policy.Rules;

/// <summary>A secret that leaves this machine.</summary>
internal sealed class SecretSent : Rule
{
    public override string Id => "secret-sent";

    public override string Title => "A secret that leaves this machine";

    public override string Documentation =>
        """
        A private key, a store of credentials, a `.env` file or the whole environment in what a program sends to
        another machine. Whether that machine is a trusted one, nobody can tell from the words; what was sent cannot
        be taken back.

        What to do: send what is needed without the secret, or have a person look at where it goes.
        """;

    public override Row Defaults => Row.Ask;

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect is { Tool: SecretsTool.ToolId, Resource.Type: SecretsTool.Sent };
}
