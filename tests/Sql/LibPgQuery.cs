using System.Runtime.InteropServices;
using System.Text.Json;

namespace Holdpoint.Tests.Sql;

/// <summary>PostgreSQL's own parser, from Debian's libpg-query-dev; an oracle for tests.</summary>
internal static class LibPgQuery
{
    public static bool IsHere { get; } = NativeLibrary.TryLoad("libpg_query.so", out _);

    /// <summary>The parse tree as JSON; null where PostgreSQL refuses the text.</summary>
    public static JsonDocument? Parse(string sql)
    {
        ParseResult result = pg_query_parse(sql);
        try
        {
            return result.Error != IntPtr.Zero || Marshal.PtrToStringUTF8(result.Tree) is not { } tree
                ? null
                : JsonDocument.Parse(tree, new JsonDocumentOptions { MaxDepth = 2_000 });
        }
        finally
        {
            pg_query_free_parse_result(result);
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ParseResult
    {
        public IntPtr Tree;
        public IntPtr Buffer;
        public IntPtr Error;
    }

    // The names of a C library are what they are.
    [DllImport("libpg_query.so")]
    private static extern ParseResult pg_query_parse([MarshalAs(UnmanagedType.LPUTF8Str)] string input);

    [DllImport("libpg_query.so")]
    private static extern void pg_query_free_parse_result(ParseResult result);
}
