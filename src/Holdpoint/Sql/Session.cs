using System.Collections.Immutable;

namespace Holdpoint.Sql;

/// <summary>What one reading has found so far, shared by the texts inside of each other.</summary>
internal sealed class Session(SqlContext context)
{
    private List<SqlStep> _steps = [];

    /// <summary>The uses among the steps.</summary>
    private HashSet<(UseKind Kind, string Name)> _used = [];

    /// <summary>Steps of routines and prepared statements, by lower-case name; they count when they are
    /// run.</summary>
    private readonly Dictionary<string, ImmutableArray<SqlStep>> _routines = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Deeds that rows written to a table set off, by lower-case table.</summary>
    private readonly Dictionary<string, ImmutableArray<SqlStep>> _triggers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Tables that this very text made, and whether that surely succeeded.</summary>
    private HashSet<string> _made = new(StringComparer.OrdinalIgnoreCase);

    private List<(string Name, int Steps)> _savepoints = [];

    /// <summary>Steps before BEGIN; -1 outside of a transaction.</summary>
    private int _transaction = -1;

    public SqlContext Context => context;

    /// <summary>The branches of a trigger's function that stand open.</summary>
    public Statements.TriggerBranches TriggerBranches => field ??= new();

    public Dialect Dialect => context.Dialect;

    public int Statements { get; private set; }

    /// <summary>What is at stake, without what is only used.</summary>
    public ImmutableArray<SqlStep> Steps => [.. _steps.Where(s => s is not SqlStep.Use)];

    public ImmutableArray<SqlStep.Use> Uses => [.. _steps.OfType<SqlStep.Use>()];

    /// <summary>A mark: what is found later stands behind it.</summary>
    public int Count => _steps.Count;

    /// <summary>Where names are looked up from here on.</summary>
    public NamePath Path { get; set; } = NamePath.OfSession;

    private int _charged;

    /// <summary>Whether a bound ended the reading.</summary>
    public bool Full { get; private set; }

    /// <summary>Statements inside of each other, over all texts.</summary>
    private int _nesting;

    /// <summary>Goes into a statement; false where they are nested deeper than is read.</summary>
    public bool Into(int position)
    {
        if (++_nesting <= SqlLimits.MaxNesting)
        {
            return true;
        }

        _nesting--;
        Stop("statements nested deeper than are read", position);
        return false;
    }

    public void Out() => _nesting--;

    /// <summary>Counts a statement; false when there are too many.</summary>
    public bool Enter(int position)
    {
        if (++Statements <= SqlLimits.MaxStatements)
        {
            return true;
        }

        Stop("more statements than are read", position);
        return false;
    }

    /// <summary>Work on code that texts make; false when it is too much.</summary>
    public bool Charge(int work, int position)
    {
        _charged += work;
        if (_charged <= SqlLimits.MaxMade)
        {
            return true;
        }

        Stop("more code is made of texts than is read", position);
        return false;
    }

    public void Add(SqlStep step)
    {
        if (Full)
        {
            return;
        }

        if (step is SqlStep.Use use)
        {
            if (_used.Count < SqlLimits.MaxUses && _used.Add((use.Kind, use.Name)))
            {
                _steps.Add(use);
            }

            return;
        }

        if (_steps.Count - _used.Count >= SqlLimits.MaxSteps)
        {
            Stop("more is destroyed here than is listed", step.Position);
            return;
        }

        // A condition is asked of a relation by its name, which means something else by now.
        _steps.Add(step is SqlStep.Deed deed && Path != NamePath.OfSession
            ? deed with { Path = Path, Condition = null }
            : step);
    }

