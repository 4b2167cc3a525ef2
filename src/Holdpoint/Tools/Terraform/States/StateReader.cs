namespace Holdpoint.Tools.Terraform.States;

/// <summary>Reads the bytes of a state in one pass. Pure and total.</summary>
internal static class StateReader
{
    public static StateReading Read(ReadOnlySpan<byte> utf8) => new StateReading.Malformed("not read yet");
}
