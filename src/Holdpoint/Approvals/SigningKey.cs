using System.Text;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Holdpoint.Approvals;

/// <summary>An approver's key: ECDSA over P-256 with SHA-256.</summary>
/// <remarks>The files are those of OpenSSL: PKCS#8 under PBES2 (PBKDF2 with HMAC-SHA-256, AES-256-CBC), and a
/// SubjectPublicKeyInfo. The library is managed: the program is static and has no OpenSSL (decision 19). Its
/// <c>SecureRandom</c> is not: touching the type asks OpenSSL for a seed, and ends a static program.</remarks>
internal sealed class SigningKey
{
    private const int HalfBytes = 32;
    private const string PrivateLabel = "ENCRYPTED PRIVATE KEY";
    private const string PublicLabel = "PUBLIC KEY";

    private static readonly ECNamedDomainParameters Curve =
        new(SecObjectIdentifiers.SecP256r1, CustomNamedCurves.GetByOid(SecObjectIdentifiers.SecP256r1));

    private readonly ECPrivateKeyParameters _key;

    private SigningKey(ECPrivateKeyParameters key, PublicKey pub)
    {
        _key = key;
        Public = pub;
    }

    public PublicKey Public { get; }

    /// <summary>A new key.</summary>
    public static SigningKey Create()
    {
        byte[] bytes = new byte[HalfBytes];
        BigInteger number;
        do
        {
            KernelRandom.Fill(bytes);
            number = new BigInteger(1, bytes);
        }
        while (number.SignValue == 0 || number.CompareTo(Curve.N) >= 0);

        return Of(new ECPrivateKeyParameters(number, Curve));
    }

    /// <summary>The key as a PEM text under a passphrase.</summary>
    public string Encrypted(string passphrase)
    {
        var info = new PrivateKeyInfo(
            new AlgorithmIdentifier(X9ObjectIdentifiers.IdECPublicKey, SecObjectIdentifiers.SecP256r1),
            new ECPrivateKeyStructure(8 * HalfBytes, _key.D, new DerBitString(Public.Point), null));
        return Pem.Write(PrivateLabel, KeyEnvelope.Close(info.GetDerEncoded(), passphrase));
    }

    /// <summary>Reads a key; null where the passphrase is another one, or the text no such key.</summary>
    public static SigningKey? Open(string pem, string passphrase)
    {
        try
        {
            return Pem.Read(PrivateLabel, pem) is { } der && KeyEnvelope.Open(der, passphrase) is { } plain
                && PrivateKeyFactory.CreateKey(plain) is ECPrivateKeyParameters key
                && key.Parameters.Curve.Equals(Curve.Curve)
                    ? Of(new ECPrivateKeyParameters(key.D, Curve))
                    : null;
        }
        catch (Exception e) when (e is CryptoException or IOException or ArgumentException or SecurityUtilityException
            or InvalidCastException or ArithmeticException or GeneralSecurityException or InvalidOperationException)
        {
            return null;
        }
    }

    private static SigningKey Of(ECPrivateKeyParameters key) =>
        new(key, new PublicKey(new ECPublicKeyParameters(Affine(Curve.G.Multiply(key.D)), Curve)));

    /// <summary>Signs a text: 64 bytes, r and s.</summary>
    /// <remarks>ECDSA with the nonce of RFC 6979. The library's own signer makes points affine behind a random factor,
    /// which <c>SecureRandom</c> is asked for; a test compares the two.</remarks>
    public byte[] Sign(string text)
    {
        byte[] digest = Digest(text);
        var nonces = new HMacDsaKCalculator(new Sha256Digest());
        nonces.Init(Curve.N, _key.D, digest);
        var hash = new BigInteger(1, digest);
        while (true)
        {
            BigInteger nonce = nonces.NextK();
            BigInteger r = Affine(Curve.G.Multiply(nonce)).AffineXCoord.ToBigInteger().Mod(Curve.N);
            BigInteger s = nonce.ModInverse(Curve.N).Multiply(hash.Add(_key.D.Multiply(r))).Mod(Curve.N);
            if (r.SignValue != 0 && s.SignValue != 0)
            {
                byte[] bytes = new byte[2 * HalfBytes];
                Put(r, bytes.AsSpan(0, HalfBytes));
                Put(s, bytes.AsSpan(HalfBytes));
                return bytes;
            }
        }
    }

