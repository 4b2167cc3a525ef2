using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>Keepers of keys and passwords: GnuPG, pass, the keychains of the systems, 1Password, Bitwarden.</summary>
/// <remarks>Commands as in gpg(1), pass(1), security(1), secret-tool(1), and the references of <c>op</c> and
/// <c>bw</c>: an item of 1Password that is archived, and one in Bitwarden's trash for 30 days, come back.</remarks>
internal static class Vaults
{
    private static readonly Recovery Lost = new Recovery.Unknown("what it opened stays closed, unless there is a copy");

    public static ImmutableArray<string> Names =>
        ["gpg", "pass", "gopass", "security", "secret-tool", "op", "bw", "keyring"];

    public static Cli? Find(string name) => name switch
    {
        "gpg" or "gpg2" => Keeper("gpg", "GnuPG: secret keys deleted",
            "u local-user r recipient o output homedir passphrase passphrase-fd pinentry-mode status-fd keyserver",
            Destroys("--delete-secret-keys|--delete-secret-key|--delete-secret-and-public-key|"
                + "--delete-secret-and-public-keys", "key.secret", "deletes the secret key {}", Lost) with
            {
                Safer = "gpg --export-secret-keys KEY > copy.asc keeps a copy",
            }),
        "pass" or "gopass" => Keeper(name, $"{name}: passwords deleted and written over", "p path c clip i in-place",
            Destroys("rm|remove|delete", "secret", "deletes the password {}",
                new Recovery.Unknown("git brings it back where the store is under git")),
            Destroys("generate|insert|add --force|-f", "secret", "writes another password over {}",
                new Recovery.Unknown("git brings it back where the store is under git"))),
        "security" => Keeper(name, "security: items of the macOS keychain deleted", "a s l D c C G j r t label "
            + "account service",
            Destroys("delete-keychain", "secret.store", "deletes the keychain {}", Lost),
            Destroys("delete-generic-password|delete-internet-password|delete-certificate|delete-identity",
                "secret", "deletes {-s|-a|-l|-c} from the keychain", Lost)),
        "secret-tool" => Keeper(name, "secret-tool: secrets of the keyring deleted", "",
            Destroys("clear", "secret", "deletes the secrets {}", Lost)),
        "op" => Keeper(name, "1Password: items and vaults deleted", "vault account session cache format category",
            Destroys("item|document delete|rm --archive", "secret", "archives {}",
                new Recovery.Trivial("it is taken out of the archive again")),
            Destroys("item|document delete|rm", "secret", "deletes {}",
                new Recovery.Window(30, "recently deleted items")),
            Destroys("vault delete|rm", "secret.store", "deletes the vault {} with all that it holds", Lost)),
        "bw" => Keeper(name, "Bitwarden: items deleted", "organizationid session",
            Destroys("delete --permanent|-p", "secret", "deletes {} for good", Lost),
            Destroys("delete", "secret", "deletes {}", new Recovery.Window(30, "the trash"))),
        "keyring" => Keeper(name, "keyring: passwords deleted", "b keyring-backend p keyring-path",
            Destroys("del", "secret", "deletes the password {}", Lost)),
        _ => null,
    };

    private static Cli Keeper(string id, string title, string valued, params ImmutableArray<CliRule> rules) => new()
    {
        Id = id,
        Title = title,
        Target = "secrets",
        Valued = valued,
        Harmless = "dry-run",
        Sources = [new("vault", SignKind.Name, "vault")],
        Default = new Sign(SignKind.Host, "localhost", "this machine"),
        Rules = rules,
    };
}
