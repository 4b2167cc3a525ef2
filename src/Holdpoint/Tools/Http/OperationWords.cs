namespace Holdpoint.Tools.Http;

/// <summary>What the words in the name of an operation say of it: <c>volumeDelete</c>, <c>deleteRepository</c>,
/// <c>reset_database</c>.</summary>
internal static class OperationWords
{
    /// <summary>Whether a name says that something goes or is overwritten.</summary>
    public static bool Destroy(string name) =>
        !AboutIt(name) && Any(name, static w => w is
        "delete" or "remove" or "destroy" or "drop" or "reset" or "wipe" or "purge" or "terminate" or "truncate"
        or "erase" or "nuke" or "clear" or "flush" or "restore" or "rollback" or "uninstall" or "deprovision"
        or "abandon" or "undeploy" or "expunge" or "obliterate" or "clean" or "empty" or "del" or "deletes"
        or "removes" or "drops" or "prune" or "overwrite" or "rm" or "unlink" or "shred" or "format" or "revert"
        or "decommission" or "evict" or "teardown" or "kill");

    /// <summary>Whether a name says so in a word that means little else: what is restored or reverted may be a
    /// deployment.</summary>
    public static bool Deletes(string name) =>
        !AboutIt(name) && Any(name, static w => w is
        "delete" or "destroy" or "drop" or "wipe" or "truncate" or "erase" or "nuke" or "purge" or "clear" or "flush"
        or "reset" or "terminate" or "deprovision" or "teardown" or "obliterate" or "expunge");

    /// <summary>Whether the first word says that what follows is told, foreseen or called off, not done.</summary>
    private static bool AboutIt(string name) => First(name) is
        "generate" or "cancel" or "preview" or "validate" or "check" or "simulate" or "estimate";

    /// <summary>Whether a name says that something is only looked at.</summary>
    public static bool Reads(string name) => First(name) is
        "get" or "list" or "read" or "search" or "find" or "fetch" or "query" or "describe" or "show" or "view"
        or "count" or "check" or "browse" or "lookup" or "explain" or "resolve" or "preview" or "validate" or "lint"
        or "inspect" or "status" or "test" or "analyze" or "analyse" or "compare" or "diff" or "download" or "export"
        or "head" or "peek" or "tail" or "watch" or "screenshot" or "snapshot" or "take" or "navigate" or "click"
        or "hover" or "wait" or "think" or "plan" or "help" or "ping" or "select" or "open" or "close";

    /// <summary>Whether a name says that something is made, or changed in a way that does not lose it.</summary>
    public static bool Makes(string name) => Any(name, static w => w is
        "create" or "add" or "update" or "upsert" or "set" or "edit" or "insert" or "new" or "make" or "post"
        or "submit" or "send" or "comment" or "reply" or "resolve" or "unresolve" or "mark" or "request" or "enable"
        or "start" or "restart" or "deploy" or "redeploy" or "trigger" or "run" or "rename" or "move" or "assign"
        or "merge" or "reopen" or "close" or "approve" or "publish" or "generate" or "connect" or "link" or "invite"
        or "subscribe" or "star" or "pin" or "lock" or "fork" or "clone" or "copy" or "upload" or "import" or "login"
        or "authenticate" or "confirm" or "claim" or "promote" or "resume" or "retry" or "sync" or "refresh"
        or "convert" or "enqueue" or "dequeue" or "transfer" or "minimize" or "dismiss" or "accept" or "change"
        or "save" or "write");

    private static string First(string name)
    {
        string first = "";
        Any(name, w =>
        {
            first = w;
            return true;
        });
        return first;
    }

    /// <summary>Goes through the words of a name: case, dashes and digits part them.</summary>
    private static bool Any(string name, Func<string, bool> matches)
    {
        int at = 0;
        while (at < name.Length && at < 200)
        {
            while (at < name.Length && !char.IsAsciiLetter(name[at]))
            {
                at++;
            }

            int start = at;
            while (at < name.Length && char.IsAsciiLetter(name[at]) && !(at > start && Begins(name, at)))
            {
                at++;
            }

            if (at > start && matches(name[start..at].ToLowerInvariant()))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a capital begins a word: <c>volumeDelete</c>, <c>HTTPDelete</c>.</summary>
    private static bool Begins(string name, int at) =>
        char.IsAsciiLetterUpper(name[at])
        && (char.IsAsciiLetterLower(name[at - 1])
            || (at + 1 < name.Length && char.IsAsciiLetterLower(name[at + 1])));
}
