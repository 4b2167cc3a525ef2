using System.Text;

namespace Holdpoint.Tools.Databases.MySql;

/// <summary>How MySQL writes names and texts, and how its client writes values in <c>--batch</c>. Pure.</summary>
internal static class MySqlText
{
    public static string Name(string name) => "`" + name.Replace("`", "``", StringComparison.Ordinal) + "`";

    public static string Name(string schema, string name) => $"{Name(schema)}.{Name(name)}";

    public static string Text(string value) => "'" + value.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>A field of a line as it was: tabs, ends of lines, zeroes and backslashes are written as two
    /// characters.</summary>
    public static string Field(string written)
    {
        if (!written.Contains('\\', StringComparison.Ordinal))
        {
            return written;
        }

        var text = new StringBuilder(written.Length);
        for (int i = 0; i < written.Length; i++)
        {
            text.Append(written[i] is not '\\' || i + 1 == written.Length ? written[i] : written[++i] switch
            {
                't' => '\t',
                'n' => '\n',
                '0' => '\0',
                var other => other,
            });
        }

        return text.ToString();
    }
}
