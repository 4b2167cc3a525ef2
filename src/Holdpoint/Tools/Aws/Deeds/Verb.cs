namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>The verbs of operations: how they read in a sentence, and what they say where no catalogue does.</summary>
internal static class Verb
{
    /// <summary>"delete-db-instance" → "deletes".</summary>
    public static string Of(string operation)
    {
        ReadOnlySpan<char> verb = First(operation);
        bool sibilant = verb.EndsWith("s") || verb.EndsWith("x") || verb.EndsWith("sh") || verb.EndsWith("ch");
        bool consonantY = verb is [.., not ('a' or 'e' or 'o' or 'u'), 'y'];
        return consonantY ? $"{verb[..^1]}ies" : sibilant ? $"{verb}es" : $"{verb}s";
    }

    /// <summary>A verb that AWS gives to operations which only look.</summary>
    public static bool Reads(string operation) =>
        First(operation) is "list" or "describe" or "get" or "search" or "head" or "lookup" or "query" or "check"
            or "preview" or "estimate" or "help" or "scan" or "count" or "view";

    public static bool Destroys(string operation) =>
        First(operation) is "delete" or "terminate" or "purge" or "destroy" or "deregister" or "expire" or "dispose"
            or "release" or "discard" or "flush" or "redact" or "deprovision" or "unregister" or "clear" or "remove"
            or "close" or "schedule" or "forget" or "reset";

    private static ReadOnlySpan<char> First(ReadOnlySpan<char> operation)
    {
        if (operation.StartsWith("batch-") || operation.StartsWith("admin-"))
        {
            operation = operation[6..];
        }

        int dash = operation.IndexOf('-');
        return dash < 0 ? operation : operation[..dash];
    }
}
