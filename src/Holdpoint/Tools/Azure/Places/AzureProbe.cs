using System.Text.Json;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Azure.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Azure.Places;

/// <summary>Looks on this machine for the subscription that the words leave open; Azure itself is asked for
/// what <see cref="AzureEvidence"/> knows to ask.</summary>
internal sealed record AzureProbe(AzureCall Call, Invocation Invocation) : Probe
{
    /// <summary>A profile of a thousand subscriptions is far smaller.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    private const string NotAsked = "Azure itself was not asked how much is in it";

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        AzurePlace place = AzurePlace.Of(Call, name => Variable(world, name));
        string folder = Variable(world, "AZURE_CONFIG_DIR")?.Text ?? $"{world.Home}/.azure";
        if (place is { Subscription: null, Emulated: false }
            && world.Read($"{folder}/azureProfile.json", MaxBytes) is FileAnswer.Content content
            && Default(content.Bytes.Span) is { } chosen)
        {
            place = place with
            {
                Subscription = chosen,
                Signs = place.Signs.Insert(0, new Sign(SignKind.Account, chosen, "~/.azure/azureProfile.json")),
            };
        }

        Effect seen = effect with
        {
            Target = place.Target,
            Recovery = effect.Kind is EffectKind.Destroy && place.Emulated
                ? new Recovery.FromSource("what stands in for Azure on this machine is filled again") : effect.Recovery,
        };
        bool ask = seen.Kind is EffectKind.Destroy && !place.Emulated;
        var start = new Measurement(seen) { Unmeasured = ask ? NotAsked : null };
        return ask ? AzureEvidence.Of(start, Call, Invocation, world, budget) ?? start : start;
    }

    private Word? Variable(IWorld world, string name) =>
        Invocation.Environment.TryGetValue(name, out Word? set) ? set
        : Invocation.CleanEnvironment ? null
        : world.Variable(name) is { Length: > 0 } value ? new Word(value) : null;

    /// <summary>The name of the subscription that is chosen; null when none is, or the file cannot be read.</summary>
    private static string? Default(ReadOnlySpan<byte> json)
    {
        // az writes a byte order mark.
        json = json.StartsWith("\uFEFF"u8) ? json["\uFEFF"u8.Length..] : json;
        var reader = new Utf8JsonReader(json);
        string? name = null;
        bool chosen = false;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject)
                {
                    (name, chosen) = (null, false);
                }
                else if (reader.TokenType is JsonTokenType.PropertyName && reader.CurrentDepth == 3)
                {
                    bool isName = reader.ValueTextEquals("name"), isDefault = reader.ValueTextEquals("isDefault");
                    reader.Read();
                    name = isName && reader.TokenType is JsonTokenType.String ? reader.GetString() : name;
                    chosen |= isDefault && reader.TokenType is JsonTokenType.True;
                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    {
                        reader.Skip();
                    }
                }

                if (chosen && name is not null)
                {
                    return name;
                }
            }
        }
        catch (JsonException)
        {
            // Not what az writes: then nothing is known.
        }

        return null;
    }
}
