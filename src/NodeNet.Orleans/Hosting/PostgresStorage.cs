using System.Globalization;
using Npgsql;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace NodeNet.Orleans.Hosting;

/// <summary>The cluster's records in PostgreSQL: the table nodenet_record of postgres.sql. A record's version is its ETag.</summary>
internal sealed class PostgresStorage(NpgsqlDataSource database, string service) : IGrainStorage
{
    private const string Key = "WHERE service = $1 AND kind = $2 AND key = $3";

    private readonly StateSerializer _serializer = new();

    /// <summary>Makes the tables that are not there yet.</summary>
    public static async Task CreateSchemaAsync(string connection)
    {
        using Stream script = typeof(PostgresStorage).Assembly.GetManifestResourceStream("postgres.sql")!;
        using var reader = new StreamReader(script);
        string statements = await reader.ReadToEndAsync();
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(connection);
        await using NpgsqlConnection open = await database.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await open.BeginTransactionAsync();
        // Two silos that start at once would both make the tables; the second waits here.
        await using (var alone = new NpgsqlCommand("SELECT pg_advisory_xact_lock(7206130)", open, transaction)) await alone.ExecuteNonQueryAsync();
        await using (var all = new NpgsqlCommand(statements, open, transaction)) await all.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await using NpgsqlCommand command = Command("SELECT version, content FROM nodenet_record " + Key, stateName, grainId);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        if (await reader.ReadAsync())
        {
            grainState.State = _serializer.Deserialize<T>(BinaryData.FromBytes((byte[])reader[1]));
            (grainState.ETag, grainState.RecordExists) = (Text(reader.GetInt32(0)), true);
        }
        else
        {
            grainState.State = Activator.CreateInstance<T>();
            (grainState.ETag, grainState.RecordExists) = (null!, false);
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string statement = grainState.ETag is null
            ? "INSERT INTO nodenet_record (service, kind, key, version, content) VALUES ($1, $2, $3, 1, $4) ON CONFLICT DO NOTHING RETURNING version"
            : $"UPDATE nodenet_record SET version = version + 1, content = $4 {Key} AND version = $5 RETURNING version";
        await using NpgsqlCommand command = Command(statement, stateName, grainId);
        command.Parameters.Add(new NpgsqlParameter { Value = _serializer.Serialize(grainState.State).ToArray() });
        if (grainState.ETag is { } version) command.Parameters.Add(new NpgsqlParameter { Value = int.Parse(version, CultureInfo.InvariantCulture) });
        object? written = await command.ExecuteScalarAsync();
        (grainState.ETag, grainState.RecordExists) = written is int now ? (Text(now), true) : throw Conflict(stateName, grainId, grainState.ETag);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await using NpgsqlCommand command = Command($"DELETE FROM nodenet_record {Key} AND version = $4", stateName, grainId);
        command.Parameters.Add(new NpgsqlParameter { Value = int.Parse(grainState.ETag ?? "0", CultureInfo.InvariantCulture) });
        if (await command.ExecuteNonQueryAsync() == 0 && grainState.ETag is not null) throw Conflict(stateName, grainId, grainState.ETag);
        grainState.State = Activator.CreateInstance<T>();
        (grainState.ETag, grainState.RecordExists) = (null!, false);
    }

    private NpgsqlCommand Command(string statement, string kind, GrainId id)
    {
        NpgsqlCommand command = database.CreateCommand(statement);
        foreach (string value in (string[])[service, kind, id.ToString()]) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);

    private static InconsistentStateException Conflict(string kind, GrainId id, string? version) =>
        new($"Somebody else has written {kind} {id} since version {version ?? "none"} was read.");
}
