namespace Holdpoint.Policy.Files;

/// <summary>Something wrong with a policy file, and where; line and column count from 1.</summary>
internal sealed record PolicyProblem(string File, int Line, int Column, string Message)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
