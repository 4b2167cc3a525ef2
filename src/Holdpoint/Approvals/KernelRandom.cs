using System.Runtime.InteropServices;

namespace Holdpoint.Approvals;

/// <summary>The kernel's random numbers, without OpenSSL.</summary>
internal static partial class KernelRandom
{
    /// <summary>Fills a buffer.</summary>
    /// <exception cref="IOException">The kernel gives none.</exception>
    public static void Fill(Span<byte> bytes)
    {
        if (GetRandomBytes(bytes, bytes.Length) != 0)
        {
            throw new IOException("the kernel gives no random numbers");
        }
    }

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_GetCryptographicallySecureRandomBytes")]
    private static partial int GetRandomBytes(Span<byte> buffer, int length);
}
