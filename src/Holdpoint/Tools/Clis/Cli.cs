using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Sql;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis;

/// <summary>A command-line program whose commands are words: <c>kubectl delete namespace web</c>. A record of data,
/// read by <see cref="CliReader"/>.</summary>
internal sealed record Cli
{
    /// <summary>The tool's id: "kubectl".</summary>
    public required string Id { get; init; }

    /// <summary>One line for <c>holdpoint tools</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Options that take the next word, letters and long names separated by spaces, without dashes:
    /// "n namespace context".</summary>
    public string Valued { get; init; } = "";

    /// <summary>What stands in the place of <see cref="Valued"/> after some commands: their names separated by
    /// <c>|</c>,
    /// and the options. <c>-f</c> of one command takes a file, that of another nothing.</summary>
    public ImmutableArray<(string Commands, string Valued)> ValuedAfter { get; init; } = [];

    /// <summary>Long options have one dash: <c>-auto-approve</c>.</summary>
    public bool OneDash { get; init; }

    /// <summary>The first operand after the command may have the form <c>kind/name</c>, which is two words, and kinds
    /// may
    /// be listed: <c>pod,pvc</c>.</summary>
    public bool Slashes { get; init; }

    /// <summary>Options that name what a command falls on, where no operand does: "name topic".</summary>
    public string Named { get; init; } = "";

    /// <summary>Options with which nothing happens; one that is given the value <c>none</c> or <c>false</c> does not
    /// count.</summary>
    public string Harmless { get; init; } = "";

    /// <summary>What the target is called, as a word of the tool: "kubernetes".</summary>
    public required string Target { get; init; }

    /// <summary>What names the target, the widest first: context, then namespace.</summary>
    public ImmutableArray<CliSource> Sources { get; init; } = [];

    /// <summary>Files that name it where neither option nor variable does.</summary>
    public ImmutableArray<CliConfig> Configs { get; init; } = [];

    /// <summary>Operands of the form <c>NAME=value</c> are variables of its environment: rake, make.</summary>
    public bool Assignments { get; init; }

    /// <summary>The words after a pattern are further commands, no names of what it falls on.</summary>
    public bool Unnamed { get; init; }

    /// <summary>Files of variables that it loads by itself, separated by spaces, the one that counts first; they are
    /// looked for like configuration files. <c>{env}</c> is what it is told to run as; of those separated by <c>|</c>
    /// only the first that is there is loaded.</summary>
    public string DotEnvs { get; init; } = "";

    /// <summary>A file that names what loads them, and the name: where it is there without it, nothing does.</summary>
    public (string File, string Loader)? LoadedBy { get; init; }

    /// <summary>Has the program print the SQL that it would run, without running it; null where it has no such
    /// way.</summary>
    public Func<Shell.Invocation, World.IWorld, Radius.MeasureBudget, (string? Sql, string Why)>? Preview { get; init; }

    /// <summary>What the files say counts before variables: those that they name are the ones that it reads.</summary>
    public bool FilesFirst { get; init; }

    /// <summary>What tells of the target where nothing names it: a daemon on this machine.</summary>
    public Sign? Default { get; init; }

    /// <summary>It ends with 0 also when it has failed.</summary>
    public bool EndsWithZeroAnyway { get; init; }

    /// <summary>What its commands do; the first that fits speaks.</summary>
    public required ImmutableArray<CliRule> Rules { get; init; }
}

/// <summary>Where a part of the target is named.</summary>
/// <param name="Word">What the part is called: "context".</param>
/// <param name="Kind">What kind of sign it is.</param>
/// <param name="Options">Options, separated by spaces, without dashes; one without a value says its name:
/// <c>--live</c>.</param>
/// <param name="Variables">Environment variables, separated by spaces; the first that is set counts.</param>
/// <param name="Default">What the program takes where nothing names it; empty for nothing.</param>
internal readonly record struct CliSource(
    string Word, SignKind Kind, string Options, string Variables = "", string Default = "")
{
    /// <summary>The word of what a program is told to run as: it says little beside the host that it
    /// reaches.</summary>
    public const string Environment = "environment";
}

