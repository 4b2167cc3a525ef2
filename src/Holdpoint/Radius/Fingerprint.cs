using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Holdpoint.Radius;

/// <summary>The digest that a grant will be bound to: what would happen, where, and the evidence that matters.</summary>
internal static class Fingerprint
{
    public static string Of(Action action, ImmutableArray<Measurement> measurements)
    {
        var text = new StringBuilder();
        text.Append(action).Append('\n');
        foreach (Measurement m in measurements)
        {
            text.Append(m.Effect.Kind).Append('\t').Append(m.Effect.Resource).Append('\t').Append(m.Effect.Target.Place).Append('\t')
                .Append(m.Count).Append('\t').Append(m.Unmeasured).Append('\n');
            foreach (Fact fact in m.Facts)
            {
                text.Append('\t').Append(fact.Name).Append('=').Append(fact.Value).Append('\n');
            }
        }

        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
