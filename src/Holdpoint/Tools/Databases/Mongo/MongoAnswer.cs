using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Holdpoint.Tools.Databases.Mongo;

/// <summary>What <see cref="MongoQuestion"/>'s script prints of one database.</summary>
internal sealed record MongoAnswer
{
    public string Version { get; init; } = "";

    public string Name { get; init; } = "";

    public ImmutableArray<MongoCollection> Collections { get => field.IsDefault ? [] : field; init; }
}

/// <summary>One collection.</summary>
/// <param name="Count">Documents by the server's own bookkeeping; null where it did not say.</param>
/// <param name="Bytes">Their size; null where it did not say.</param>
internal sealed record MongoCollection(string Name, string Type, long? Count, long? Bytes);

/// <summary>The JSON of the script's answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MongoAnswer))]
internal sealed partial class MongoJson : JsonSerializerContext;
