using System.Text;
using Holdpoint.Approvals;
using Holdpoint.Environments;
using Holdpoint.Journal;
using Holdpoint.Policy.Files;

namespace Holdpoint.Policy;

/// <summary>Prints docs/rules.md: the verdict table, and every rule with its documentation.</summary>
internal static class RulesPage
{
    public static string Print()
    {
        var text = new StringBuilder();
        text.Append("# Rules\n\nPrinted from the rules themselves; `./do cases --accept` writes it anew.\n\n")
            .Append("Every effect of an action is put to all rules; the strictest answer counts, and of equally\n")
            .Append("strict ones that of the rule that stands first here. The columns are the environment of the\n")
            .Append("effect's target.\n\n")
            .Append("| rule |");
        foreach ((string key, _) in PolicyKeys.Columns)
        {
            text.Append(' ').Append(key).Append(" |");
        }

        text.Append("\n|---|---|---|---|---|\n");
        foreach (Rule rule in RuleList.All)
        {
            text.Append("| [`").Append(rule.Id).Append("`](#").Append(rule.Id).Append(") |");
            foreach ((_, EnvironmentKind environment) in PolicyKeys.Columns)
            {
                text.Append(' ').Append(Words.Of(rule.Defaults[environment])).Append(" |");
            }

            text.Append('\n');
        }

        text.Append("\nMore names stand in verdicts without being rules: `").Append(Judge.NothingAtStake)
            .Append("` (no effect was found: allow),\n`").Append(InternalError.Rule)
            .Append("` (Holdpoint itself failed: ask), `").Append(GrantDesk.GrantedRule)
            .Append("` (a person has granted it: allow),\n`").Append(GrantDesk.RefusedRule)
            .Append("` (a person has denied it: deny), `").Append(Refusals.Rule)
            .Append("`\n(the same effect was refused within 24 hours, by a person or a rule, in whatever words: deny; ")
            .Append("a person's grant lets it pass)\nand `").Append(GrantDesk.ExecutionRule)
            .Append("`\n(it goes through `holdpoint exec`, which needs the grant: allow).\n");
        foreach (Rule rule in RuleList.All)
        {
            text.Append("\n## ").Append(rule.Id).Append("\n\n").Append(rule.Title).Append(".\n\n")
                .Append(rule.Documentation.Trim()).Append('\n')
                .Append(rule.Configurable ? "" : "\nA policy file cannot change this rule.\n");
        }

        return text.ToString();
    }
}