    /// <summary>An object is used whose own code the catalogue knows; those of the system are none.</summary>
    public void Use(UseKind kind, string name, int position)
    {
        if (context.Dialect is Dialect.Postgres && !IsMade(name)
            && !name.StartsWith("pg_", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("information_schema.", StringComparison.OrdinalIgnoreCase))
        {
            Add(new SqlStep.Use(kind, name, Path, position));
        }
    }

    /// <summary>Whether something is at stake since a mark.</summary>
    public bool FoundSince(int mark)
    {
        for (int i = mark; i < _steps.Count; i++)
        {
            if (_steps[i] is not SqlStep.Use)
            {
                return true;
            }
        }

        return false;
    }

    public void Add(DeedKind kind, string type, string name, string summary, int position, Reach reach) =>
        Add(new SqlStep.Deed(kind, type, name, summary, position) { Reach = reach });

    /// <summary>Code of which nothing can be said before it runs.</summary>
    public void AddUnknown(
        string name, string summary, int position, string? question = null, string? routine = null) =>
        Add(new SqlStep.Deed(DeedKind.Unknown, "code", name, summary, position)
        {
            Transactional = false,
            Question = question,
            Routine = routine,
        });

    public void AddUnreadable(string why, int position) =>
        Add(new SqlStep.Deed(DeedKind.Unreadable, "code", why, $"cannot be read as SQL: {why}", position)
        {
            Transactional = false,
        });

    private void Stop(string why, int position)
    {
        if (!Full)
        {
            Full = true;
            _steps.Add(new SqlStep.Deed(DeedKind.Unreadable, "code", why, $"cannot be read to its end: {why}", position)
            {
                Transactional = false,
            });
        }
    }

    /// <summary>Takes away what was found since a mark: it is not reached.</summary>
    public void Drop(int mark)
    {
        foreach (SqlStep.Use use in _steps.Skip(mark).OfType<SqlStep.Use>())
        {
            _used.Remove((use.Kind, use.Name));
        }

        _steps.RemoveRange(mark, _steps.Count - mark);
    }

    /// <summary>The steps of code that is only stored: nothing is made by it yet, and what it rolls back is its
    /// own.</summary>
    public ImmutableArray<SqlStep> Apart(System.Action read)
    {
        (List<SqlStep> steps, HashSet<string> made) = (_steps, _made);
        (List<(string Name, int Steps)> savepoints, int transaction) = (_savepoints, _transaction);
        HashSet<(UseKind Kind, string Name)> used = _used;
        (_steps, _made, _savepoints, _transaction, _used) = ([], new(made, made.Comparer), [], -1, []);
        read();
        ImmutableArray<SqlStep> stored = Steps;
        (_steps, _made, _savepoints, _transaction, _used) = (steps, made, savepoints, transaction, used);
        return stored;
    }

    public void Store(string name, ImmutableArray<SqlStep> steps) => _routines[Last(name)] = steps;

    /// <summary>Adds the steps of a routine of this text; false when it is none.</summary>
    public bool Run(string name)
    {
        if (!_routines.TryGetValue(Last(name), out ImmutableArray<SqlStep> steps))
        {
            return false;
        }

        foreach (SqlStep step in steps)
        {
            Add(step);
        }

        return true;
    }

    public ImmutableArray<SqlStep> Stored(string name) =>
        _routines.TryGetValue(Last(name), out ImmutableArray<SqlStep> steps) ? steps : default;

    public void StoreTrigger(string table, ImmutableArray<SqlStep> steps) =>
        _triggers[Last(table)] = _triggers.TryGetValue(Last(table), out ImmutableArray<SqlStep> old)
            ? old.AddRange(steps)
            : steps;

    /// <summary>Rows of a table change: what was made in this text to be set off by that is run.</summary>
    public void Fire(UseKind kind, string table, int position)
    {
        Use(kind, table, position);
        if (_triggers.Count > 0 && _triggers.TryGetValue(Last(table), out ImmutableArray<SqlStep> steps))
        {
            foreach (SqlStep step in steps)
            {
                Add(step);
            }
        }
    }

    public void Made(string name) => _made.Add(name);

    public bool IsMade(string name) => _made.Contains(name);

    public void Unmade(string name) => _made.Remove(name);

    public void Begin()
    {
        if (_transaction < 0)
        {
            _transaction = _steps.Count;
            _savepoints.Clear();
        }
    }

    public void Commit()
    {
        _transaction = -1;
        _savepoints.Clear();
    }

    public void Savepoint(string name) => _savepoints.Add((name, _steps.Count));

    /// <summary>Branches were met: whether a ROLLBACK is reached cannot be told any more.</summary>
    public bool Branches { get; set; }

    /// <summary>What a transaction did is undone, but for what no ROLLBACK undoes.</summary>
    public void Rollback()
    {
        // A table that was made goes too: a later DROP of that name would meet another one.
        _made.Clear();
        if (_transaction >= 0 && !Branches)
        {
            Undo(_transaction);
        }

        Commit();
    }

    public void RollbackTo(string name)
    {
        int at = _savepoints.FindLastIndex(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        _made.Clear();
        if (at >= 0 && _transaction >= 0 && !Branches)
        {
            Undo(_savepoints[at].Steps);
            _savepoints.RemoveRange(at + 1, _savepoints.Count - at - 1);
        }
    }

    /// <summary>Takes the deeds since a mark back that a rollback undoes.</summary>
    public void Undo(int mark)
    {
        for (int i = _steps.Count - 1; i >= mark; i--)
        {
            if (_steps[i] is SqlStep.Use use)
            {
                _used.Remove((use.Kind, use.Name));
                _steps.RemoveAt(i);
            }
            else if (_steps[i] is SqlStep.Deed { Transactional: true } deed && IsUndone(deed))
            {
                _steps.RemoveAt(i);
            }
        }
    }

    /// <summary>MySQL and its kin end the transaction at every definition; DuckDB, SQLite, PostgreSQL and SQL Server
    /// do not.</summary>
    private bool IsUndone(SqlStep.Deed deed) => context.Dialect switch
    {
        Dialect.Postgres or Dialect.Cockroach or Dialect.Sqlite or Dialect.DuckDb or Dialect.TransactSql =>
            deed.Type is not "database",
        Dialect.MySql => deed.Type is "rows",
        _ => false,
    };

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];
}