    /// <summary>A point by its two coordinates, from the three that arithmetic works with.</summary>
    private static ECPoint Affine(ECPoint point)
    {
        ECFieldElement inverse = point.GetZCoord(0).Invert();
        ECFieldElement square = inverse.Square();
        return Curve.Curve.CreatePoint(
            point.XCoord.Multiply(square).ToBigInteger(),
            point.YCoord.Multiply(square.Multiply(inverse)).ToBigInteger());
    }

    private static void Put(BigInteger number, Span<byte> half)
    {
        byte[] bytes = number.ToByteArrayUnsigned();
        bytes.CopyTo(half[(half.Length - bytes.Length)..]);
    }

    private static byte[] Digest(string text) => Convert.FromHexString(Sha256.Hex(Encoding.UTF8.GetBytes(text)));

    /// <summary>The half of a key that everybody may know.</summary>
    internal sealed class PublicKey(ECPublicKeyParameters key)
    {
        private readonly byte[] _der = SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(key).GetDerEncoded();

        /// <summary>Both coordinates, uncompressed.</summary>
        public byte[] Point => key.Q.GetEncoded(false);

        /// <summary>The first 32 hex digits of the SHA-256 of its DER form.</summary>
        public string Id => Sha256.Hex(_der)[..32];

        public string Text => Pem.Write(PublicLabel, _der);

        /// <summary>Reads a key; null where the text is none over P-256.</summary>
        public static PublicKey? Read(string pem)
        {
            try
            {
                return Pem.Read(PublicLabel, pem) is { } der
                    && PublicKeyFactory.CreateKey(der) is ECPublicKeyParameters key
                    && key.Parameters.Curve.Equals(Curve.Curve)
                        ? new PublicKey(key)
                        : null;
            }
            catch (Exception e) when (e is IOException or ArgumentException or SecurityUtilityException
                or InvalidCastException or ArithmeticException or GeneralSecurityException)
            {
                return null;
            }
        }

        /// <summary>Whether a text was signed with the other half.</summary>
        public bool HasSigned(string text, ReadOnlySpan<byte> signature)
        {
            if (signature.Length != 2 * HalfBytes)
            {
                return false;
            }

            var signer = new ECDsaSigner();
            signer.Init(forSigning: false, key);
            return signer.VerifySignature(
                Digest(text), new BigInteger(1, signature[..HalfBytes].ToArray()),
                new BigInteger(1, signature[HalfBytes..].ToArray()));
        }
    }
}

/// <summary>The frame of PEM (RFC 7468).</summary>
internal static class Pem
{
    private const int Width = 64;

    public static string Write(string label, byte[] der)
    {
        var text = new StringBuilder($"-----BEGIN {label}-----\n");
        string base64 = Convert.ToBase64String(der);
        for (int at = 0; at < base64.Length; at += Width)
        {
            text.Append(base64.AsSpan(at, Math.Min(Width, base64.Length - at))).Append('\n');
        }

        return text.Append("-----END ").Append(label).Append("-----\n").ToString();
    }

    /// <summary>The bytes; null where the text is not one block of that label.</summary>
    public static byte[]? Read(string label, string text)
    {
        string first = $"-----BEGIN {label}-----", last = $"-----END {label}-----";
        string trimmed = text.Trim();
        if (!trimmed.StartsWith(first, StringComparison.Ordinal) || !trimmed.EndsWith(last, StringComparison.Ordinal))
        {
            return null;
        }

        string inner = string.Concat(trimmed[first.Length..^last.Length].Where(c => !char.IsWhiteSpace(c)));
        byte[] bytes = new byte[inner.Length];
        return Convert.TryFromBase64String(inner, bytes, out int length) ? bytes[..length] : null;
    }
}
