namespace Holdpoint.Live.Postgres;

/// <summary>What is asked for an inventory. Names are written out with their schemas, since the search path holds the
/// system's own alone.</summary>
internal static class InventoryQueries
{
    /// <summary>Values are written the same way on every server.</summary>
    public const string Session =
        """
        SET search_path = pg_catalog; SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';
        SET extra_float_digits = 1; SET bytea_output = 'hex'; SET lc_monetary = 'C'; SET xmlbinary = 'base64';
        SET quote_all_identifiers = off
        """;

    public const string Database =
        """
        SELECT d.datname::text, current_setting('server_version'), pg_get_userbyid(d.datdba)::text,
               pg_encoding_to_char(d.encoding)::text, d.datcollate::text, d.datctype::text, pg_database_size(d.oid),
               (SELECT pg_get_userbyid(nspowner)::text FROM pg_namespace WHERE nspname = 'public')
        FROM pg_database d WHERE d.datname = current_database()
        """;

    /// <summary>Ours: not the system's, not a temporary one's, not part of an extension.</summary>
    private const string Own =
        """
        n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\_%'
        """;

    /// <summary>Tables, the largest first, each with its columns as a row that can be hashed.</summary>
    /// <remarks>Columns of types whose hash tells every two values apart are hashed as they are, in the order of bytes;
    /// all others (1.0 and 1.00 are one number) as the text that a dump holds.</remarks>
    public static readonly string Tables =
        $"""
        SELECT {Name},
               coalesce((SELECT string_agg(
                      't.' || quote_ident(a.attname)
                      || CASE WHEN a.atttypid IN ('text'::regtype, 'varchar'::regtype) THEN ' COLLATE "C"'
                              WHEN format_type(a.atttypid, NULL) IN ('boolean', 'smallint', 'integer', 'bigint', 'oid',
                                  'date', 'time without time zone', 'timestamp without time zone',
                                  'timestamp with time zone', 'uuid', 'bytea') THEN ''
                              ELSE '::text' END, ', ' ORDER BY a.attnum)
                  FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '')
        {From('r')}
        ORDER BY pg_relation_size(c.oid) DESC, 1
        """;

    public static readonly string Sequences = $"SELECT {Name} {From('S')} ORDER BY 1";

    /// <summary>A relation with its schema.</summary>
    private const string Name = "quote_ident(n.nspname) || '.' || quote_ident(c.relname)";

    /// <summary>Relations of one <c>relkind</c>.</summary>
    private static string From(char kind) =>
        $"""
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = '{kind}' AND {Own}
              AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid
                              AND e.deptype = 'e')
        """;

    /// <summary>Rows and checksum of a table. A sum of hashes is the same for the same rows in any order.</summary>
    /// <param name="columns">As <see cref="Tables"/> gives them; null where a row cannot be hashed: before
    /// 14.</param>
    public static string Sum(string table, string? columns) =>
        "SELECT count(*), coalesce(sum("
        + (columns is null ? "hashtextextended(t::text, 0)" : $"hash_record_extended(ROW({columns}), 0)")
        + $"), 0)::text FROM ONLY {table} AS t";

    public const string Extensions = "SELECT extname::text FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1";

