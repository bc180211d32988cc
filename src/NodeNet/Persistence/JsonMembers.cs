namespace NodeNet.Persistence;

/// <summary>The members of an object in a <see cref="JsonText"/>, by name.</summary>
internal sealed class JsonMembers(JsonValue owner, string[] names, JsonValue?[] values)
{
    /// <summary>A member that must be there.</summary>
    public JsonValue this[string name] => Find(name) ?? throw owner.Trouble($"The member \"{name}\" is missing.");

    /// <summary>A member that may be there, or null.</summary>
    public JsonValue? Find(string name) => Array.IndexOf(names, name) is var known and >= 0 ? values[known] : null;
}
