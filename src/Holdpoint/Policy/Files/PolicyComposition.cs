using System.Collections.Immutable;

namespace Holdpoint.Policy.Files;

/// <summary>Puts the files found together into one policy, and says where a repository's file asked for more than it
/// may have.</summary>
/// <param name="files">Managed, user, repository; malformed ones are not among them.</param>
internal sealed class PolicyComposition(ImmutableArray<PolicyFile> files, ImmutableArray<string> problems)
{
    private readonly ImmutableArray<string>.Builder _notes = problems.ToBuilder();
    private readonly Dictionary<string, CellRow> _rows = new(StringComparer.Ordinal);

    public PolicySet Compose()
    {
        PolicyFile? managed = files.FirstOrDefault(f => f.Origin is PolicyOrigin.Managed);
        PolicyFile? user = files.FirstOrDefault(f => f.Origin is PolicyOrigin.User);
        Set(user);
        Set(managed);
        ImmutableArray<PolicyFile> known = [.. files.Select(f => f.Origin is PolicyOrigin.Repository ? Trusted(f) : f)];
        foreach (PolicyFile repository in known)
        {
            if (repository.Origin is PolicyOrigin.Repository)
            {
                Tighten(repository);
            }
        }

        return new PolicySet
        {
            Approvals = Approvals(known),
            Files = known,
            Problems = _notes.ToImmutable(),
            Changed = _rows.ToImmutableDictionary(StringComparer.Ordinal),
            Patience = managed?.Patience ?? user?.Patience,
            MaxBytes = managed?.MaxBytes ?? user?.MaxBytes,
        };
    }

    /// <summary>Managed over user; a repository's file can only want more.</summary>
    private ApprovalRules Approvals(ImmutableArray<PolicyFile> known)
    {
        ApprovalRules rules = ApprovalRules.BuiltIn;
        foreach (PolicyFile file in known.OrderBy(f => f.Origin switch
        {
            PolicyOrigin.User => 0,
            PolicyOrigin.Managed => 1,
            _ => 2,
        }))
        {
            foreach (ApprovalCell cell in file.Approvals)
            {
                int now = rules[cell.Key];
                if (file.Origin is not PolicyOrigin.Repository || cell.Number >= now)
                {
                    rules = rules.With(cell.Key, cell.Number);
                }
                else
                {
                    Note(file, cell.Line, cell.Column,
                        $"\"{cell.Key}\" stays {now}: a repository's file can only want more approvers");
                }
            }
        }

        return rules;
    }

    private void Set(PolicyFile? file)
    {
        foreach (RuleCell cell in file?.Cells ?? [])
        {
            _rows[cell.Rule.Id] = Row(cell.Rule).With(cell.Environment, cell.Decision, file?.Path ?? "");
        }
    }

    private CellRow Row(Rule rule) => _rows.GetValueOrDefault(rule.Id) ?? new CellRow(rule.Defaults);

    private PolicyFile Trusted(PolicyFile repository)
    {
        string folder = Path.GetDirectoryName(repository.Path) ?? "/";
        return repository with
        {
            Trusted = files.Any(f => f.Origin is not PolicyOrigin.Repository
                && f.Trust.Any(t => Glob.Matches(t.AsSpan().TrimEnd('/'), folder, ignoreCase: false))),
        };
    }

    private void Tighten(PolicyFile file)
    {
        foreach (RuleCell cell in file.Cells)
        {
            CellRow row = Row(cell.Rule);
            Decision now = row.Answers[cell.Environment];
            if (cell.Decision > now)
            {
                _rows[cell.Rule.Id] = row.With(cell.Environment, cell.Decision, file.Path);
            }
            else if (cell.Decision < now)
            {
                Note(file, cell.Line, cell.Column, $"\"{cell.Rule.Id}\" stays {Words.Of(now)} in "
                    + $"{Words.Of(cell.Environment)}: a repository's file can only make verdicts stricter");
            }
        }

        foreach ((string key, int line, int column) in file.Thresholds)
        {
            Note(file, line, column,
                $"\"{key}\" is not used from a repository's file; put it into ~/{PolicyLoader.UserFile}");
        }

        if (file.TrustAt is { } trust)
        {
            Note(file, trust.Line, trust.Column, "\"trust\" is not used from a repository's file");
        }

        Matcher? lax = file.Matchers.FirstOrDefault(m => m.Environment is not Environments.EnvironmentKind.Production);
        if (!file.Trusted && lax is not null)
        {
            Note(file, lax.Line, lax.Column,
                $"{Words.Of(lax.Environment)} from a repository's file counts only where it is more careful than what "
                + "else is known; to let it name what no sign tells, list its folder under \"trust\" in "
                + $"~/{PolicyLoader.UserFile}");
        }
    }

    private void Note(PolicyFile file, int line, int column, string message) =>
        _notes.Add(new PolicyProblem(file.Path, line, column, message).ToString());
}
