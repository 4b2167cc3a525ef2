using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Gcloud.Deeds;

/// <summary>What a <c>gsutil</c> command does.</summary>
internal static class GsutilDeeds
{
    private static readonly Recovery SoftDelete = new Recovery.Unknown(
        "a bucket with soft delete or versioning keeps it for some days, any other does not; that is not asked");

    public static bool TakesValue(string option) => option is "o" or "u" or "i" or "h" or "p" or "l" or "c" or "b"
        or "x" or "y" or "j" or "z" or "a" or "L" or "s" or "t" or "D";

    public static Deed Of(StorageCommand command)
    {
        string name = command.Name;
        string[] words = [.. command.Names.Select(n => n.Text ?? "")];
        return command.Verb switch
        {
            null => Deed.Runs("runs a gsutil command that cannot be known", "the command is not known"),
            "rm" => Deed.Destroys(command.Short('r') || command.Short('R') ? $"deletes everything under {name}"
                : $"deletes {name}", SoftDelete),
            "rb" => Deed.Removes($"deletes the bucket {name}, which is done only when it is empty",
                "an empty bucket can be made again"),
            "rsync" when command.Short('n') => Deed.Nothing,
            "rsync" when command.Short('d') => Deed.Destroys(
                $"deletes everything at {words.LastOrDefault()} that the source does not have", SoftDelete,
                "add -n and read what it would delete"),
            "mv" when words is [var from, ..] && from.StartsWith("gs://", StringComparison.Ordinal) =>
                Deed.Removes($"moves {name}: it is deleted where it was", "moving it back"),
            "rsync" or "cp" or "mv" => words is [.., var to] && to.StartsWith("gs://", StringComparison.Ordinal)
                ? Deed.Modifies($"writes to {to}",
                    "what was there is kept only by versioning or soft delete") : Deed.Nothing,
            "versioning" when words is ["set", "off", ..] => Deed.Weakens(
                $"turns versioning of {words[^1]} off; what is overwritten from then on is gone"),
            "lifecycle" when words is ["set", ..] =>
                Deed.Weakens($"has objects of {words[^1]} deleted or moved by rules"),
            "retention" when words is ["clear", ..] => Deed.Weakens($"ends the retention of {words[^1]}"),
            "acl" or "defacl" or "iam" when words is ["ch" or "set", ..]
                && (words.Any(Opens) || command.Flags.All.Any(f => f.Value?.Text is { } value && Opens(value))) =>
                Deed.Exposes($"opens {words[^1]} to everybody"),
            "pap" when words is ["set", not "enforced", ..] => Deed.Exposes($"lets {words[^1]} be made public"),
            "ls" or "cat" or "stat" or "du" or "hash" or "version" or "help" or "" or "test" or "perfdiag" or "signurl"
                or "config" or "update" or "mb" => Deed.Nothing,
            _ => Deed.Modifies($"changes {name} ({command.Verb})"),
        };
    }

    private static bool Opens(string word) => word.StartsWith("AllUsers", StringComparison.OrdinalIgnoreCase)
        || word.StartsWith("AllAuthenticatedUsers", StringComparison.OrdinalIgnoreCase)
        || word.StartsWith("public-read", StringComparison.Ordinal);
}
