using System.Text;
using Holdpoint.Environments;
using Holdpoint.Journal;
using Holdpoint.Sessions;
using Holdpoint.Tools.Clis;
using Holdpoint.Tools.Terraform.Memory;

namespace Holdpoint.Tests.Fuzzing.Targets;

/// <summary>Files that are read line by line: our own records, and settings in which tools name their
/// targets.</summary>
internal sealed class RecordTarget : FuzzTarget
{
    public override string Name => "record";

    protected override IReadOnlyList<string> Pieces { get; } =
    [
        "\n", " ", "\t", "=", ":", "\"", "'", "#", "{", "}", "[", "]", ",", "\\", "$", "${A}", "\0", "é", "\ud83d",
        "null",
        "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "\"seq\":", "\"prev\":\"sha256:", "1e99", "-1", "current-context: ",
        "[default]\n", "export ", "url = ", "postgres://", "lineage ", "serial ", "workspace ",
    ];

    protected override IEnumerable<string> Texts() =>
    [
        "# c\nexport A=\"b\\nc\"\nDATABASE_URL='postgres://u:p@db.prod.example.com/x'\nB=${A:-c}\n",
        "apiVersion: v1\ncurrent-context: prod\nclusters:\n- cluster: {server: https://1.2.3.4}\n  name: prod\n",
        "[default]\nregion = eu-west-1\n[profile prod]\nrole_arn = arn:aws:iam::1:role/x\nurl = postgres://a@b/c\n",
        "{\"seq\":12,\"prev\":\"sha256:00\",\"at\":\"2026-01-01T00:00:00Z\",\"verdict\":\"ask\"}",
        "{\"t\":1,\"k\":\"made\",\"p\":\"/work/x\",\"i\":1,\"d\":2}",
        "# states\nlocal:terraform.tfstate default\n  lineage a-b-c\n  serial 3\n  resources 19\n  system a 12\n",
    ];

    protected override string? Fault(string text, int variant)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        DotEnv.Read(text);
        ConfigText.Read(text);
        ConfigText.Read(ConfigText.Section(text, "default"));
        KubeConfig.Read(text);
        StatesLock.Read(text);
        Trace.Read(bytes);
        Link.Read(bytes);
        return null;
    }
}
