using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodeNet.Orleans.Hosting;
using NodeNet.Orleans.Work;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.TestingHost;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>Silos in this process, of which one can be killed, with records that all of them share and that outlive them.</summary>
internal sealed class InProcessCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private readonly SharedStorage _storage;

    private InProcessCluster(InProcessTestCluster cluster, SharedStorage storage) => (_cluster, _storage) = (cluster, storage);

    /// <summary>What is stored, and under which names.</summary>
    public IReadOnlyList<BinaryData> Stored => _storage.Contents;

    public IReadOnlyList<string> StoredNames => _storage.Names;

    public NodeNetCluster Client { get; private set; } = null!;

    public IReadOnlyList<InProcessSiloHandle> Silos => [.. _cluster.Silos];

    public static IServiceProvider ServicesOf(InProcessSiloHandle silo) => silo.ServiceProvider;

    /// <param name="count">How many silos.</param>
    /// <param name="configure">What each can do; it is given the silo's name.</param>
    public static async Task<InProcessCluster> StartAsync(int count, Action<NodeNetSiloBuilder, string> configure)
    {
        var storage = new SharedStorage();
        var builder = new InProcessTestClusterBuilder((short)count);
        builder.ConfigureSilo((options, silo) =>
        {
            var own = new NodeNetSiloBuilder();
            own.Slots(1);
            own.Settings.IdlePause = TimeSpan.FromMilliseconds(50);
            own.Settings.BeatEvery = TimeSpan.FromMilliseconds(200);
            configure(own, options.SiloName);
            silo.Services.AddSingleton<IGrainStorage>(storage);
            silo.Services.AddKeyedSingleton<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, storage);
            silo.Services.AddLogging(logging => ClusterSetup.Quieten(logging));
            silo.Configure<ClusterMembershipOptions>(members =>
            {
                (members.ProbeTimeout, members.NumMissedProbesLimit, members.NumVotesForDeathDeclaration) = (TimeSpan.FromSeconds(1.0), 2, 1);
            });
            ClusterSetup.AddParts(silo, own.Link, own.Settings);
        });
        builder.ConfigureClient(client => ClusterSetup.AddMessages(client.Services));
        var cluster = new InProcessCluster(builder.Build(), storage);
        await cluster._cluster.DeployAsync();
        cluster.Client = new NodeNetCluster(null, cluster._cluster.Client, new Patience(TimeSpan.FromMinutes(2.0), "this process"), Build.OfNodeNet);
        return cluster;
    }

    public Task KillAsync(InProcessSiloHandle silo) => _cluster.KillSiloAsync(silo);

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    /// <summary>A dictionary; what is written goes through the serializer, as it would elsewhere, and versions are checked.</summary>
    private sealed class SharedStorage : IGrainStorage
    {
        private readonly StateSerializer _serializer = new();
        private readonly ConcurrentDictionary<string, (int Version, BinaryData Content)> _records = [];

        public IReadOnlyList<BinaryData> Contents => [.. _records.Values.Select(record => record.Content)];

        public IReadOnlyList<string> Names => [.. _records.Keys];

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            bool isThere = _records.TryGetValue($"{stateName} {grainId}", out (int Version, BinaryData Content) record);
            grainState.State = isThere ? _serializer.Deserialize<T>(record.Content) : Activator.CreateInstance<T>();
            (grainState.RecordExists, grainState.ETag) = (isThere, isThere ? $"{record.Version}" : null!);
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            int version = grainState.ETag is null ? 0 : int.Parse(grainState.ETag);
            BinaryData content = _serializer.Serialize(grainState.State);
            (int Version, BinaryData Content) written = _records.AddOrUpdate(
                $"{stateName} {grainId}", _ => (1, content), (_, there) => there.Version == version ? (version + 1, content) : there);
            if (!ReferenceEquals(written.Content, content)) throw new InconsistentStateException($"{stateName} {grainId} was written by another.");
            (grainState.RecordExists, grainState.ETag) = (true, $"{written.Version}");
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            _records.TryRemove($"{stateName} {grainId}", out _);
            (grainState.State, grainState.RecordExists, grainState.ETag) = (Activator.CreateInstance<T>(), false, null!);
            return Task.CompletedTask;
        }
    }
}
