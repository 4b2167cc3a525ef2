using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Postgres.Checkpoints;

/// <summary>A PostgreSQL server that a person has named for tests: a database of its own name is made there and
/// dropped, and so are roles that were missing.</summary>
internal sealed class GivenServer : IScratch
{
    /// <summary>One line: a URL, or a connection string of libpq.</summary>
    private const string FileName = ".config/holdpoint/scratch-postgresql";

    private const long MaxBytes = 4096;

    private readonly PostgresPrograms _programs;
    private readonly Bench _bench;
    private readonly Dial _maintenance;
    private readonly string _name = $"holdpoint_verify_{Guid.NewGuid():n}"[..32];
    private readonly List<string> _roles = [];

    private GivenServer(string url, PostgresPrograms programs, Bench bench)
    {
        _maintenance = new Dial(new Endpoint(url, null, null, null, null), ImmutableDictionary<string, string?>.Empty);
        _programs = programs;
        _bench = bench;
    }

    public string Shown => "a scratch database of the given PostgreSQL";

    /// <summary>The server that this user has named; null where none is, which is the rule.</summary>
    /// <param name="programs">Clients that can restore what was saved.</param>
    public static GivenServer? Of(PostgresPrograms? programs, Bench bench) =>
        programs is not null
        && bench.World.Read(Path.Join(bench.World.Home, FileName), MaxBytes) is FileAnswer.Content content
        && content.Text.Trim() is { Length: > 0 } url
            ? new GivenServer(url, programs, bench)
            : null;

    public Dial Dial(string database) => _maintenance.To(database);

    public string NameFor(string database) => _name;

    public void AddRole(string role)
    {
        if (_programs.Run("createuser", ["--no-login", "--no-password", role], _maintenance, _bench) is null)
        {
            _roles.Add(role);
        }
    }

    public void Dispose()
    {
        _ = _programs.Run("dropdb", ["--if-exists", "--no-password", _name], _maintenance, _bench);
        foreach (string role in _roles)
        {
            _ = _programs.Run("dropuser", ["--no-password", role], _maintenance, _bench);
        }
    }
}
