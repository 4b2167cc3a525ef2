using System.Diagnostics;
using Holdpoint.Approvals;

namespace Holdpoint.Tests.Approvals;

/// <summary>The keys and signatures are those of OpenSSL, which is asked here.</summary>
public sealed class SigningKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("holdpoint-keys-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("grüße, 世界, aus der Küche")]
    public void OpenSSL_opens_the_key_and_verifies_its_signature(string passphrase)
    {
        SigningKey key = SigningKey.Create();
        string pem = File("key.pem", key.Encrypted(passphrase));
        string pub = File("pub.pem", key.Public.Text);

        Assert.Equal(key.Public.Text, OpenSsl("pkey", "-in", pem, "-passin", "pass:" + passphrase, "-pubout"));
        Assert.Contains("P-256", OpenSsl("pkey", "-pubin", "-in", pub, "-noout", "-text"), StringComparison.Ordinal);
        string signature = File("sig", Der(key.Sign("what is signed")));
        string text = File("text", "what is signed");
        Assert.Equal("Verified OK\n", OpenSsl("dgst", "-sha256", "-verify", pub, "-signature", signature, text));
        Assert.Contains("pbkdf2", OpenSsl("asn1parse", "-in", pem), StringComparison.OrdinalIgnoreCase);

        SigningKey? opened = SigningKey.Open(key.Encrypted(passphrase), passphrase);
        Assert.Equal(key.Public.Id, opened?.Public.Id);
        Assert.Equal(key.Sign("x"), opened?.Sign("x"));
    }

    [Fact]
    public void A_key_of_OpenSSL_opens_and_signs()
    {
        string pem = Path.Join(_folder, "theirs.pem");
        OpenSsl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-aes256", "-pass",
            "pass:their passphrase", "-out", pem);
        SigningKey? key = SigningKey.Open(System.IO.File.ReadAllText(pem), "their passphrase");
        Assert.NotNull(key);
        string pub = OpenSsl("pkey", "-in", pem, "-passin", "pass:their passphrase", "-pubout");
        Assert.True(SigningKey.PublicKey.Read(pub)?.HasSigned("text", key.Sign("text")));
    }

    [Fact]
    public void Another_passphrase_another_curve_and_garbage_open_nothing()
    {
        SigningKey key = SigningKey.Create();
        string pem = key.Encrypted("a long passphrase");
        Assert.Null(SigningKey.Open(pem, "A long passphrase"));
        Assert.Null(SigningKey.Open(pem, ""));
        Assert.Null(SigningKey.Open(pem[..^40] + pem[^38..], "a long passphrase"));
        Assert.Null(SigningKey.Open("", "x"));
        Assert.Null(SigningKey.Open(key.Public.Text, "a long passphrase"));
        Assert.Null(SigningKey.PublicKey.Read(pem));
        string other = Path.Join(_folder, "p384.pem");
        OpenSsl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out", other);
        Assert.Null(SigningKey.PublicKey.Read(OpenSsl("pkey", "-in", other, "-pubout")));
        OpenSsl("genpkey", "-algorithm", "RSA", "-out", other);
        Assert.Null(SigningKey.PublicKey.Read(OpenSsl("pkey", "-in", other, "-pubout")));
    }

    /// <summary>The nonce is that of RFC 6979, so the library's signer must come to the same.</summary>
    [Fact]
    public void The_librarys_own_signer_signs_the_same()
    {
        for (int i = 0; i < 5; i++)
        {
            SigningKey key = SigningKey.Create();
            string pem = File("key.pem", key.Encrypted("a passphrase"));
            var theirs = (Org.BouncyCastle.Crypto.Parameters.ECPrivateKeyParameters)
                Org.BouncyCastle.Security.PrivateKeyFactory.DecryptKey(
                    "a passphrase".ToCharArray(), Pem.Read("ENCRYPTED PRIVATE KEY", System.IO.File.ReadAllText(pem)));
            var signer = new Org.BouncyCastle.Crypto.Signers.ECDsaSigner(
                new Org.BouncyCastle.Crypto.Signers.HMacDsaKCalculator(
                    new Org.BouncyCastle.Crypto.Digests.Sha256Digest()));
            signer.Init(true, theirs);
            Org.BouncyCastle.Math.BigInteger[] expected = signer.GenerateSignature(
                System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"text {i}")));
            Assert.Equal(
                expected.SelectMany(n => n.ToByteArrayUnsigned().Reverse().Concat(new byte[32]).Take(32).Reverse()),
                key.Sign($"text {i}"));
        }
    }

    [Fact]
    public void A_signature_is_for_one_text_and_one_key()
    {
        SigningKey key = SigningKey.Create();
        byte[] signature = key.Sign("text");
        Assert.True(key.Public.HasSigned("text", signature));
        Assert.False(key.Public.HasSigned("texu", signature));
        Assert.False(SigningKey.Create().Public.HasSigned("text", signature));
        Assert.False(key.Public.HasSigned("text", new byte[64]));
        Assert.False(key.Public.HasSigned("text", signature.AsSpan(1)));
        for (int i = 0; i < 64; i++)
        {
            byte[] altered = [.. signature];
            altered[i] ^= 1;
            Assert.False(key.Public.HasSigned("text", altered));
        }
    }

    /// <summary>r and s as OpenSSL wants them: a SEQUENCE of two INTEGERs.</summary>
    private static byte[] Der(byte[] signature)
    {
        byte[] r = Integer(signature[..32]), s = Integer(signature[32..]);
        return [0x30, (byte)(r.Length + s.Length), .. r, .. s];
    }

    private static byte[] Integer(byte[] number)
    {
        byte[] bytes = [.. number.SkipWhile(b => b == 0)];
        return bytes[0] >= 0x80 ? [2, (byte)(bytes.Length + 1), 0, .. bytes] : [2, (byte)bytes.Length, .. bytes];
    }

    private string File(string name, string text) => File(name, System.Text.Encoding.UTF8.GetBytes(text));

    private string File(string name, byte[] bytes)
    {
        string path = Path.Join(_folder, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string OpenSsl(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("openssl", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("openssl did not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
