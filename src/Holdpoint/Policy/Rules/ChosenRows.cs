using Holdpoint.Radius;
using Holdpoint.Tools.Databases;

namespace Holdpoint.Policy.Rules;

/// <summary>Rows chosen by a condition, changed or deleted.</summary>
internal sealed class ChosenRows : Rule
{
    public override string Id => "chosen-rows";

    public override string Title => "Rows chosen by a condition, changed or deleted";

    public override string Documentation =>
        """
        `DELETE … WHERE`, `UPDATE … WHERE`, an upsert: some rows of a database lose their values, and nobody knows of a
        copy. In a development database that is what its data is for; a table emptied or dropped, and a condition that
        is always true, are judged as destruction there too.

        What to do: count the rows first with the same `WHERE`; change them inside of a transaction.
        """;

    public override Row Defaults => new(Decision.Allow, Decision.Ask, Decision.Ask, Decision.Ask);

    public override bool Concerns(Measurement measurement) => Are(measurement);

    /// <summary>Whether an effect is about such rows; the rules of destruction leave it to this one.</summary>
    public static bool Are(Measurement measurement) =>
        measurement.Effect is { Kind: EffectKind.Destroy or EffectKind.Modify,
            Resource.Type: DatabaseEffects.ChosenRows }
        && WaysBack.Of(measurement) is WayBack.None;
}
