using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Aws.Payloads;

/// <summary>Puts the text of files in the place of <c>file://</c> values.</summary>
internal static class Documents
{
    /// <summary>Parameters are no longer than this; a larger file is a payload, not a parameter.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Whether some value is the name of a file.</summary>
    public static bool Names(AwsCall call)
    {
        foreach (Parameter parameter in call.Parameters)
        {
            foreach (Word value in parameter.Values)
            {
                if (value.Text is { } text && LeafReader.IsFile(text))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The call with its files read; those that are not known stay names.</summary>
    public static AwsCall Resolve(AwsCall call, Func<string, string?> read, string? directory, string? home)
    {
        if (!Names(call))
        {
            return call;
        }

        return call.With(
        [
            .. call.Parameters.Select(p => p with
            {
                Values = [.. p.Values.Select(v => Path(v, directory, home) is { } path && read(path) is { } text
                    ? new Word(text) : v)],
            }),
        ]);
    }

    /// <summary>The absolute path of a <c>file://</c> value; null for any other.</summary>
    private static string? Path(Word value, string? directory, string? home)
    {
        if (value.Text is not { } text || !text.StartsWith("file://", StringComparison.Ordinal))
        {
            return null;
        }

        string path = text["file://".Length..];
        return path switch
        {
            ['/', ..] => System.IO.Path.GetFullPath(path),
            ['~', '/', .. var rest] => home is null ? null : System.IO.Path.GetFullPath(rest, home),
            _ when path.Length > 0 && directory is not null => System.IO.Path.GetFullPath(path, directory),
            _ => null,
        };
    }
}
