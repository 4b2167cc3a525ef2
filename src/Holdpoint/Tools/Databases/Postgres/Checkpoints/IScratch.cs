namespace Holdpoint.Tools.Databases.Postgres.Checkpoints;

/// <summary>Where a database is restored as a test; disposing removes what was made there.</summary>
internal interface IScratch : IDisposable
{
    /// <summary>For a person: "a scratch PostgreSQL".</summary>
    string Shown { get; }

    /// <summary>How a database of it is reached.</summary>
    Dial Dial(string database);

    /// <summary>The name that a saved database gets there.</summary>
    string NameFor(string database);

    /// <summary>Makes a role that may not log in, where it is not there.</summary>
    void AddRole(string role);
}
