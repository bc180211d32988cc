using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NodeNet.Orleans.Work;

/// <summary>The trials that a silo can do, by name.</summary>
internal sealed class TrialRegistry
{
    private const string OfNodeNet = "nodenet/";

    private readonly Dictionary<string, Trial> _trials = [];

    /// <summary>By name, a hash of the assembly that what a trial is given comes from, which clients know, too.</summary>
    public IReadOnlyDictionary<string, string> Hashes => _trials.ToDictionary(one => one.Key, one => one.Value.Hash);

    /// <summary>By name, a hash of the assembly that a trial's code is in.</summary>
    public IReadOnlyDictionary<string, string> Code => _trials.ToDictionary(one => one.Key, one => one.Value.Code);

    public IEnumerable<string> Names => _trials.Keys.Order(StringComparer.Ordinal);

    public void Add(string name, string hash, Func<byte[], TrialContext, byte[]> run) => Add(name, hash, hash, run);

    public void Add(string name, string hash, string code, Func<byte[], TrialContext, byte[]> run)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!_trials.TryAdd(name, new Trial(hash, code, run))) throw new ArgumentException($"The trial \"{name}\" is registered already.", nameof(name));
    }

    /// <summary>Refuses the names of NodeNet's own trials, for those of a user.</summary>
    public static void CheckOwn(string name)
    {
        if (name.StartsWith(OfNodeNet, StringComparison.Ordinal))
            throw new ArgumentException($"\"{name}\" is a name of NodeNet's own trials, as all that begin with {OfNodeNet}. Take another.", nameof(name));
    }

    /// <summary>Does a trial.</summary>
    /// <exception cref="NotSupportedException">It is not registered on this silo.</exception>
    public byte[] Run(string name, byte[] spec, TrialContext context) => _trials.TryGetValue(name, out Trial? trial) ? trial.Run(spec, context)
        : throw new NotSupportedException($"This silo has no trial \"{name}\"; it has {string.Join(", ", Names)}. Run the same program on all silos.");

    private sealed record Trial(string Hash, string Code, Func<byte[], TrialContext, byte[]> Run);
}

/// <summary>How what a trial is given and what it returns go through the cluster: JSON, in which every double comes back to the bit.</summary>
internal static class Payload
{
    public static JsonSerializerOptions Options { get; } = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static byte[] Of<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static T Read<T>(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<T>(bytes, Options)!;

    /// <summary>As the other, with words for what does not fit.</summary>
    /// <param name="bytes">What was written.</param>
    /// <param name="what">What it is: "the result of trial 3 of squares".</param>
    /// <exception cref="InvalidDataException">It is no T.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes, string what)
    {
        try
        {
            return Read<T>(bytes);
        }
        catch (Exception trouble) when (trouble is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"{what} cannot be read as {typeof(T).Name}: {trouble.Message}", trouble);
        }
    }

    /// <summary>Writes what a trial returns, with words for what cannot be written.</summary>
    /// <exception cref="NotSupportedException">It cannot be.</exception>
    public static byte[] OfResult<T>(T value)
    {
        try
        {
            return Of(value);
        }
        catch (Exception trouble) when (trouble is JsonException or NotSupportedException)
        {
            throw new NotSupportedException($"What the trial returned, {typeof(T).Name}, cannot be written as JSON: {trouble.Message}", trouble);
        }
    }

    /// <summary>What all trials of a sweep are given, as one list.</summary>
    public static byte[] OfAll<T>(IReadOnlyList<T> specs) => Of(specs);

    public static byte[][] Split(byte[] specs)
    {
        using JsonDocument all = JsonDocument.Parse(specs);
        return [.. all.RootElement.EnumerateArray().Select(one => Encoding.UTF8.GetBytes(one.GetRawText()))];
    }
}

/// <summary>Which build runs.</summary>
internal static class Build
{
    /// <summary>Of NodeNet and NodeNet.Orleans.</summary>
    public static string OfNodeNet { get; } = Of(typeof(Network).Assembly, typeof(NodeNetSilo).Assembly);

    /// <summary>A hash of what the compiler wrote into assemblies; the same sources, compiled in the same way, have the same.</summary>
    public static string Of(params IEnumerable<Assembly> assemblies)
    {
        string all = string.Join('\n', assemblies.Select(assembly => assembly.ManifestModule.ModuleVersionId.ToString("N")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(all)))[..12];
    }
}
