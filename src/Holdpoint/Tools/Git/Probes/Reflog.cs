namespace Holdpoint.Tools.Git.Probes;

/// <summary>What a reflog is worth as a way back: it is told to a person, and does not replace the question.</summary>
internal static class Reflog
{
    /// <summary>Enough of a hash for any repository.</summary>
    public const int ShownHash = 12;

    /// <summary>Work that only a reflog holds: nothing was pushed, and git drops it without a word.</summary>
    public static Recovery Only(int days, string holder, string again) => days > 0
        ? new Recovery.Unknown($"only {holder} of this clone holds them, for at most {days} days: {again}")
        : new Recovery.Never("this repository keeps no reflog");
}
