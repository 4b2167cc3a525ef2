namespace Holdpoint.Shell.Wrappers;

/// <summary>Members of .NET that PowerShell calls, said in words of sh: <c>[IO.Directory]::Delete('x', $true)</c>,
/// <c>(Get-Item x).Delete()</c>, <c>[Diagnostics.Process]::Start('x')</c>. Pure.</summary>
/// <remarks>Names as in the reference of System.IO (File, Directory, FileInfo, DirectoryInfo): types may be written
/// without <c>System.</c>, case does not count, and Directory.Delete takes a folder with what it holds only when its
/// second argument is true.</remarks>
internal static class PowerShellMembers
{
    /// <summary>Whether a word before a parenthesis names a member.</summary>
    public static bool IsMember(string word) =>
        word is ['[', ..] && word.Contains("]::", StringComparison.Ordinal) || word is ['.', ..]
        || (word is ['$', ..] && word.EndsWith(".delete", StringComparison.OrdinalIgnoreCase)) || IsType(word);

    /// <summary>Files and folders as objects: <c>New-Object System.IO.DirectoryInfo("x")</c>.</summary>
    private static bool IsType(string word) =>
        word.EndsWith("IO.DirectoryInfo", StringComparison.OrdinalIgnoreCase)
        || word.EndsWith("IO.FileInfo", StringComparison.OrdinalIgnoreCase);

    /// <summary>Keeps the paths of the files that a variable is given: <c>$d = Get-Item x</c>.</summary>
    private static void Keep(List<Token> words, Dictionary<string, string> held)
    {
        if (words is [{ Plain: ['$', ..] name }, { Plain: "=" }, .. var value] && value.Count > 1)
        {
            string command = value[0].Plain.ToLowerInvariant();
            bool made = command is "new-object" && IsType(value[1].Plain);
            bool type = command.Contains("info]::new", StringComparison.Ordinal);
            if (made || type || IsFiles(command))
            {
                held[name.ToLowerInvariant()] = Paths(value.Skip(made ? 2 : 1));
            }
        }
    }

    private static string Paths(IEnumerable<Token> words) =>
        string.Join(' ', words.Where(p => p.Plain is not ['-', ..]).Select(p => p.Said));

    /// <summary>What a call of a member does; null where the words are no such call, or it does nothing of
    /// note.</summary>
    /// <param name="before">The command whose objects it is called on; null for none.</param>
    /// <param name="held">The paths of the files that variables hold.</param>
    public static string? Said(List<Token> words, List<Token>? before, Dictionary<string, string> held)
    {
        Keep(words, held);
        if (words is not [{ Plain: var name }, .. var given] || !IsMember(name) || IsType(name))
        {
            return null;
        }

        string member = name.ToLowerInvariant();
        if (member is ['.', ..] or ['$', ..])
        {
            bool deletes = member.EndsWith(".delete", StringComparison.Ordinal);
            return !deletes ? null
                : member is ['$', '_', '.', ..] ? "rm -rf -- \"${_}\""
                : held.TryGetValue(member[..^".delete".Length], out string? own) ? "rm -rf -- " + own
                : member is ['.', ..] && before is [{ Plain: var made }, .. var paths]
                    && IsFiles(made.ToLowerInvariant()) ? "rm -rf -- " + Paths(paths)
                : null;
        }

        string type = member[1..member.IndexOf(']', StringComparison.Ordinal)];
        type = type.StartsWith("system.", StringComparison.Ordinal) ? type["system.".Length..] : type;
        int at = member.IndexOf("]::", StringComparison.Ordinal) + "]::".Length;
        return given.Count == 0 ? null : Of(type, member[at..], given);
    }

    private static string? Of(string type, string member, List<Token> given)
    {
        string first = given[0].Said;
        string both = given.Count > 1 ? first + " " + given[1].Said : first;
        return (type, member) switch
        {
            ("io.directory", "delete") => (given.Count > 1 && IsTrue(given[1]) ? "rm -rf -- " : "rmdir -- ") + first,
            ("io.file", "delete") => "rm -f -- " + first,
            ("io.file", "writealltext" or "writealllines" or "writeallbytes" or "create" or "createtext"
                or "openwrite") => "truncate -s 0 -- " + first,
            ("io.file" or "io.directory", "move") => "mv -f -- " + both,
            ("io.file", "copy") => (given.Count > 2 && IsTrue(given[2]) ? "cp -f -- " : "cp -n -- ") + both,
            ("io.file", "replace") => "mv -f -- " + both,
            ("diagnostics.process", "start") => string.Join(' ', given.Select((g, i) => i == 0 ? g.Said : g.Plain)),
            _ => null,
        };
    }

    private static bool IsTrue(Token word) => word.Plain.ToLowerInvariant() is "$true" or "1";

    private static bool IsFiles(string command) =>
        command is "get-item" or "gi" or "get-childitem" or "gci" or "dir" or "ls";
}
