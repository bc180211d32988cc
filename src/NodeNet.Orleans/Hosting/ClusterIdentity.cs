using System.Net.Sockets;
using Npgsql;
using StackExchange.Redis;

namespace NodeNet.Orleans.Hosting;

/// <summary>What tells a cluster from every other: a random word that its storage keeps from its first silo on. Without it a silo or client whose neighbour is
/// gone could take a silo of another cluster for it, which has got the same port since.</summary>
internal static class ClusterIdentity
{
    private const string NoTable = "42P01"; // undefined_table
    private static readonly string[] _refusals = ["28P01", "28000", "3D000", "42501"]; // password, user, database, rights

    /// <summary>The word, made where there is none yet. Who cannot reach the storage, or may not, is told so here, before anything starts.</summary>
    /// <exception cref="IOException">The storage does not answer.</exception>
    /// <exception cref="UnauthorizedAccessException">It wants another password.</exception>
    /// <exception cref="TimeoutException">No silo has made its tables yet.</exception>
    public static async Task<string> OfAsync(ClusterLink link) => link.Storage switch
    {
        ClusterStorage.Redis => await OfRedisAsync(link),
        ClusterStorage.Postgres => await OfPostgresAsync(link),
        _ => FormattableString.Invariant($"{link.LocalPort}"),
    };

    private static async Task<string> OfRedisAsync(ClusterLink link)
    {
        ConfigurationOptions options = ClusterSetup.Redis(link);
        (options.AbortOnConnectFail, options.ConnectRetry) = (true, 1);
        string endpoints = string.Join(", ", options.EndPoints.Select(ClusterSetup.Shown));
        try
        {
            await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(options);
            IDatabase database = redis.GetDatabase();
            RedisKey key = $"{link.ClusterName}/identity";
            await database.StringSetAsync(key, NewWord(), when: When.NotExists);
            return (await database.StringGetAsync(key)).ToString();
        }
        catch (Exception trouble) when (trouble is RedisException or SocketException)
        {
            string all = trouble.ToString();
            if (IsAny(all, "WRONGPASS", "NOAUTH", "NOPERM", "AuthenticationFailure", "invalid password"))
            {
                throw new UnauthorizedAccessException(
                    $"Redis at {endpoints} wants {(string.IsNullOrEmpty(options.Password) ? "a" : "another")} password: redis=HOST:PORT,password=…", trouble);
            }
            throw new IOException($"Redis at {endpoints} does not answer. Is it running there, and reachable from here?", trouble);
        }
    }

    private static async Task<string> OfPostgresAsync(ClusterLink link)
    {
        try
        {
            await using NpgsqlDataSource database = NpgsqlDataSource.Create(link.Connection);
            await using NpgsqlCommand made = database.CreateCommand("INSERT INTO nodenet_identity (service, word) VALUES ($1, $2) ON CONFLICT DO NOTHING");
            made.Parameters.Add(new NpgsqlParameter { Value = link.ClusterName });
            made.Parameters.Add(new NpgsqlParameter { Value = NewWord() });
            await made.ExecuteNonQueryAsync();
            await using NpgsqlCommand read = database.CreateCommand("SELECT word FROM nodenet_identity WHERE service = $1");
            read.Parameters.Add(new NpgsqlParameter { Value = link.ClusterName });
            return (string)(await read.ExecuteScalarAsync())!;
        }
        catch (PostgresException trouble) when (trouble.SqlState == NoTable)
        {
            throw new TimeoutException("No silo has been in this database yet.", trouble);
        }
        catch (PostgresException trouble) when (_refusals.Contains(trouble.SqlState))
        {
            throw new UnauthorizedAccessException($"PostgreSQL refuses: {trouble.MessageText}", trouble);
        }
        catch (Exception trouble) when (trouble is NpgsqlException or SocketException)
        {
            throw NoAnswer(trouble);
        }
    }

    /// <summary>Makes PostgreSQL's tables, with words for what keeps from it.</summary>
    public static async Task CreateTablesAsync(ClusterLink link)
    {
        try
        {
            await PostgresStorage.CreateSchemaAsync(link.Connection);
        }
        catch (PostgresException trouble) when (_refusals.Contains(trouble.SqlState))
        {
            throw new UnauthorizedAccessException($"PostgreSQL refuses: {trouble.MessageText}", trouble);
        }
        catch (Exception trouble) when (trouble is NpgsqlException or SocketException)
        {
            throw NoAnswer(trouble);
        }
    }

    private static IOException NoAnswer(Exception trouble) => new($"PostgreSQL does not answer: {ReasonOf(trouble)}", trouble);

    private static string NewWord() => Guid.NewGuid().ToString("N")[..12];

    private static bool IsAny(string text, params string[] words) => words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The innermost reason, which is the shortest: "Connection refused".</summary>
    private static string ReasonOf(Exception trouble)
    {
        while (trouble.InnerException is { } inner) trouble = inner;
        return trouble.Message.Split('\n')[0];
    }
}
