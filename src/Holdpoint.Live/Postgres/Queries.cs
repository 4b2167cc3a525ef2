namespace Holdpoint.Live.Postgres;

/// <summary>What is asked of the catalogue. Every name is qualified, and no relation is opened: nobody's lock is waited
/// for, and no code of the database runs.</summary>
internal static class Queries
{
    public const string Server =
        """
        SELECT pg_catalog.current_setting('server_version'), pg_catalog.current_database()::text,
               current_user::text, pg_catalog.pg_is_in_recovery(),
               (SELECT pg_catalog.count(*)::int FROM pg_catalog.pg_stat_replication),
               (SELECT pg_catalog.count(*)::int FROM pg_catalog.pg_replication_slots),
               pg_catalog.current_schemas(false)::text[]
        """;

    /// <summary>From here on no schema of the database can stand before the system's own.</summary>
    public const string Fence = "SET search_path = pg_catalog";

    /// <summary>Bytes and rows as vacuum and the statistics last saw them: asking for the present size would open the
    /// relation.</summary>
    public const string Relations =
        """
        SELECT c.oid, n.nspname::text, c.relname::text, c.relkind::text,
               CASE WHEN s.n_live_tup > 0 THEN s.n_live_tup
                    WHEN c.reltuples >= 0 AND c.relpages > 0 THEN c.reltuples::int8 END,
               ((c.relpages::int8 + coalesce(t.relpages, 0)
                 + (SELECT coalesce(sum(x.relpages), 0) FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                    WHERE i.indrelid = c.oid)) * current_setting('block_size')::int8)::int8,
               (SELECT coalesce(array_agg(g.tgname::text ORDER BY g.tgname), '{}') FROM pg_trigger g
                WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgenabled <> 'D')
               || (SELECT coalesce(array_agg(w.rulename::text ORDER BY w.rulename), '{}') FROM pg_rewrite w
                   WHERE w.ev_class = c.oid AND w.rulename <> '_RETURN' AND w.ev_enabled <> 'D'),
               has_table_privilege(c.oid, 'SELECT')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
             LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              AND n.nspname NOT LIKE 'pg\_toast%' AND n.nspname NOT LIKE 'pg\_temp%'
        ORDER BY n.nspname, c.relname
        LIMIT $1
        """;

    public const string References =
        """
        SELECT conname::text, conrelid, confrelid, confdeltype::text FROM pg_constraint WHERE contype = 'f'
        """;

    public const string Dependents =
        """
        SELECT DISTINCT r.ev_class, d.refobjid, 'view' FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'n'
              AND r.ev_class <> d.refobjid AND r.ev_class >= 16384
        UNION ALL
        SELECT inhrelid, inhparent, 'child' FROM pg_inherits
        """;

    public const string EventTriggers =
        "SELECT evtname::text FROM pg_event_trigger WHERE evtenabled <> 'D' ORDER BY evtname";
}
