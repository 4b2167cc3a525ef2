namespace Holdpoint.Tools.Terraform.Plans;

/// <summary>What came of reading the JSON of a plan; nothing that the bytes can hold makes the reader throw.</summary>
internal abstract record PlanReading
{
    internal sealed record Read(PlanSummary Plan) : PlanReading;

    /// <summary>Not the JSON of a plan.</summary>
    internal sealed record Malformed(string Why) : PlanReading;
}