    /// <summary>Everything that has a definition: type, name, and the definition with its owner and rights.</summary>
    public const string Objects =
        $"""
        WITH own AS (
          SELECT c.oid, c.relkind, c.relowner, c.relacl, n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity,
                 quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE {Own} AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c')
                AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid
                                AND e.deptype = 'e'))
        SELECT 'schema', quote_ident(n.nspname), pg_get_userbyid(n.nspowner)::text || ' '
               || coalesce((SELECT string_agg(a.grantee::regrole::text || ' ' || a.privilege_type || a.is_grantable, ','
                                              ORDER BY a.grantee::regrole::text, a.privilege_type)
                            FROM aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a), '')
        FROM pg_namespace n WHERE {Own}
        UNION ALL
        SELECT CASE o.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
                    WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table'
                    ELSE 'type' END,
               o.name,
               pg_get_userbyid(o.relowner)::text || ' ' || o.relrowsecurity || o.relforcerowsecurity || ' '
               || CASE WHEN o.relkind IN ('v', 'm') THEN pg_get_viewdef(o.oid)
                       WHEN o.relkind = 'p' THEN pg_get_partkeydef(o.oid) ELSE '' END || ' '
               || coalesce((SELECT string_agg(a.grantee::regrole::text || ' ' || a.privilege_type || a.is_grantable, ','
                                              ORDER BY a.grantee::regrole::text, a.privilege_type)
                            FROM aclexplode(coalesce(o.relacl,
                              acldefault(CASE WHEN o.relkind = 'S' THEN 's'::"char" ELSE 'r'::"char" END,
                                         o.relowner))) a), '')
        FROM own o
        UNION ALL
        SELECT 'column', o.name || '.' || quote_ident(a.attname),
               format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || a.attidentity::text
               || a.attgenerated::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
        FROM own o JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped
             LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE o.relkind IN ('r', 'p', 'f', 'c')
        UNION ALL
        SELECT 'index', quote_ident(n.nspname) || '.' || quote_ident(c.relname), pg_get_indexdef(c.oid)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN own o ON o.oid = i.indrelid
        UNION ALL
        SELECT 'constraint', quote_ident(k.conname) || ' of ' || o.name,
               pg_get_constraintdef(k.oid) || ' ' || k.convalidated
        FROM pg_constraint k JOIN own o ON o.oid = k.conrelid WHERE k.contype <> 'n'
        UNION ALL
        SELECT 'trigger', quote_ident(t.tgname) || ' of ' || o.name,
               pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
        FROM pg_trigger t JOIN own o ON o.oid = t.tgrelid WHERE NOT t.tgisinternal
        UNION ALL
        SELECT 'rule', quote_ident(r.rulename) || ' of ' || o.name, pg_get_ruledef(r.oid)
        FROM pg_rewrite r JOIN own o ON o.oid = r.ev_class WHERE r.rulename <> '_RETURN'
        UNION ALL
        SELECT 'policy', quote_ident(p.polname) || ' of ' || o.name,
               p.polcmd::text || p.polpermissive || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' '
               || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
        FROM pg_policy p JOIN own o ON o.oid = p.polrelid
        UNION ALL
        SELECT CASE f.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
               quote_ident(n.nspname) || '.' || quote_ident(f.proname) || '('
               || pg_get_function_identity_arguments(f.oid) || ')',
               CASE WHEN f.prokind = 'a' THEN '' ELSE pg_get_functiondef(f.oid) END || ' '
               || pg_get_userbyid(f.proowner)::text
        FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
        WHERE {Own} AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass
                                    AND e.objid = f.oid AND e.deptype = 'e')
        UNION ALL
        SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' ELSE 'range' END,
               quote_ident(n.nspname) || '.' || quote_ident(t.typname),
               coalesce((SELECT string_agg(e.enumlabel::text, ',' ORDER BY e.enumsortorder) FROM pg_enum e
                         WHERE e.enumtypid = t.oid), '')
               || CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) || t.typnotnull
                            || coalesce(t.typdefault, '') ELSE '' END
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE {Own} AND t.typtype IN ('e', 'd', 'r')
              AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid
                              AND e.deptype = 'e')
        UNION ALL
        SELECT 'large object', l.oid::text, pg_get_userbyid(l.lomowner)::text FROM pg_largeobject_metadata l
        UNION ALL
        SELECT 'event trigger', quote_ident(v.evtname), v.evtevent::text || v.evtenabled::text FROM pg_event_trigger v
        WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_event_trigger'::regclass AND e.objid = v.oid
                          AND e.deptype = 'e')
        ORDER BY 1, 2
        """;

    /// <summary>Roles that own or may do something here.</summary>
    public const string Roles =
        """
        SELECT DISTINCT r.rolname::text FROM pg_shdepend s JOIN pg_roles r ON r.oid = s.refobjid
        WHERE s.refclassid = 'pg_authid'::regclass AND r.rolname NOT LIKE 'pg\_%'
              AND s.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
        UNION
        SELECT pg_get_userbyid(datdba)::text FROM pg_database WHERE datname = current_database()
        ORDER BY 1
        """;
}
