using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using NodeNet.Orleans.Grains;
using Orleans;

namespace NodeNet.Orleans.Work;

/// <summary>Bytes of any length in the cluster, in pieces of 4 MB. What is the same content is there once, under its SHA-256.</summary>
internal sealed class Blobs(IGrainFactory grains, DiskCache? cache = null)
{
    private const int CallsAtATime = 4;

    /// <summary>Keeps bytes under the hash of their content.</summary>
    public async Task<string> PutAsync(byte[] bytes)
    {
        string hash = HashOf(bytes);
        if (await grains.GetGrain<IPieceGrain>(hash).Get() is null) await PutAsync(hash, bytes);
        return hash;
    }

    /// <summary>Keeps bytes under a name. The head is written last, so that what has one is whole.</summary>
    public async Task PutAsync(string name, ReadOnlyMemory<byte> bytes)
    {
        int pieces = (bytes.Length + IPieceGrain.Most - 1) / IPieceGrain.Most;
        await Parallel.ForEachAsync(Enumerable.Range(0, pieces), new ParallelOptions { MaxDegreeOfParallelism = CallsAtATime }, async (i, _) =>
        {
            int first = i * IPieceGrain.Most;
            await Piece(name, i).Put(bytes.Slice(first, Math.Min(IPieceGrain.Most, bytes.Length - first)).ToArray());
        });
        await grains.GetGrain<IPieceGrain>(name).Put(JsonSerializer.SerializeToUtf8Bytes(new Head(bytes.Length, pieces, HashOf(bytes.Span))));
    }

    /// <summary>The bytes of a name; null where there are none.</summary>
    /// <exception cref="InvalidDataException">They are not those that were put.</exception>
    public async Task<byte[]?> FindAsync(string name)
    {
        if (await grains.GetGrain<IPieceGrain>(name).Get() is not { } found) return null;
        Head head = JsonSerializer.Deserialize<Head>(found)!;
        var bytes = new byte[head.Length];
        var missing = new ConcurrentBag<int>();
        await Parallel.ForEachAsync(Enumerable.Range(0, head.Pieces), new ParallelOptions { MaxDegreeOfParallelism = CallsAtATime }, async (i, _) =>
        {
            byte[]? piece = await Piece(name, i).Get();
            if (piece is null || piece.Length > bytes.Length - i * IPieceGrain.Most) missing.Add(i);
            else piece.CopyTo(bytes, i * IPieceGrain.Most);
        });
        return missing.IsEmpty && HashOf(bytes) == head.Hash ? bytes
            : throw new InvalidDataException($"What is kept in the cluster as \"{name}\" is not whole: delete the sweep and start it again.");
    }

    /// <summary>The bytes of a name that must be there.</summary>
    public async Task<byte[]> GetAsync(string name)
    {
        if (cache is null || !DiskCache.IsContent(name)) return await FetchAsync(name);
        if (cache.Find(name) is { } kept) return kept;
        byte[] fetched = await FetchAsync(name);
        cache.Keep(name, fetched);
        return fetched;
    }

    private async Task<byte[]> FetchAsync(string name) =>
        await FindAsync(name) ?? throw new InvalidDataException($"There is nothing in the cluster under \"{name}\"; it was deleted, or the storage is new.");

    /// <summary>Forgets a name; nothing happens where there is none.</summary>
    public async Task DeleteAsync(string name)
    {
        if (await grains.GetGrain<IPieceGrain>(name).Get() is not { } found) return;
        await grains.GetGrain<IPieceGrain>(name).Delete();
        for (int i = 0; i < JsonSerializer.Deserialize<Head>(found)!.Pieces; i++) await Piece(name, i).Delete();
    }

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private IPieceGrain Piece(string name, int number) => grains.GetGrain<IPieceGrain>($"{name}#{number}");

    private sealed record Head(int Length, int Pieces, string Hash);
}
