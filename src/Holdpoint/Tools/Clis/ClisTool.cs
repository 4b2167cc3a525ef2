using System.Collections.Immutable;
using System.Text;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Clis;

/// <summary>All programs whose commands are words, each a record of data: one entry in <see cref="CliList"/>.</summary>
internal sealed class ClisTool : Tool
{
    public override string Id => "clis";

    public override string Title => "Programs whose commands are words, one record each";

    public override string Documentation
    {
        get
        {
            var text = new StringBuilder(
                """
                What a command does is told by its words; the target by its options, the environment and the
                program's own files. How much would go is not counted.

                | program | what |
                |---|---|

                """);
            foreach (string name in CliList.Names)
            {
                if (CliList.Find(name) is { } cli)
                {
                    text.Append("| `").Append(name).Append("` | ").Append(cli.Title).Append(" |\n");
                }
            }

            return text.ToString();
        }
    }

    public override ImmutableArray<string>? Programs => null;

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        if (invocation.Name is not { Length: > 0 } name)
        {
            return;
        }

        if (CliList.Find(name) is { } cli)
        {
            CliReader.Recognise(cli, invocation, effects);
        }

        if (CliFront.Inner(name, invocation.Arguments) is { } inner)
        {
            CliReader.Recognise(inner.Cli, inner.Arguments, invocation, effects);
        }
    }
}
