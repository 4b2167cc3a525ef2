using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Xunit.v3;

[assembly: Holdpoint.Tests.Watched]

namespace Holdpoint.Tests;

/// <summary>Names a test that does not end, with the programs it waits for, and ends the run: a run that hangs tells
/// nobody anything.</summary>
/// <remarks>No test is failed for being slow: the bound is many times what the slowest takes under load.</remarks>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class WatchedAttribute : BeforeAfterTestAttribute
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(15);
    private static readonly ConcurrentDictionary<string, DateTimeOffset> Running = [];
    private static readonly Timer Watch = new(_ => Look(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        GC.KeepAlive(Watch);
        Running[test.UniqueID + " " + test.TestDisplayName] = TimeProvider.System.GetUtcNow();
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test) =>
        Running.TryRemove(test.UniqueID + " " + test.TestDisplayName, out _);

    private static void Look()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        List<string> hung = [.. Running.Where(r => now - r.Value > Bound).Select(r => r.Key)];
        if (hung.Count > 0)
        {
            var text = new StringBuilder("these tests do not end:\n").AppendJoin('\n', hung).Append("\nprograms:\n");
            foreach (string line in Programs())
            {
                text.Append(line).Append('\n');
            }

            Environment.FailFast(text.ToString());
        }
    }

    /// <summary>Every process that came from this one, with what it waits for in the kernel.</summary>
    private static List<string> Programs()
    {
        var parents = new Dictionary<int, int>();
        foreach (string folder in Directory.Exists("/proc") ? Directory.GetDirectories("/proc") : [])
        {
            if (int.TryParse(Path.GetFileName(folder), out int id)
                && Read(folder + "/stat") is { Length: > 0 } stat
                && stat[(stat.LastIndexOf(')') + 1)..].Split(' ') is [_, _, var parent, ..])
            {
                parents[id] = int.Parse(parent, System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return [.. parents.Keys.Where(IsOurs).Order().Select(id =>
            $"{id} < {parents[id]} {Read($"/proc/{id}/wchan")} {Read($"/proc/{id}/cmdline").Replace('\0', ' ')}")];

        bool IsOurs(int id)
        {
            for (int at = id, i = 0; i < 64 && parents.TryGetValue(at, out int parent); at = parent, i++)
            {
                if (parent == Environment.ProcessId)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
