using Holdpoint.Shell;

namespace Holdpoint.Tools.Terraform.Commands;

/// <summary>One option of a command line, its dashes taken off.</summary>
/// <param name="Value">What follows <c>=</c> or stands in the next word; null for a switch without a value.</param>
internal readonly record struct Flag(string Name, Word? Value)
{
    /// <summary>Whether a switch is on, as Go's flag package reads it; null when that cannot be known.</summary>
    public bool? On => Value switch
    {
        null => true,
        { Text: null } => null,
        { Text: "1" or "t" or "T" or "true" or "TRUE" or "True" } => true,
        _ => false,
    };

    /// <summary>Options that take a value, which may stand in the next word. All others are switches.</summary>
    public static bool TakesValue(string name) => name is
        "var" or "var-file" or "target" or "target-file" or "exclude" or "exclude-file" or "replace" or "invoke"
        or "state" or "state-out" or "backup" or "backup-out" or "out" or "parallelism" or "lock-timeout"
        or "generate-config-out" or "backend-config" or "from-module" or "plugin-dir" or "lockfile" or "config"
        or "provider" or "chdir" or "filter" or "test-directory" or "junit-xml" or "cloud-run" or "type" or "plan"
        or "module-depth" or "platform" or "fs-mirror" or "net-mirror" or "id" or "json-into" or "deprecation";
}
