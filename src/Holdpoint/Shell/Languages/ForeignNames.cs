using System.Collections.Immutable;

namespace Holdpoint.Shell.Languages;

/// <summary>What functions of the languages and their libraries do, by name.</summary>
internal static class ForeignNames
{
    /// <summary>Functions that run a program or code of the shell.</summary>
    public static bool Runs(string name) => name is "system" or "popen" or "popen2" or "popen3" or "Popen" or "exec"
        or "execSync" or "execFile" or "execFileSync" or "spawn" or "spawnSync" or "run" or "call" or "check_call"
        or "check_output" or "getoutput" or "getstatusoutput" or "shell_exec" or "passthru" or "proc_open"
        or "pcntl_exec"
        or "exec_command"
        or "capture2" or "capture2e" or "capture3" or "pipeline" or "system2" or "create_subprocess_shell"
        or "create_subprocess_exec" or "execa" or "execaSync" or "execaCommand" or "execaCommandSync" or "`" or "$"
        or "Command" or "local" or "sudo" or "sh" or "script" or "execute" or "startfile" or "shell"
        or "fromShellCommandline"
        or "bash" or "cmd" or "qx" or "runCommand" or "run_command" or "subshell" or "command" or "sync"
        || (name.StartsWith("exec", StringComparison.Ordinal) && name is "execl" or "execle" or "execlp" or "execlpe"
            or "execv" or "execve" or "execvp" or "execvpe")
        || name is "spawnl" or "spawnle" or "spawnlp" or "spawnv" or "spawnve" or "spawnvp" or "posix_spawn"
        or "posix_spawnp";

    /// <summary>Of those, names that mean much else besides: they count on known modules, or with text that is clearly
    /// a command.</summary>
    public static bool IsCommon(string name) => name is "exec" or "run" or "call" or "local" or "script" or "execute"
        or "shell" or "command" or "sync" or "sh" or "bash" or "cmd" or "Command" or "sudo" or "$" or "pipeline"
        or "spawn"
        or "subshell";

    /// <summary>Modules and objects whose functions of those names run programs.</summary>
    public static bool RunsPrograms(string root) => root is "subprocess" or "os" or "child_process" or "commands"
        or "pty"
        or "asyncio" or "asyncio.subprocess" or "Bun" or "Deno" or "Kernel" or "Process" or "IO" or "Open3"
        or "PTY" or "shell"
        or "shelljs" or "pexpect" or "Shell" or "plumbum" or "sh" or "io" or "posix" or "zx" or "execa"
        or "invoke" or "c"
        or "ctx" or "cp" or "childProcess" or "conn" or "connection" or "Connection" or "sp" or "subproc" or "ssh";

    /// <summary>Functions that remove files, as the program that does the same; empty for others.</summary>
    public static ImmutableArray<string> Removes(string name) => name switch
    {
        "rmtree" or "rm_rf" or "rm_r" or "remove_tree" or "remove_entry" or "remove_entry_secure" or "rimraf"
            or "rimrafSync"
            or "removeSync" or "del" or "deleteSync" or "deleteAsync" or "rmrf" or "removeRecursive"
            or "deleteDirectory"
            or "remove_dir_all" or "rmtree_p" or "emptyDir" or "emptyDirSync" => ["rm", "-rf"],
        "unlink" or "unlinkSync" or "rm_f" or "file.remove" or "unlink_p" => ["rm", "-f"],
        "rmdir" or "rmdirSync" or "removedirs" => ["rmdir"],
        "rm" or "rmSync" or "remove" or "delete" or "removeSync_" or "safe_unlink" => ["rm", "-f"],
        _ => [],
    };

    /// <summary>Of those, names that mean much else besides: they count on files only.</summary>
    public static bool RemovesElsewhere(string name) => name is "rm" or "remove" or "delete" or "del" or "emptyDir";

    /// <summary>Modules and objects whose functions of those names remove files.</summary>
    public static bool HoldsFiles(string root) => root is "os" or "fs" or "fsp" or "fse" or "promises" or "fs.promises"
        or "fs/promises" or "fs-extra" or "Deno" or "File" or "FileUtils" or "Dir" or "shutil" or "Pathname" or "posix"
        or "Filesystem" or "Storage" or "rimraf" or "fs_1" or "Bun" or "FS" or "trash" or "file" or "shell"
        or "shelljs" or "Path";

    /// <summary>Functions that write a file anew, or cut it off.</summary>
    public static bool Empties(string name) => name is "writeFileSync" or "writeFile" or "file_put_contents"
        or "outputFileSync" or "outputFile" or "write_text" or "write_bytes" or "writeTextFileSync" or "writeTextFile"
        or "truncate" or "truncateSync";

