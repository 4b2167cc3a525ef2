using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Azure.Places;

/// <summary>Where a command would act, as far as it is known: subscription, resource group, an emulator.</summary>
/// <param name="Subscription">Its name or id; null when nothing tells.</param>
/// <param name="Emulated">Azurite on this machine.</param>
internal sealed record AzurePlace(string? Subscription, bool Emulated, ImmutableArray<Sign> Signs)
{
    public const string Kind = "azure";

    public Target Target => new(Kind, Emulated ? "Azurite on this machine"
        : Subscription is null ? "Azure, whatever subscription is chosen" : $"subscription {Subscription}", Signs);

    /// <summary>The place that words and environment tell.</summary>
    public static AzurePlace Of(AzureCall call, Func<string, Word?> variable)
    {
        ImmutableArray<Sign>.Builder signs = ImmutableArray.CreateBuilder<Sign>();
        string? subscription = call.Flags.Value("subscription")?.Shown ?? InId(call);
        if (subscription is not null)
        {
            signs.Add(new Sign(SignKind.Account, subscription, "the --subscription option"));
        }
        else if (variable(Selections.Prefix + "subscription") is { } chosen)
        {
            subscription = chosen.Shown;
            signs.Add(new Sign(SignKind.Account, subscription, Selections.Source));
        }

        bool emulated = call.Path.StartsWith("storage ", StringComparison.Ordinal)
            && (Local(call.Flags.Value("connection-string")) || Local(call.Flags.Value("blob-endpoint"))
                || Local(call.Flags.Value("account-name"))
                || (call.Flags.Value("connection-string") is null && call.Flags.Value("account-name") is null
                    && Local(variable("AZURE_STORAGE_CONNECTION_STRING"))));
        if (emulated)
        {
            signs.Add(new Sign(SignKind.Host, "127.0.0.1", "Azurite's address"));
        }

        signs.Add(new Sign(SignKind.Name, call.Name, "the name"));
        return new AzurePlace(subscription, emulated, signs.ToImmutable());
    }

    private static bool Local(Word? value) => value?.Text is { } text
        && (text.Contains("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase)
            || text.Contains("127.0.0.1:", StringComparison.Ordinal) || text.Contains("localhost:",
                StringComparison.Ordinal)
            || text is "devstoreaccount1");

    /// <summary>The subscription in <c>--ids /subscriptions/ID/…</c>.</summary>
    private static string? InId(AzureCall call) =>
        (call.Flags.Text("ids") ?? call.Flags.Text("id") ?? call.Flags.Text("scope"))?.Split('/')
            is ["", "subscriptions", { Length: > 0 } id, ..] ? id : null;
}
