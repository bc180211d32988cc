using System.Text.Json;
using NodeNet.Orleans.Grains;
using Orleans.Storage;

namespace NodeNet.Orleans.Hosting;

/// <summary>How records are stored: as JSON, which can be read in Redis or PostgreSQL; the bytes of pieces as they are.</summary>
internal sealed class StateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) =>
        input is Piece piece ? BinaryData.FromBytes(piece.Bytes) : BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(input));

    public T Deserialize<T>(BinaryData input) =>
        typeof(T) == typeof(Piece) ? (T)(object)new Piece { Bytes = input.ToArray() } : JsonSerializer.Deserialize<T>(input.ToMemory().Span)!;
}
