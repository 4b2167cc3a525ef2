using System.Text.RegularExpressions;

namespace Holdpoint.Tests.Corpus;

/// <summary>The words of a command as the eye sees them, whatever the shell makes of them: what they name is put into
/// the scene, so that there is something to lose.</summary>
internal static partial class Words
{
    private const int LongestPath = 120;

    /// <summary>Files and folders that a command's words may mean, absolute, as seen from the machine's root.</summary>
    public static IEnumerable<string> Paths(string command, string home, string work)
    {
        List<string> folders = [work];
        foreach (string word in Of(command))
        {
            if (word.Length > LongestPath || word.StartsWith('-') || !word.Any(char.IsLetterOrDigit))
            {
                if (word is "..")
                {
                    folders.Add(Path.GetDirectoryName(work) ?? "/");
                }

                continue;
            }

            string path = Globs().Replace(word, "x");
            string[] places = path switch
            {
                ['/', ..] => [path],
                ['~', '/', ..] => [home + path[1..]],
                _ when path.StartsWith("HOME/", StringComparison.Ordinal) => [home + path[4..]],
                _ => [.. folders.Select(f => f + "/" + path)],
            };
            foreach (string place in places)
            {
                yield return Path.GetFullPath(place) + (word.EndsWith('/') ? "/" : "");
            }

            // What follows may happen in it.
            if (path is ['/', ..] or ['~', '/', ..] && folders.Count < 3)
            {
                folders.Add(Path.GetFullPath(places[0]).TrimEnd('/'));
            }
        }
    }

    public static IEnumerable<string> Of(string command) =>
        Bounds().Split(command).Where(w => w.Length > 0);

    [GeneratedRegex("""[\s'"`;|&(){}<>=,$\\\[\]]+""", RegexOptions.None, 1000)]
    private static partial Regex Bounds();

    [GeneratedRegex("[*?]", RegexOptions.None, 1000)]
    private static partial Regex Globs();
}
