using System.Buffers.Binary;

namespace Holdpoint;

/// <summary>Takes bytes block by block into a digest, padded as FIPS 180-4 says of SHA-1 and SHA-256.</summary>
internal static class DigestBlocks
{
    private const int BlockSize = 64;

    /// <summary>Takes one block of 64 bytes into the state.</summary>
    internal delegate void Compression(Span<uint> state, ReadOnlySpan<byte> block);

    /// <summary>The digest: the state after all blocks, as bytes.</summary>
    public static byte[] Run(ReadOnlySpan<byte> bytes, Span<uint> state, Compression compress)
    {
        ReadOnlySpan<byte> left = bytes;
        for (; left.Length >= BlockSize; left = left[BlockSize..])
        {
            compress(state, left[..BlockSize]);
        }

        // The rest, a one bit, zeros, and the length in bits: one block or two.
        Span<byte> tail = stackalloc byte[2 * BlockSize];
        tail.Clear();
        left.CopyTo(tail);
        tail[left.Length] = 0x80;
        int end = left.Length + 1 + sizeof(ulong) <= BlockSize ? BlockSize : 2 * BlockSize;
        BinaryPrimitives.WriteUInt64BigEndian(tail[(end - sizeof(ulong))..], (ulong)bytes.Length * 8);
        for (int at = 0; at < end; at += BlockSize)
        {
            compress(state, tail.Slice(at, BlockSize));
        }

        byte[] digest = new byte[state.Length * sizeof(uint)];
        for (int i = 0; i < state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(digest.AsSpan(i * sizeof(uint)), state[i]);
        }

        return digest;
    }
}
