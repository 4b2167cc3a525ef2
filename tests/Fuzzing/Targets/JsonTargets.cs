using System.Text;
using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Agents.ClaudeCode;
using Holdpoint.Cli.Commands;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;
using Holdpoint.Tools.Http;
using Holdpoint.Tools.Mcp;

namespace Holdpoint.Tests.Fuzzing.Targets;

/// <summary>GraphQL documents, and the bodies that carry them.</summary>
internal sealed class GraphQlTarget : FuzzTarget
{
    public override string Name => "graphql";

    protected override IReadOnlyList<string> Pieces { get; } =
    [
        "{", "}", "(", ")", "[", "]", ":", "!", "$", "@", "...", "\"", "\"\"\"", "\\", "#", "\n", ",", "|", "=",
        "mutation ", "query ", "subscription ", "fragment F on M ", "on ", "@skip(if: true)", "delete", "null", "1e9",
        "{\"query\":\"", "\"}", "\"variables\":{", "\"operationName\":\"", "[{", "}]", "\\u0041", "\\n", "\0", "é",
        "\ud83d", "&a[b]=", "%7B", "extend type ", "schema ",
    ];

    protected override IEnumerable<string> Texts() =>
    [
        "mutation M($a: ID! = \"x\") @d(a: 1) { b: c(d: {e: [1]}) { f } ... on G @h { i } ...J } "
            + "fragment J on Mutation { k: volumeDelete(id: \"\"\"l\"\"\") } query N { o }",
        """{"query":"mutation { a }","operationName":"M","variables":{"b":[1,{"c":null}]}}""",
        """[{"query":"query { a { b } }"},{"query":"mutation { deleteProject(id: \"1\") { id } }"}]""",
        "query Q { viewer { login } } mutation D { deleteRepository(input: {id: 1}) { clientMutationId } }",
        "fragment A on B { ...C } fragment C on B { ...A } query { ...A }",
        "# a comment\nsubscription { s(a: [[1, 2], {b: ENUM}], c: -1.5e3, d: true, e: null) }",
    ];

    protected override string? Fault(string text, int variant)
    {
        GraphQlDocument.Read(text);
        GraphQlBody.Read(text, graph: variant % 2 == 0);
        return null;
    }
}

/// <summary>What clients send to the hook, and a batch's lines: the whole way to the answer.</summary>
internal sealed class PayloadTarget : FuzzTarget
{
    public override string Name => "payload";

    protected override IReadOnlyList<string> Pieces { get; } =
    [
        "{", "}", "[", "]", "\"", "\\", "\\\"", "\\u0041", "\\ud800", "\\u00", ",", ":", "null", "true", "0", "-1",
        "1e400", "{}", "[]", "\"\"", "\n", "\0", "é", "\u2028", "[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "\uFEFF", "//",
        "\"hook_event_name\":\"PreToolUse\",", "\"tool_name\":\"Bash\",", "\"tool_name\":\"Write\",",
        "\"tool_name\":\"mcp__db__query\",", "\"tool_input\":{", "\"command\":\"", "\"file_path\":\"", "\"content\":\"",
        "\"old_string\":\"", "\"new_string\":\"", "\"sql\":\"DROP TABLE a", "\"cwd\":\"/a\",", "rm -rf /",
        "terraform destroy", "\\n", "\"query\":\"mutation{a}", "\"url\":\"https://", "\"method\":\"DELETE\"",
        "\xED\xA0",
    ];

    protected override IEnumerable<string> Texts() =>
        Directory.EnumerateFiles(Path.Join(Repository.Root, "tests/Cli/Payloads"), "*.json")
            .Order(StringComparer.Ordinal).Select(File.ReadAllText)
            .Concat(
            [
                Call("Write", """{"file_path":"/work/a.tf","content":"terraform {\n  backend \"s3\" {}\n}"}"""),
                Call("Edit", """{"file_path":"a.tf","old_string":"prevent_destroy = true","new_string":""}"""),
                Call("mcp__postgres__query", """{"sql":"DELETE FROM users","params":[1,{"a":null}]}"""),
                Call("mcp__shell__run", """{"command":["rm","-rf","/"],"cwd":"/work"}"""),
                Call("mcp__http__request",
                """{"method":"DELETE","url":"https://api.github.com/repos/a/b","body":"{}"}"""),
                Call("MultiEdit", """{"file_path":"m.sql","edits":[{"old_string":"a","new_string":"DROP TABLE b"}]}"""),
                """{"command":"rm -rf /","cwd":"/work"}""",
            ]);

    protected override string? Fault(string text, int variant)
    {
        // Latin-1 would lose nothing either, but clients send UTF-8; what is no Unicode becomes what is no UTF-8.
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (variant % 8 == 0 && bytes.Length > 0)
        {
            bytes[variant / 8 % bytes.Length] |= 0x80;
        }

        BatchLine.Read(bytes, Judging.Folder);
        ToolArguments.Read(text);
        return new ClaudeCodeClient().Read(bytes, Judging.Folder) is HookMessage.Before(var action, _, _)
            ? Judging.Fault(Judging.Judge(new PaperWorld(), action))
            : null;
    }

    private static string Call(string tool, string input) =>
        "{\"session_id\":\"s\",\"cwd\":\"/work/app\",\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"" + tool
        + "\",\"tool_input\":" + input + "}";
}
