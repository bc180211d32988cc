using NodeNet.Foundation;

namespace NodeNet.Persistence;

/// <summary>Makes the parts that a file names.</summary>
internal static class Parts
{
    /// <exception cref="ModelFileException">The name is unknown (the message says how to register it), or its parameters do not fit.</exception>
    public static T Create<T>(Catalogue<T> catalogue, JsonValue value, ModelFileLimits limits)
        where T : class
    {
        string name = value.Text(limits);
        try
        {
            return catalogue.Create(name);
        }
        catch (ArgumentException refused)
        {
            throw value.Trouble(MessageText.MessageOf(refused), refused);
        }
    }
}
