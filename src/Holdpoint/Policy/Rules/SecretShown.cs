using Holdpoint.Radius;
using Holdpoint.Tools.Secrets;

namespace Holdpoint.Policy.Rules;

/// <summary>A private key or a store of credentials that the agent reads.</summary>
internal sealed class SecretShown : Rule
{
    public override string Id => "secret-shown";

    public override string Title => "A private key or a store of credentials that the agent reads";

    public override string Documentation =>
        """
        `cat ~/.ssh/id_rsa`: what an agent reads goes to the model's maker, into logs and transcripts, and can be
        repeated later. Programs that use the key themselves (`ssh -i`, `aws --profile`) need no such reading, and a
        project's own `.env` is read without a question.

        What to do: let the program that needs the secret read it by itself.
        """;

    public override Row Defaults => Row.Ask;

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect is { Tool: SecretsTool.ToolId, Resource.Type: SecretsTool.Shown };
}
