using Holdpoint.Shell;
using Holdpoint.Tools.Files;

namespace Holdpoint.Tools.Http;

/// <summary>Texts that requests send, as far as the action itself made them.</summary>
internal static class Bodies
{
    /// <summary>The text of a file that the action wrote before; null where it did not.</summary>
    public static Word? Written(Invocation invocation, Word file) =>
        PathText.Absolute(file, invocation.Directory) is { } path
            && invocation.Written.TryGetValue(path, out Word? text)
            ? text
            : null;
}
