namespace Holdpoint.Tools.Terraform.Plans;

/// <summary>Reads the output of <c>terraform show -json PLAN</c> in one pass. Pure and total.</summary>
internal static class PlanReader
{
    public static PlanReading Read(ReadOnlySpan<byte> utf8) => new PlanReading.Malformed("not read yet");
}
