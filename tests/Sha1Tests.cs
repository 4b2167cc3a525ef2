namespace Holdpoint.Tests;

/// <summary>Ours against digests that others published.</summary>
public sealed class Sha1Tests
{
    [Fact]
    public void It_gives_the_standard_s_own_example() => Assert.Equal(
        "a9993e364706816aba3e25717850c26c9cd0d89d", Sha1.Hex("abc"u8));

    [Fact]
    public void It_gives_the_name_that_git_gives_an_empty_file() => Assert.Equal(
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", Sha1.Hex("blob 0\0"u8));

    [Fact]
    public void It_agrees_with_the_standard_beyond_one_block() => Assert.Equal(
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
        Sha1.Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"u8));
}
