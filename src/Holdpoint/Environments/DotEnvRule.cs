using System.Collections.Immutable;

namespace Holdpoint.Environments;

/// <summary>Which files of variables the libraries of a language load by themselves, the one that counts first. Pure.
/// </summary>
/// <remarks>
/// A variable that is set already counts before any file. As the projects' documentation has it: dotenv of Node.js,
/// python-dotenv and phpdotenv load <c>.env</c>, python-dotenv's search goes upwards; Next.js, Create React App and
/// dotenv of Rails go by <c>.env.MODE.local</c>, <c>.env.local</c>, <c>.env.MODE</c>, <c>.env</c>; Symfony and Vite
/// put <c>.env.MODE</c> before <c>.env.local</c>; Laravel takes <c>.env.MODE</c> in the place of <c>.env</c>; Bun
/// puts <c>.env.local</c> before <c>.env.MODE</c>. <c>.env.local</c> stays out of tests. Spring loads none.
/// </remarks>
/// <param name="Names">The files, separated by spaces; <c>{env}</c> stands for the mode.</param>
/// <param name="Modes">Variables that name the mode, separated by spaces.</param>
/// <param name="Mode">The mode where none does.</param>
/// <param name="Upwards">A folder above counts where the one at hand has no such file.</param>
internal sealed record DotEnvRule(string Names, string Modes, string Mode, bool Upwards = false)
{
    /// <summary>Folders above that are looked into.</summary>
    private const int MaxParents = 8;

    /// <summary>Stands for the mode.</summary>
    private const string AtHand = "{env}";

    /// <summary>The rule for what an interpreter runs; null where the language has no such custom.</summary>
    public static DotEnvRule? Of(string program) => program switch
    {
        "node" or "nodejs" or "tsx" or "ts-node" or "bun" or "deno" or "zx" or "vite-node" or "esno" =>
            Local("NODE_ENV"),
        "ruby" or "jruby" or "rails" or "rake" => Local("RAILS_ENV RACK_ENV"),
        "php" => new DotEnvRule(".env.{env}.local .env.{env} .env.local .env", "APP_ENV", "dev"),
        "flask" => new DotEnvRule(".env .flaskenv", "", "", Upwards: true),
        _ when program.StartsWith("python", StringComparison.Ordinal) || program is "pypy" or "pypy3" or "ipython"
            or "manage.py" or "django-admin" => new DotEnvRule(".env", "", "", Upwards: true),
        _ => null,
    };

    private static DotEnvRule Local(string modes) =>
        new(".env.{env}.local .env.local .env.{env} .env", modes, "development");

    /// <summary>The variables that would be loaded, each with the file that it is from; what an earlier file sets a
    /// later one does not.</summary>
    /// <param name="set">A variable that is set already; null where it is not.</param>
    /// <param name="read">The text of a file by its absolute path; null where it is not there.</param>
    public ImmutableArray<(string Name, string Value, string File)> Load(
        string folder, Func<string, string?> set, Func<string, string?> read)
    {
        string mode = Modes.Split(' ').Select(set).FirstOrDefault(v => v is { Length: > 0 }) ?? Mode;
        var found = ImmutableArray.CreateBuilder<(string, string, string)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string named in Names.Split(' '))
        {
            if (named is ".env.local" && mode is "test")
            {
                continue;
            }

            string file = named.Replace(AtHand, mode, StringComparison.Ordinal);
            if (Find(folder, file, read) is not var (path, text))
            {
                continue;
            }

            foreach ((string name, string value) in DotEnv.Read(text))
            {
                if (set(name) is null && seen.Add(name))
                {
                    found.Add((name, value, path));
                }
            }
        }

        return found.DrainToImmutable();
    }

    private (string Path, string Text)? Find(string folder, string file, Func<string, string?> read)
    {
        for (int i = 0; i <= (Upwards ? MaxParents : 0) && folder.Length > 0; i++)
        {
            string path = folder.TrimEnd('/') + "/" + file;
            if (read(path) is { } text)
            {
                return (path, text);
            }

            int slash = folder.TrimEnd('/').LastIndexOf('/');
            folder = slash < 0 ? "" : folder[..slash];
        }

        return null;
    }
}
