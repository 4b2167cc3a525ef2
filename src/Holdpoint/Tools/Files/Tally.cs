using System.Collections.Immutable;
using Holdpoint.Radius;

namespace Holdpoint.Tools.Files;

/// <summary>Adds up what files an action would take, and turns the sum into a measurement.</summary>
internal sealed class Tally
{
    private readonly List<Loss> _losses = [];
    private Recovery? _worst;
    private long _things;
    private long _bytes;
    private long _holdData;
    private EffectKind _kind = EffectKind.Read;

    /// <summary>Why the whole is out of the question; null when it is not.</summary>
    public string? Forbidden { get; set; }

    /// <summary>What could not be seen; null when all was.</summary>
    public string? Unmeasured { get; private set; }

    /// <summary>The whole of the agent's work tree would go.</summary>
    public bool WholeTree { get; set; }

    public List<Fact> Facts { get; } = [];

    /// <summary>Adds something that would go.</summary>
    /// <param name="named">Worth naming to a person: it does not come back by itself.</param>
    public void Add(string path, Recovery recovery, bool named, bool holdsData, long bytes, string type = "file")
    {
        _bytes += bytes;
        _holdData += named && holdsData ? 1 : 0;
        Add(EffectKind.Destroy, recovery);
        if (named && _losses.Count < BlastRadius.MaxNamedLosses)
        {
            _losses.Add(new Loss(new Resource(type, path), recovery)
            {
                HoldsData = holdsData,
                Amounts = bytes > 0 ? [Amount.Size(bytes)] : [],
                Details = recovery is Recovery.Never never ? [never.Why] : [],
            });
        }
    }

    /// <summary>Adds a change that takes nothing away by itself.</summary>
    public void Add(EffectKind kind, Recovery recovery)
    {
        _things++;
        Raise(kind);
        _worst = _worst is null || recovery.Gravity > _worst.Gravity ? recovery : _worst;
    }

    /// <summary>Notes that something cannot be seen; the first reason is kept.</summary>
    public void CannotSee(string why)
    {
        Unmeasured ??= why;
        Raise(EffectKind.Destroy);
        _worst = _worst is Recovery.Never ? _worst : new Recovery.Unknown(why);
    }

    public Measurement Measurement(Effect effect, string unit)
    {
        if (Forbidden is not null)
        {
            Effect refused = effect with
            {
                Forbidden = Forbidden,
                Recovery = _worst is Recovery.Never ? _worst : new Recovery.Never(Forbidden),
            };
            return Made(refused, unit);
        }

        if (WholeTree && _worst is not Recovery.Never)
        {
            CannotSee("the whole work tree would go");
        }

        Effect told = effect with
        {
            Kind = _kind,
            Recovery = _worst ?? new Recovery.Trivial("nothing is there"),
            Forbidden = null,
        };
        return Made(told, unit);
    }

    private Measurement Made(Effect effect, string unit) => new(effect)
    {
        Count = _things > 0 || (Unmeasured ?? Forbidden) is null ? _things : null,
        Unit = unit,
        Bytes = _bytes,
        Losses = [.. _losses.OrderByDescending(l => l.HoldsData).ThenBy(l => l.Resource.Name, StringComparer.Ordinal)],
        HoldData = _holdData,
        Facts = [.. Facts],
        Unmeasured = Unmeasured,
    };

    private void Raise(EffectKind kind) => _kind = kind > _kind ? kind : _kind;
}
