using System.Text.Json.Serialization;

namespace Holdpoint.Tools.Databases.MySql.Checkpoints;

/// <summary>The JSON of lists in a part's settings.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class MySqlSettingsJson : JsonSerializerContext;