    /// <summary>Functions that open a file, with a mode that says what for.</summary>
    public static bool Opens(string name) => name is "open" or "fopen" or "openSync" or "File" or "sysopen";

    /// <summary>Whether code holds a word of those that bring text into an open file; code without one only empties
    /// it.</summary>
    public static bool MayWrite(string code)
    {
        foreach (string word in (ReadOnlySpan<string>)["write", "print", "dump", "copy", "save", "put", "std", "to_",
            "<<", "send", "file=", "say", "Write", "pipe", "dup"])
        {
            if (code.Contains(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Functions that run code of the same language.</summary>
    public static bool RunsOwnCode(string name) => name is "eval" or "exec" or "instance_eval" or "class_eval"
        or "load"
        or "loadstring" or "assert" or "Function" or "runInThisContext" or "runInNewContext" or "execScript"
        or "compile"
        or "create_function" or "dostring";

    /// <summary>Functions that send SQL.</summary>
    public static bool Queries(string name) => name is "execute" or "executemany" or "executescript" or "exec"
        or "query"
        or "raw" or "unsafe" or "$executeRaw" or "$executeRawUnsafe" or "$queryRaw" or "$queryRawUnsafe"
        or "exec_query"
        or "exec_driver_sql" or "exec_sql" or "executeSql" or "execute_sql" or "sql" or "run" or "all" or "prepare"
        or "mysqli_query" or "mysqli_multi_query" or "multi_query" or "pg_query" or "pg_exec" or "sqlsrv_query"
        or "statement" or "unprepared" or "do" or "dbExecute" or "dbSendQuery" or "dbGetQuery" or "dbSendStatement"
        or "find_by_sql" or "select_all" or "fetch" or "fetchall" or "fetchrow" or "fetchval" or "read_sql"
        or "queryRaw"
        or "executeRaw" or "executeQuery" or "executeUpdate" or "one" or "none" or "any" or "many" or "command"
        or "execute_batch" or "executeBatch" or "batch" or "send_query" or "async_exec" or "simple" or "client_query"
        or "selectall_arrayref" or "selectrow_array" or "delete" or "update" or "text" or "multi" or "copy_expert";

    /// <summary>Functions whose words may stand without parentheses around them, a name first.</summary>
    public static bool TakesWords(string path) =>
        path[(path.LastIndexOf('.') + 1)..] is var name
        && (name is "system" or "exec" or "spawn" or "sh" or "eval" or "execute" or "unlink" or "rmtree" or "open"
        or "delete"
            || Removes(name) is not []);

    /// <summary>Methods that destroy, and that are called without parentheses where a language allows it.</summary>
    public static bool CallsBare(string name) => name is "delete_all" or "destroy_all" or "drop" or "flushall"
        or "flushdb"
        or "drop_all" or "drop_tables" or "unlink" or "rmtree" or "read" or "drop_collection" or "drop_database"
        or "strip"
        or "clear" or "remove_queue" or "to_s" or "chomp" or "tmpdir" or "mktmpdir" or "home";

    /// <summary>Whether a text begins as SQL that changes something, or asks.</summary>
    public static bool LooksLikeSql(string text)
    {
        ReadOnlySpan<char> start = text.AsSpan().TrimStart();
        while (start.StartsWith("--") || start.StartsWith("/*"))
        {
            int end = start.StartsWith("--") ? start.IndexOf('\n') : start.IndexOf("*/");
            if (end < 0)
            {
                return false;
            }

            start = start[(start.StartsWith("--") ? end + 1 : end + 2)..].TrimStart();
        }

        int length = 0;
        while (length < start.Length && (char.IsAsciiLetter(start[length]) || start[length] == '_'))
        {
            length++;
        }

        if (length is < 2 or > 10)
        {
            return false;
        }

        Span<char> word = stackalloc char[10];
        start[..length].ToUpperInvariant(word);
        bool more = length < start.Length && char.IsWhiteSpace(start[length]);
        return word[..length] is "DROP" or "DELETE" or "TRUNCATE" or "UPDATE" or "ALTER" or "INSERT" or "SELECT"
            or "CREATE"
            or "WITH" or "GRANT" or "REVOKE" or "PRAGMA" or "VACUUM" or "MERGE" or "REPLACE" or "CALL" or "DO"
            or "COPY"
            or "EXPLAIN" or "SET" or "FLUSH" or "RENAME" or "REASSIGN" or "BEGIN" or "START" or "COMMIT" or "USE"
            or "SHOW"
            or "EXEC" or "REFRESH" or "REINDEX" or "ATTACH" or "DETACH" or "LOAD" or "LOCK"
            && (more || word[..length] is "BEGIN" or "COMMIT");
    }
}
