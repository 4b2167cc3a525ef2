using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Tools.Terraform.Protection;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Losses;

/// <summary>Counts losses and keeps those worth naming; a state of 50,000 resources makes no 50,000 losses.</summary>
internal sealed class LossTally
{
    private readonly StandingReader _reader = new();
    private readonly Dictionary<string, int> _types = new(StringComparer.Ordinal);
    private readonly List<(string Type, string Address, Standing Standing, string? System)> _named = [];
    private readonly List<string> _guards = [];
    private Recovery _worst = new Recovery.Trivial("nothing is lost");
    private long _bytes;
    private bool _anyBytes;

    public long Count { get; private set; }

    public int HoldData { get; private set; }

    public long? Bytes => _anyBytes ? _bytes : null;

    /// <summary>The worst way back among the losses; of equally bad ones that of the loss that is named
    /// first.</summary>
    public Recovery Recovery => Losses is [var first, ..] && first.Recovery.Gravity == _worst.Gravity
        ? first.Recovery : _worst;

    /// <summary>Losses that are the safety of something else, each "ADDRESS goes: what that means".</summary>
    public ImmutableArray<string> Guards => [.. _guards];

    public ImmutableArray<(string Type, int Count)> Types =>
        [.. _types.OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Select(t =>
            (t.Key, t.Value))];

    /// <summary>Data-bearing first, then the worst way back, then what is known to hold most; else the order of the
    /// file.</summary>
    public ImmutableArray<Loss> Losses =>
    [
        .. _named
            .OrderByDescending(n => n.Standing.HoldsData)
            .ThenByDescending(n => n.Standing.Recovery.Gravity)
            .ThenByDescending(n => n.Standing.BackupsLost is not null)
            .ThenByDescending(n => n.Standing.Bytes ?? 0)
            .ThenByDescending(n => n.Standing.Details.Length + n.Standing.Amounts.Length > 0)
            .Take(BlastRadius.MaxNamedLosses)
            .Select(n => new Loss(new Resource(n.Type, n.Address), n.Standing.Recovery)
            {
                HoldsData = n.Standing.HoldsData,
                Amounts = n.Standing.Amounts,
                Details = n.Standing.Details,
                Protection = n.Standing.Protection,
                BackupsLost = n.Standing.BackupsLost,
                System = n.System,
            }),
    ];

    public void Add(string type, string address, string? deposed, AttributeSet attributes, string? system)
    {
        Standing standing = _reader.Of(type, attributes);
        Count++;
        _types[type] = _types.GetValueOrDefault(type) + 1;
        HoldData += standing.HoldsData ? 1 : 0;
        if (standing.Bytes is { } bytes)
        {
            _anyBytes = true;
            _bytes = bytes > long.MaxValue - _bytes ? long.MaxValue : _bytes + bytes;
        }

        if (standing.Recovery.Gravity > _worst.Gravity)
        {
            _worst = standing.Recovery;
        }

        string name = deposed is null ? address : $"{address} (deposed object {deposed})";
        if (standing.Guards && _guards.Count < BlastRadius.MaxNamedLosses)
        {
            _guards.Add($"{name} goes, and with it a safeguard");
        }

        // Names without data only fill a screen that data does not; there are never too few of them.
        if (standing.HoldsData || _named.Count < BlastRadius.MaxNamedLosses)
        {
            _named.Add((type, name, standing, system));
        }
    }
}
