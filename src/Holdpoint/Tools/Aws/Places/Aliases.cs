using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Aws.Catalogue;

namespace Holdpoint.Tools.Aws.Places;

/// <summary>Aliases of the user, which the CLI reads from <c>~/.aws/cli/alias</c>.</summary>
internal static class Aliases
{
    /// <summary>The call that an alias stands for; null when the first word is none, or the alias is shell
    /// code.</summary>
    public static AwsCall? Resolve(AwsCall call, ImmutableArray<Word> arguments, Func<ProfileFile?> file)
    {
        // Only where the words are no known operation can an alias be meant.
        if (call.Service is not { Length: > 0 } service || service is "s3" || call.Operation is { } operation
            && OperationIndex.Find(service, operation) is not OperationSort.Unlisted)
        {
            return null;
        }

        if (file()?.Value("toplevel", service) is not { Length: > 0 } text || text[0] is '!')
        {
            return null;
        }

        int at = arguments.IndexOf(arguments.First(a => a.Text == service));
        ImmutableArray<Word> words =
        [
            .. arguments[..at],
            .. text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)
                .Select(w => new Word(w.Trim('"', '\''))),
            .. arguments[(at + 1)..],
        ];
        return AwsCallReader.Read(words) is { Service: { } named } expanded && named != service ? expanded : null;
    }
}
