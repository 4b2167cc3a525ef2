using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Terraform.Commands;

/// <summary>A command line of Terraform or OpenTofu, with the arguments that its environment adds.</summary>
internal sealed record CommandLine
{
    /// <summary>"apply", "state rm"; empty when there is none, null when it cannot be known.</summary>
    public required string? Subcommand { get; init; }

    public ImmutableArray<Flag> Flags { get; init; } = [];

    /// <summary>What is no option: a plan file, addresses, a directory.</summary>
    public ImmutableArray<Word> Operands { get; init; } = [];

    /// <summary>The value of the global <c>-chdir</c>; null without one.</summary>
    public Word? ChangeDirectory { get; init; }

    /// <summary>It prints its help or its version and ends.</summary>
    public bool OnlyPrints { get; init; }

    /// <summary>A word that may be any option, as written; null when all options are known.</summary>
    public string? Unclear { get; init; }

    /// <summary>The variable that added arguments, <c>TF_CLI_ARGS_apply</c>; null when none did.</summary>
    public string? AddedBy { get; init; }

    /// <summary>Whether a switch is given and on; a value that cannot be known counts as <paramref
    /// name="unknown"/>.</summary>
    public bool Has(string name, bool unknown = true) =>
        Flags.LastOrDefault(f => f.Name == name) is { Name: not null } flag && (flag.On ?? unknown);

    /// <summary>Whether a switch is given and turned off: <c>-lock=false</c>.</summary>
    public bool HasOff(string name) =>
        Flags.LastOrDefault(f => f.Name == name) is { Name: not null, Value: not null } flag && flag.On is not true;

    /// <summary>The value of an option, the last one where it is given twice; null without one.</summary>
    public Word? Value(string name) => Flags.LastOrDefault(f => f.Name == name).Value;

    public IEnumerable<Word> Values(string name) => Flags.Where(f => f.Name == name).Select(f => f.Value ?? Word.Empty);

    /// <summary>The first value among these options that cannot be known, as a clause; null when all are
    /// known.</summary>
    public string? UnknownValue(params ReadOnlySpan<string> names)
    {
        foreach (Flag flag in Flags)
        {
            if (names.Contains(flag.Name) && flag.Value is { Text: null } value)
            {
                return $"the value of -{flag.Name} is {value.Shown}, which cannot be known";
            }
        }

        return null;
    }
}
