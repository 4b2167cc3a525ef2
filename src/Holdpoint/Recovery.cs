namespace Holdpoint;

/// <summary>How an effect can be undone.</summary>
internal abstract record Recovery
{
    /// <summary>The word used in output: trivial, from-source, window(30), from-backup, never, unknown.</summary>
    public abstract string Word { get; }

    /// <summary>How bad a way back is, for choosing the worst: 0 is none needed, 5 is none there.</summary>
    public int Gravity => this switch
    {
        Trivial => 0,
        FromSource => 1,
        Window => 2,
        FromBackup => 3,
        Unknown => 4,
        _ => 5,
    };

    /// <summary>Undone by doing it again: a build folder, a container without a volume.</summary>
    internal sealed record Trivial(string How) : Recovery
    {
        public override string Word => "trivial";
    }

    /// <summary>Made again from something kept elsewhere: git, a plan that recreates it.</summary>
    internal sealed record FromSource(string How) : Recovery
    {
        public override string Word => "from-source";
    }

    /// <summary>Undone by the platform for some days.</summary>
    internal sealed record Window(int Days, string How) : Recovery
    {
        public override string Word => $"window({Days})";
    }

    /// <summary>From a backup; only a verified one counts for the policy.</summary>
    /// <param name="How">Where the backup is.</param>
    /// <param name="LastVerified">When it was last restored as a test; null when never.</param>
    internal sealed record FromBackup(string How, DateTimeOffset? LastVerified) : Recovery
    {
        public override string Word =>
            LastVerified is { } at ? $"from-backup({at:yyyy-MM-dd})" : "from-backup(never verified)";
    }

    /// <summary>Gone for good.</summary>
    internal sealed record Never(string Why) : Recovery
    {
        public override string Word => "never";
    }

    /// <summary>Nobody knows; judged like <see cref="Never"/>.</summary>
    internal sealed record Unknown(string Why) : Recovery
    {
        public override string Word => "unknown";
    }
}