/// <summary>A file in which a program finds its target.</summary>
/// <param name="Path">Below the home folder (<c>~/…</c>), or relative: then it is looked for in the directory of the
/// command and in those above it.</param>
/// <param name="Read">Its signs; anything but the expected text has none. Never throws.</param>
/// <param name="Variable">A variable that holds another path for it; empty for none.</param>
internal sealed record CliConfig(
    string Path, Func<string, ImmutableArray<(string Word, SignKind Kind, string Value)>> Read, string Variable = "")
{
    /// <summary>What <see cref="Read"/> may tell beside signs: the name of a variable that holds the target.</summary>
    public const string NamedVariable = "$variable";

    /// <summary>Stands in <see cref="Path"/> for what the program is told to run as: <c>config/{env}.exs</c>.</summary>
    public const string AtHand = "{env}";

    /// <summary>Another file of variables that is loaded.</summary>
    public const string NamedDotEnv = "$dotenv";

    /// <summary>Another file, relative to the folder of this one, that is read the same way.</summary>
    public const string NamedFile = "$file";

    /// <summary>Options that give another path for it.</summary>
    public string Options { get; init; } = "";

    /// <summary>It has a section for each environment; only the one at hand is read.</summary>
    public bool Sections { get; init; }
}

/// <summary>What one family of commands does.</summary>
/// <param name="Pattern">
/// Words of the command: <c>delete|rm</c> is one of these, <c>*</c> any one word, <c>**</c> any number of them;
/// <c>x*y</c> one of this form;
/// <c>--all</c> asks for an option (<c>--yes|-y</c>: one of these; <c>--to=latest|x*</c>: with such a value),
/// <c>!--keep</c> for its absence, <c>+db:drop</c> for a word anywhere, <c>$VERSION=0</c> for a variable that the
/// words set. What comes after is the name of what it falls on.
/// </param>
/// <param name="Kind">What it does.</param>
/// <param name="Type">On what, as a dotted word: "kubernetes.namespace".</param>
/// <param name="Summary">One clause; <c>{}</c> is the words after the pattern, <c>{1}</c> the first word that a star
/// took, <c>{**}</c> the words before the last one of the pattern, <c>{--name}</c> the value of an option.</param>
/// <param name="Recovery">How it can be undone.</param>
internal sealed record CliRule(string Pattern, EffectKind Kind, string Type, string Summary, Recovery Recovery)
{
    /// <summary>A safer way to the same end; null where none is known.</summary>
    public string? Safer { get; init; }

    /// <summary>Forbidden whatever the environment.</summary>
    public string? Forbidden { get; init; }

    /// <summary>Everything goes that its target holds: a whole database, a whole project.</summary>
    public bool Whole { get; init; }

    /// <summary>What it falls on runs on this machine: a database of a local stack.</summary>
    public bool Local { get; init; }

    /// <summary>SQL that the command runs, read in place of the rule's own clause; null for none.</summary>
    public CliSql? Sql { get; init; }

    /// <summary>Looks at what only the world can tell: the kinds in a file that the command names. It only reads, and
    /// never throws.</summary>
    public Func<Effect, CliLine, Invocation, IWorld, Measurement>? Look { get; init; }

    /// <summary>Asks the program itself how much would go; null for nothing that is asked. It only reads, and never
    /// throws.</summary>
    public Func<Effect, CliLine, Invocation, IWorld, MeasureBudget, Measurement>? Live { get; init; }

    /// <summary>Where it runs Terraform, whose states then tell what goes; null for no such program. It only
    /// reads.</summary>
    public Func<CliLine, Invocation, IWorld, TerraformUnits>? Units { get; init; }

    /// <summary>A command that reads, listed so that a wider pattern after it does not take it.</summary>
    public static CliRule Reads(string pattern) =>
        new(pattern, EffectKind.Read, "", "", new Recovery.Trivial("nothing is changed"));

    public static CliRule Destroys(string pattern, string type, string summary, Recovery recovery) =>
        new(pattern, EffectKind.Destroy, type, summary, recovery);

    /// <summary>All that the target holds goes.</summary>
    public static CliRule Empties(string pattern, string type, string summary, Recovery recovery) =>
        new(pattern, EffectKind.Destroy, type, summary, recovery) { Whole = true };

    public static CliRule Weakens(string pattern, string type, string summary) =>
        new(pattern, EffectKind.Weaken, type, summary, new Recovery.Trivial("it can be switched on again"));

    public static CliRule Exposes(string pattern, string type, string summary) =>
        new(pattern, EffectKind.Expose, type, summary, new Recovery.Trivial("it can be closed again"));

    public static CliRule Modifies(string pattern, string type, string summary, Recovery recovery) =>
        new(pattern, EffectKind.Modify, type, summary, recovery);
}

/// <summary>Where a command takes SQL from.</summary>
/// <param name="Text">Options that hold SQL.</param>
/// <param name="File">Options that hold the path of a file with SQL.</param>
/// <param name="Operand">The words after the pattern are SQL.</param>
/// <param name="Input">Without any of these it is read from standard input.</param>
internal sealed record CliSql(
    Dialect Dialect, string Text = "", string File = "", bool Operand = false, bool Input = false);
