using System.Collections.Immutable;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>What came of reading the bytes of a state; nothing that the bytes can hold makes the reader
/// throw.</summary>
internal abstract record StateReading
{
    /// <summary>A state of format 4.</summary>
    internal sealed record Read(StateSummary State) : StateReading;

    /// <summary>An encrypted OpenTofu state: lineage and serial are in clear, the contents cannot be
    /// measured.</summary>
    internal sealed record Encrypted(string? Lineage, long? Serial) : StateReading;

    /// <summary>A format that this reader does not know in full; what could be read is kept.</summary>
    /// <param name="Format">The number in <c>version</c>.</param>
    /// <param name="Why">"state format 3, written by terraform 0.11.14: …".</param>
    /// <param name="Addresses">Managed addresses, as far as they could be read; those of format 3 are read in
    /// full.</param>
    internal sealed record Unsupported(
        long Format, string? Lineage, long? Serial, string Why, ImmutableArray<string> Addresses) : StateReading;

    /// <summary>Zero bytes, or only white space: Terraform takes it for no state.</summary>
    internal sealed record Empty : StateReading;

    /// <summary>Not a state.</summary>
    /// <param name="Why">"line 12, byte 34: …".</param>
    internal sealed record Malformed(string Why) : StateReading;
}
