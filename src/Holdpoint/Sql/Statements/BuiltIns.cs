using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>Functions that come with the databases and their usual extensions, and do more than compute.</summary>
internal static class BuiltIns
{
    /// <summary>Adds what a call does; false where the function is none of these.</summary>
    public static bool Call(string name, Tokens arguments, StatementReader reader)
    {
        // No name of the table is shorter; most calls are count, sum and now.
        if (name.Length < 6)
        {
            return false;
        }

        switch (name.ToLowerInvariant())
        {
            case "pg_terminate_backend" or "pg_cancel_backend" or "crdb_internal.cancel_query":
                Add(DeedKind.Interrupts, "session", "ends other sessions", transactional: false);
                return true;
            case "lo_unlink":
                Add(DeedKind.Deletes, "large-object", "deletes large objects");
                return true;
            case "setval":
                Add(DeedKind.Overwrites, "sequence", "moves a sequence; numbers may be given twice", false,
                    Reach.Equality);
                return true;
            case "pg_drop_replication_slot":
                Add(DeedKind.Deletes, "replication-slot", "drops a replication slot; its reader loses its place",
                    transactional: false);
                return true;
            case "pg_replication_origin_drop" or "pg_logical_slot_get_changes" or "pg_replication_slot_advance"
                or "pg_logical_slot_get_binary_changes":
                Add(DeedKind.Deletes, "replication-slot", "takes changes that a replica has not read",
                    transactional: false);
                return true;
            case "pg_read_file" or "pg_read_binary_file" or "pg_ls_dir" or "load_file" or "lo_import":
                Add(DeedKind.Exposes, "file", "reads files of the database's machine");
                return true;
            case "pg_file_write" or "pg_file_unlink" or "pg_file_rename" or "pg_file_sync" or "lo_export"
                or "writefile":
                Add(DeedKind.Unknown, "file", "writes files of the database's machine", transactional: false);
                return true;
            case "pg_promote":
                Add(DeedKind.Weakens, "server", "makes a standby the primary", transactional: false);
                return true;
            case "set_config":
                Settings.Assign(
                    arguments.Value(0), arguments.Value(2), arguments, reader, arguments.Kind(0) is TokenKind.String);
                return true;
            case "drop_chunks" or "droptopogeometrycolumn" or "dropgeometrytable" or "dropgeometrycolumn"
                or "droptopology" or "citus_drop_all_shards" or "master_drop_all_shards" or "undo_partition":
                Add(DeedKind.Deletes, "table", "drops stored data");
                return true;
            case "remove_retention_policy" or "remove_compression_policy" or "delete_job" or "unschedule":
                Add(DeedKind.Weakens, "job", "takes a scheduled job away");
                return true;
            case "load_extension" or "sys_exec" or "sys_eval" or "lib_mysqludf_sys_exec" or "shell_exec":
                Add(DeedKind.Unknown, "code", "runs code outside of the database", transactional: false);
                return true;
            case "dblink_exec" or "dblink" or "dblink_send_query" or "query_to_xml" or "query_to_xmlschema"
                or "query_to_xml_and_xmlschema" or "cursor_to_xml" or "ts_stat" or "crosstab" or "xpath_table"
                or "openquery" or "openrowset" or "schedule" or "sqlite_exec" or "run_command_on_workers"
                or "run_command_on_shards" or "external_query" or "mysql_query" or "postgres_query"
                or "postgres_execute" or "mysql_execute" or "schedule_in_database" or "eval_sql":
                Codes.Dynamic(arguments, reader, name.StartsWith("dblink", StringComparison.OrdinalIgnoreCase)
                    ? "runs SQL on another database" : "runs SQL from a text", asksWhenUnread: true);
                return true;
            default:
                return false;
        }

        void Add(DeedKind kind, string type, string summary, bool transactional = true,
            Reach reach = Reach.Everything) =>
            reader.Add(kind, type, arguments.Count == 1 ? arguments.Value(0) : name, $"{summary} ({name})", arguments,
                reach, transactional: transactional);
    }
}
