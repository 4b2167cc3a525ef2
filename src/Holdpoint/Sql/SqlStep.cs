using System.Collections.Immutable;

namespace Holdpoint.Sql;

/// <summary>How much of its object a deed takes.</summary>
internal enum Reach
{
    /// <summary>No row: its condition is never true.</summary>
    Nothing,

    /// <summary>Rows told by an equality with a value: <c>id = 3</c>.</summary>
    Equality,

    /// <summary>Rows that meet a condition.</summary>
    Condition,

    /// <summary>Every row, or the whole object; a condition that is always true too.</summary>
    Everything,
}

/// <summary>What a statement does, as far as its words tell.</summary>
internal enum DeedKind
{
    /// <summary>Data goes: an object with what it holds, a column, rows deleted.</summary>
    Deletes,

    /// <summary>Rows get other values; the former ones are nowhere kept.</summary>
    Overwrites,

    /// <summary>An object without data of its own goes: a view, a function, an index.</summary>
    Undefines,

    /// <summary>Sessions or the server end; nothing stored is lost.</summary>
    Interrupts,

    /// <summary>A protection is taken away.</summary>
    Weakens,

    /// <summary>Something can be read by more people.</summary>
    Exposes,

    /// <summary>Code that only the database, or run time, knows.</summary>
    Unknown,

    /// <summary>Text that could not be read as SQL, or beyond a bound.</summary>
    Unreadable,
}

/// <summary>How a text uses an object whose own code only the catalogue knows.</summary>
internal enum UseKind
{
    /// <summary>A function or a procedure runs.</summary>
    Calls,

    /// <summary>A relation is read: a view runs what it calls.</summary>
    Reads,

    /// <summary>Rows are put into a relation: triggers, rules and defaults run.</summary>
    Inserts,
    Updates,
    Deletes,
    Truncates,
}

/// <summary>One thing that a text of SQL does, or has its client do; harmless statements have none.</summary>
/// <param name="Position">Where its statement begins in the text, or in the string that held it.</param>
internal abstract record SqlStep(int Position)
{
    /// <summary>A deed on a named object of the database.</summary>
    /// <param name="Type">What the object is: table, column, rows, function, setting, code.</param>
    /// <param name="Name">Its name as the text spells it, without quotes.</param>
    /// <param name="Summary">One clause for a person.</param>
    internal sealed record Deed(DeedKind Kind, string Type, string Name, string Summary, int Position)
        : SqlStep(Position)
    {
        public Reach Reach { get; init; } = Reach.Everything;

        /// <summary>False for what a ROLLBACK does not undo: a sequence moved, a slot dropped, a file
        /// written.</summary>
        public bool Transactional { get; init; } = true;

        /// <summary>What hangs on it goes with it: CASCADE.</summary>
        public bool Cascades { get; init; }

        /// <summary>The condition of its rows, written anew for PostgreSQL; null where there is none, or none that can
        /// be asked without running code.</summary>
        public string? Condition { get; init; }

        /// <summary>What only the live catalogue can tell: which rows, what hangs on the object, what a function
        /// does. Null when the words say all.</summary>
        public string? Question { get; init; }

        /// <summary>The routine whose body, in the catalogue, says what this does; null where it is no
        /// routine.</summary>
        public string? Routine { get; init; }

        /// <summary>Where names without a schema are looked up at this place of the text.</summary>
        public NamePath Path { get; init; } = NamePath.OfSession;
    }

    /// <summary>An object that is used, of PostgreSQL alone.</summary>
    internal sealed record Use(UseKind Kind, string Name, NamePath Path, int Position) : SqlStep(Position);

    /// <summary>Code for a shell on the client's machine: <c>\!</c>, <c>.shell</c>.</summary>
    internal sealed record Shell(string Code, int Position) : SqlStep(Position)
    {
        /// <summary>The plainest form, at the beginning of a line: the reader of shell knows it by itself.</summary>
        public bool Plain { get; init; }
    }

    /// <summary>A file of SQL that the client reads: <c>\i</c>, <c>.read</c>, <c>source</c>, <c>:r</c>.</summary>
    internal sealed record Include(string Path, int Position) : SqlStep(Position)
    {
        /// <summary>The path counts from the including file: <c>\ir</c>.</summary>
        public bool Relative { get; init; }
    }

    /// <summary>What follows goes to another database: <c>\c</c>, <c>USE</c>, <c>.open</c>, <c>:connect</c>.</summary>
    /// <param name="Words">Database, user, host and port as the command orders them; "-" keeps one.</param>
    internal sealed record Connect(string Command, ImmutableArray<string> Words, int Position) : SqlStep(Position);
}

/// <summary>What was made of a text of SQL.</summary>
/// <param name="Steps">What is at stake, in the order of the text.</param>
/// <param name="Statements">How many statements were read.</param>
internal sealed record SqlReading(ImmutableArray<SqlStep> Steps, int Statements)
{
    /// <summary>Objects whose own code may run; never among the steps.</summary>
    public ImmutableArray<SqlStep.Use> Uses { get; init; } = [];
}
