using System.Buffers.Binary;

namespace Holdpoint;

/// <summary>Takes bytes block by block into a digest, padded as FIPS 180-4 says of SHA-1 and SHA-256.</summary>
internal static class DigestBlocks
{
    private const int BlockSize = 64;

    /// <summary>Takes one block of 64 bytes into the state.</summary>
    internal delegate void Compression(Span<uint> state, ReadOnlySpan<byte> block);

    /// <summary>How much of a stream is in memory at once; a multiple of a block.</summary>
    private const int Piece = 4096 * BlockSize;

    /// <summary>The digest: the state after all blocks, as bytes.</summary>
    public static byte[] Run(ReadOnlySpan<byte> bytes, Span<uint> state, Compression compress) =>
        End(Whole(bytes, state, compress), bytes.Length, state, compress);

    /// <summary>The digest of what is left of a stream.</summary>
    public static byte[] Run(Stream stream, Span<uint> state, Compression compress)
    {
        byte[] piece = new byte[Piece];
        long length = 0;
        int read;
        do
        {
            read = stream.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false);
            length += read;
            if (read == piece.Length)
            {
                Whole(piece, state, compress);
            }
        }
        while (read == piece.Length);
        return End(Whole(piece.AsSpan(0, read), state, compress), length, state, compress);
    }

    /// <summary>Takes the whole blocks; what is left of the bytes.</summary>
    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> left, Span<uint> state, Compression compress)
    {
        for (; left.Length >= BlockSize; left = left[BlockSize..])
        {
            compress(state, left[..BlockSize]);
        }

        return left;
    }

    private static byte[] End(ReadOnlySpan<byte> left, long length, Span<uint> state, Compression compress)
    {
        // The rest, a one bit, zeros, and the length in bits: one block or two.
        Span<byte> tail = stackalloc byte[2 * BlockSize];
        tail.Clear();
        left.CopyTo(tail);
        tail[left.Length] = 0x80;
        int end = left.Length + 1 + sizeof(ulong) <= BlockSize ? BlockSize : 2 * BlockSize;
        BinaryPrimitives.WriteUInt64BigEndian(tail[(end - sizeof(ulong))..], (ulong)length * 8);
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
