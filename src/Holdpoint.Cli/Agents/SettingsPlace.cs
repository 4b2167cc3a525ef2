namespace Holdpoint.Cli.Agents;

/// <summary>Whom a settings file speaks for.</summary>
internal enum SettingsScope
{
    /// <summary>Every user of the machine; only root can change it.</summary>
    Managed,

    /// <summary>One person in one project, not committed.</summary>
    Local,

    /// <summary>Everybody in one project.</summary>
    Project,

    /// <summary>One person everywhere.</summary>
    User,
}

/// <summary>A settings file that the client reads where it is there.</summary>
internal sealed record SettingsPlace(SettingsScope Scope, string Path)
{
    /// <summary>The client runs the file itself.</summary>
    public bool Executable { get; init; }

    public string Word => Scope.ToString().ToLowerInvariant();
}
