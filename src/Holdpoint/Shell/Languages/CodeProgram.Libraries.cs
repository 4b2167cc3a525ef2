using System.Collections.Immutable;

namespace Holdpoint.Shell.Languages;

/// <summary>Calls of other packages that delete by their names: what they do there nobody reads, as an invocation that
/// no shell knows.</summary>
internal sealed partial class CodeProgram
{
    /// <summary>The name under which such an invocation is recognised; no program has it.</summary>
    public const string LibraryCall = "library-call";

    /// <summary>Calls on calls that are gone back over for where a value comes from.</summary>
    private const int MaxChain = 8;

    /// <summary><c>stripe.customers.del(id)</c>, <c>Pinecone(…).delete_index("docs")</c>: the words are the package,
    /// the call, and what it is given first.</summary>
    private bool OfLibrary(CodeCall call)
    {
        // app.delete("/users", …) says what to do when that is asked for.
        if (!Deletes(call.Name) || Ends(call) || call.Argument(0).AsWord().Prefix is ['/', ..]
            || Package(call) is not { } package)
        {
            return false;
        }

        var path = new Word(Said(call));
        session.Launcher.Emit(
            (_launch with { Input = Input.Inherited.Instance }).Then(
                path, [new Word(package), path, .. call.Arguments.Take(1).Select(a => a.AsWord())], by),
            LibraryCall);
        return true;
    }

    /// <summary>Whether a name begins with a verb that destroys: <c>deleteIndex</c>, <c>delete_index</c>,
    /// <c>del</c>.</summary>
    private static bool Deletes(string name)
    {
        int end = 0;
        while (end < name.Length && char.IsAsciiLetterLower(name[end]))
        {
            end++;
        }

        return name.AsSpan(0, end) is "delete" or "destroy" or "purge" or "wipe" or "terminate" or "drop" or "del"
            or "truncate" or "obliterate" or "erase" or "deprovision" or "decommission"
            || (end < name.Length && name.AsSpan(0, end) is "remove" or "reset" or "clear" or "cancel");
    }

    /// <summary>A call as a person would name it: <c>initIndex("products").delete</c>.</summary>
    private static string Said(CodeCall call)
    {
        string path = call.Path.TrimStart('.');
        if (path == call.Path || call.Receiver is not CodeValue.Returned(var made))
        {
            return path;
        }

        string first = made.Argument(0).Known is { } known ? $"\"{known}\"" : "";
        return $"{(made.Name is "new" ? made.RootName : made.Name)}({first}).{path}";
    }

    /// <summary>Whether a connection ends, or something in memory is emptied: <c>client.destroy()</c>,
    /// <c>cache.clearStore()</c>, where nothing is named.</summary>
    private static bool Ends(CodeCall call) => call.Arguments.IsEmpty
        && !(call.Receiver is CodeValue.Returned(var made) && made.Argument(0) is CodeValue.Text)
        && (call.Name is "destroy" or "terminate" || call.Name.StartsWith("clear", StringComparison.Ordinal)
            || call.Name.StartsWith("reset", StringComparison.Ordinal)
            || call.Name.StartsWith("cancel", StringComparison.Ordinal));

    /// <summary>The package that the value comes from on which a call is made; null where it is none of
    /// another's.</summary>
    private string? Package(CodeCall call)
    {
        CodeCall at = call;
        for (int i = 0; i < MaxChain; i++)
        {
            if (at.Receiver is CodeValue.Returned(var made))
            {
                at = made;
                continue;
            }

            string path = at.Path.TrimStart('.');
            string first = First(path);
            if (_reader?.Holds(first) is CodeValue.Returned(var kept) && !ReferenceEquals(kept, at))
            {
                at = kept;
                continue;
            }

            string root = _reader?.Imports.GetValueOrDefault(first)
                ?? (_reader?.Holds(first) is CodeValue.Reference(var of) ? First(of) : null)
                ?? (at != call || family is Family.Ruby or Family.Php ? first : "");

            // Set and Map belong to the language; a class of Ruby or PHP is its library's name.
            bool own = root is [>= 'A' and <= 'Z', ..] && family is not (Family.Ruby or Family.Php)
                && _reader?.Imports.ContainsKey(first) is not true;
            return root.Length > 1 && root[0] is not '.' and not '/' && !own ? root : null;
        }

        return null;
    }

    /// <summary>The first part of a path; a package may have a point in its name behind its scope.</summary>
    private static string First(string path)
    {
        int from = path.StartsWith('@') ? path.IndexOf('/', StringComparison.Ordinal) + 1 : 0;
        int end = path.AsSpan(from).IndexOfAny('.', ':');
        return end < 0 ? path : path[..(from + end)];
    }
}
