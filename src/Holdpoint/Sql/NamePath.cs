namespace Holdpoint.Sql;

/// <summary>Where a text has names without a schema looked up, once it changed that itself.</summary>
/// <param name="Schemas">Separated by commas; null: as the session began.</param>
/// <param name="Moved">Objects were renamed or made before: a name may mean what has another one now.</param>
internal sealed record NamePath(string? Schemas, bool Moved)
{
    /// <summary>As the session began.</summary>
    public static readonly NamePath OfSession = new(null, false);
}
