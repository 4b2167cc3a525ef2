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
               pg_catalog.current_schemas(false)::text[],
               (SELECT coalesce(stats_reset, pg_catalog.pg_postmaster_start_time())
                FROM pg_catalog.pg_stat_database WHERE datname = pg_catalog.current_database()),
               coalesce(pg_catalog.current_setting('track_commit_timestamp', true), 'off') = 'on'
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
               has_table_privilege(c.oid, 'SELECT'), s.n_tup_ins + s.n_tup_upd + s.n_tup_del
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
        SELECT DISTINCT r.ev_class, d.refobjid, CASE WHEN r.rulename = '_RETURN' THEN 'view' ELSE 'rule' END
        FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'n'
              AND r.ev_class <> d.refobjid AND r.ev_class >= 16384
        UNION ALL
        SELECT inhrelid, inhparent, 'child' FROM pg_inherits
        """;

    /// <summary>Code in C is the server's or an extension's own, and nothing of it could be read.</summary>
    public const string Routines =
        """
        SELECT p.oid, n.nspname::text, p.proname::text, p.prokind::text, l.lanname::text,
               CASE WHEN length(p.prosrc) BETWEEN 1 AND 1000000 THEN p.prosrc END, coalesce(p.proconfig, '{}')
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
        WHERE p.oid >= 16384 AND (l.lanname NOT IN ('c', 'internal') OR p.prokind = 'a')
        LIMIT 5001
        """;

    /// <summary>Those that fire in an ordinary session.</summary>
    public const string Triggers =
        """
        SELECT tgrelid, tgname::text, tgfoid, tgtype FROM pg_trigger
        WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
        """;

    public const string Rules =
        """
        SELECT ev_class, rulename::text, ev_type::text, is_instead AND ev_qual::text = '<>', oid FROM pg_rewrite
        WHERE rulename <> '_RETURN' AND ev_enabled IN ('O', 'A') AND ev_class >= 16384
        """;

    /// <summary>Routines that relations call by themselves, as the server noted it when they were made.</summary>
    public const string Calls =
        """
        SELECT DISTINCT w.ev_class, d.refobjid, CASE WHEN w.rulename = '_RETURN' THEN 'view' ELSE 'rule' END
        FROM pg_depend d JOIN pg_rewrite w ON d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid
        WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid >= 16384
        UNION ALL
        SELECT a.adrelid, d.refobjid, 'default'
        FROM pg_depend d JOIN pg_attrdef a ON d.classid = 'pg_attrdef'::regclass AND a.oid = d.objid
        WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid >= 16384
        UNION ALL
        SELECT c.conrelid, d.refobjid, 'check'
        FROM pg_depend d JOIN pg_constraint c ON d.classid = 'pg_constraint'::regclass AND c.oid = d.objid
        WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid >= 16384 AND c.conrelid <> 0
        UNION ALL
        SELECT p.polrelid, d.refobjid, 'policy'
        FROM pg_depend d JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
        WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid >= 16384 AND row_security_active(p.polrelid)
        """;

    public const string BodyOf = "SELECT pg_get_function_sqlbody($1)";

    public const string RuleOf = "SELECT pg_get_ruledef($1)";

    public const string EventTriggers =
        "SELECT evtname::text FROM pg_event_trigger WHERE evtenabled <> 'D' ORDER BY evtname";
}
