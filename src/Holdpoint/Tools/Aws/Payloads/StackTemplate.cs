using System.Collections.Immutable;

namespace Holdpoint.Tools.Aws.Payloads;

/// <summary>What a template of CloudFormation says that a replacement would take along. Pure; YAML and JSON are told
/// apart by nothing but their indentation, and what is written on one line is one resource.</summary>
internal static class StackTemplate
{
    /// <summary>Bytes of a template: CloudFormation itself takes one million.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Names shown.</summary>
    private const int MaxNames = 4;

    /// <summary>Types whose data goes with them when a change replaces or deletes them. A bucket is not among them: one
    /// that holds something is not deleted.</summary>
    private static readonly ImmutableArray<string> DataBearing =
    [
        "AWS::RDS::DBCluster", "AWS::RDS::DBInstance", "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable",
        "AWS::Serverless::SimpleTable", "AWS::EFS::FileSystem", "AWS::EC2::Volume", "AWS::FSx::FileSystem",
        "AWS::FSx::Volume", "AWS::Neptune::DBCluster", "AWS::DocDB::DBCluster", "AWS::Redshift::Cluster",
        "AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain", "AWS::Cognito::UserPool",
        "AWS::MemoryDB::Cluster", "AWS::Timestream::Table", "AWS::MSK::Cluster", "AWS::Cassandra::Table",
        "AWS::Lightsail::Database", "AWS::Lightsail::Disk", "AWS::DSQL::Cluster",
    ];

    /// <summary>The data-bearing resources that no policy keeps when a change replaces them, named; null when there are
    /// none.</summary>
    public static string? Unkept(string text)
    {
        List<string> found = [];
        int start = 0;
        int depth = int.MaxValue;
        bool inside = false;
        string[] lines = text.Split('\n');
        for (int i = 0; i <= lines.Length; i++)
        {
            ReadOnlySpan<char> line = i < lines.Length ? lines[i].AsSpan().TrimEnd() : "";
            int indent = line.Length - line.TrimStart(' ').Length;
            if (i < lines.Length && (line.Length == indent || line[indent] is '#'))
            {
                continue;
            }

            bool begins = inside && (depth == int.MaxValue || indent <= depth);
            if ((begins || i == lines.Length) && depth != int.MaxValue)
            {
                Add(lines, start, i, found);
                inside &= indent >= depth && line.IndexOf('}') != indent;
                depth = inside ? depth : int.MaxValue;
            }

            if (begins && inside)
            {
                (start, depth) = (i, indent);
            }

            if (line.TrimStart(" {\"").StartsWith("Resources", StringComparison.OrdinalIgnoreCase)
                && line.TrimEnd(" {").EndsWith(':'))
            {
                (inside, depth) = (true, int.MaxValue);
            }
        }

        if (lines is [var only])
        {
            Add([only], 0, 1, found);
        }

        return found.Count == 0 ? null
            : string.Join(", ", found.Take(MaxNames)) + (found.Count > MaxNames ? " …" : "");
    }

    /// <summary>One resource: the lines from its name up to the next one's.</summary>
    private static void Add(string[] lines, int start, int end, List<string> found)
    {
        string? type = null;
        bool kept = false;
        for (int i = start; i < end; i++)
        {
            string line = lines[i];
            foreach (string one in DataBearing)
            {
                type ??= Names(line, one) ? one : null;
            }

            kept |= line.Contains("UpdateReplacePolicy", StringComparison.Ordinal)
                && (line.Contains("Retain", StringComparison.Ordinal)
                    || line.Contains("Snapshot", StringComparison.Ordinal));
        }

        if (type is not null && !kept)
        {
            string name = lines is [_] ? "a resource" : lines[start].Trim(' ', '"', ':', '{', '\r');
            found.Add($"{name} ({type})");
        }
    }

    /// <summary>Whether a type stands in a line with its end: <c>AWS::EC2::VolumeAttachment</c> is another
    /// one.</summary>
    private static bool Names(string line, string type)
    {
        int at = line.IndexOf(type, StringComparison.Ordinal);
        return at >= 0 && (at + type.Length == line.Length || !char.IsAsciiLetterOrDigit(line[at + type.Length]));
    }
}
