using System.Text;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;

namespace Holdpoint.Approvals;

/// <summary>PKCS#8's encrypted form: PBES2 with PBKDF2 over HMAC-SHA-256, and AES-256-CBC (RFC 8018).</summary>
internal static class KeyEnvelope
{
    /// <summary>OWASP's figure of 2023 for PBKDF2 with SHA-256; about half a second here.</summary>
    private const int Iterations = 600_000;

    /// <summary>A file that asks for more is not one of ours, and would take minutes.</summary>
    private const int MaxIterations = 10_000_000;

    private const int SaltBytes = 16;
    private const int BlockBytes = 16;
    private const int KeyBits = 256;

    /// <summary>Encrypts a PrivateKeyInfo; DER.</summary>
    public static byte[] Close(byte[] plain, string passphrase)
    {
        byte[] salt = new byte[SaltBytes], iv = new byte[BlockBytes];
        KernelRandom.Fill(salt);
        KernelRandom.Fill(iv);
        var parameters = new PbeS2Parameters(
            new KeyDerivationFunc(PkcsObjectIdentifiers.IdPbkdf2, new Pbkdf2Params(
                salt, Iterations, KeyBits / 8,
                new AlgorithmIdentifier(PkcsObjectIdentifiers.IdHmacWithSha256, DerNull.Instance))),
            new EncryptionScheme(NistObjectIdentifiers.IdAes256Cbc, new DerOctetString(iv)));
        return new EncryptedPrivateKeyInfo(
            new AlgorithmIdentifier(PkcsObjectIdentifiers.IdPbeS2, parameters),
            Cipher(true, Key(passphrase, salt, Iterations), iv, plain)).GetDerEncoded();
    }

    /// <summary>Decrypts one; null where it is encrypted in another way.</summary>
    /// <exception cref="CryptoException">The passphrase is another one, or it is damaged.</exception>
    public static byte[]? Open(byte[] der, string passphrase)
    {
        var info = EncryptedPrivateKeyInfo.GetInstance(Asn1Object.FromByteArray(der));
        if (!info.EncryptionAlgorithm.Algorithm.Equals(PkcsObjectIdentifiers.IdPbeS2))
        {
            return null;
        }

        var parameters = PbeS2Parameters.GetInstance(info.EncryptionAlgorithm.Parameters);
        var derivation = Pbkdf2Params.GetInstance(parameters.KeyDerivationFunc.Parameters);
        return parameters.KeyDerivationFunc.Algorithm.Equals(PkcsObjectIdentifiers.IdPbkdf2)
            && derivation.Prf.Algorithm.Equals(PkcsObjectIdentifiers.IdHmacWithSha256)
            && derivation.IterationCount.CompareTo(Org.BouncyCastle.Math.BigInteger.ValueOf(MaxIterations)) <= 0
            && parameters.EncryptionScheme.Algorithm.Equals(NistObjectIdentifiers.IdAes256Cbc)
                ? Cipher(
                    false, Key(passphrase, derivation.GetSalt(), derivation.IterationCount.IntValueExact),
                    Asn1OctetString.GetInstance(parameters.EncryptionScheme.Parameters).GetOctets(),
                    info.GetEncryptedData())
                : null;
    }

    private static KeyParameter Key(string passphrase, byte[] salt, int iterations)
    {
        var generator = new Pkcs5S2ParametersGenerator(new Sha256Digest());
        generator.Init(Encoding.UTF8.GetBytes(passphrase), salt, iterations);
        return (KeyParameter)generator.GenerateDerivedParameters("AES256", KeyBits);
    }

    private static byte[] Cipher(bool encrypts, KeyParameter key, byte[] iv, byte[] input)
    {
        var cipher = new PaddedBufferedBlockCipher(new CbcBlockCipher(new AesEngine()), new Pkcs7Padding());
        cipher.Init(encrypts, new ParametersWithIV(key, iv));
        return cipher.DoFinal(input);
    }
}
