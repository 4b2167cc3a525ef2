using System.Security.Cryptography;

namespace Holdpoint.Tests;

/// <summary>Ours against the platform's, at every length around the block boundaries.</summary>
public sealed class Sha256Tests
{
    [Fact]
    public void It_agrees_with_the_platform_at_every_length_up_to_five_blocks()
    {
        byte[] bytes = new byte[320];
        new Random(20261122).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
        {
            Assert.Equal(SHA256.HashData(bytes.AsSpan(0, length)), Sha256.Hash(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void It_gives_the_standard_s_own_example() => Assert.Equal(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Sha256.Hex("abc"u8));
}
