using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Orleans.Averaging;
using NodeNet.Orleans.Boards;
using NodeNet.Orleans.Work;
using NodeNet.Persistence;
using NodeNet.Training;

namespace NodeNet.Orleans;

/// <content>Training one network on several shards of rows.</content>
public sealed partial class NodeNetCluster
{
    /// <summary>Trains a network on rows that are divided among silos: in each round every shard trains from the same weights on its own rows, then the
    /// weights are averaged, each shard counting with its rows. Whoever asks for the same under the same name attaches to it. The sweep stays until it is
    /// deleted (<see cref="DeleteAsync"/>).</summary>
    /// <remarks>
    /// <para>The same network, options, rows and number of shards give the same weights, to the bit, on whichever silos and however many, and whatever is
    /// lost on the way. With one shard they are those of <c>trainer.Train(data)</c> over as many epochs in one process.</para>
    /// <para>Row i belongs to shard i modulo <see cref="AveragingOptions.Shards"/>.</para>
    /// </remarks>
    /// <param name="name">The training's name.</param>
    /// <param name="network">The network to begin with; it stays as it is.</param>
    /// <param name="loss">What is to become small; of <see cref="Catalogue"/>, as the optimizer and the network's activation functions.</param>
    /// <param name="options">How a shard learns. <see cref="TrainerOptions.Epochs"/> is not asked, rounds are counted instead.
    /// <see cref="TrainerOptions.KeepBest"/>, <see cref="TrainerOptions.StopWhen"/>, <see cref="TrainerOptions.StopsByRunningLoss"/>,
    /// <see cref="TrainerOptions.ValidationFraction"/>, <see cref="TrainerOptions.Checkpoints"/>, <see cref="TrainerOptions.Progress"/> and schedules that look
    /// at losses are refused.</param>
    /// <param name="data">The rows; they are sent to the cluster once.</param>
    /// <param name="averaging">How it is averaged; by default <see cref="AveragingOptions"/>' own defaults.</param>
    /// <param name="cancellation">Ends the waiting; the training goes on in the cluster.</param>
    /// <exception cref="ArgumentException">There are fewer rows than shards, they do not fit the network, or an option has no meaning here.</exception>
    /// <exception cref="InvalidOperationException">A part is not in the catalogue; a shard's training diverged or had other trouble, which the message tells;
    /// or there is other work under this name.</exception>
    /// <exception cref="TimeoutException">No silo answers.</exception>
    public async Task<AveragedRun> TrainAveragedAsync(
        string name, Network network, ILoss loss, TrainerOptions options, DataSet data, AveragingOptions? averaging = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        averaging ??= new AveragingOptions();
        AveragingJob job = JobOf(name, network, loss, options, averaging);
        if (data.Count < job.Shards)
            throw new ArgumentException($"data has {Counted.Of(data.Count, "row")} for {Counted.Of(job.Shards, "shard")}; each needs one.", nameof(data));
        network.CheckFits(data);
        Content[] rows = [.. Enumerable.Range(0, job.Shards).Select(shard => Content.Of(() => StateBytes.WriteRows(RowsOf(shard))))];
        return await RunAsync(name, job, averaging.Progress, [.. rows.Select(own => ((Content?)own, (string?)null))], cancellation);

        DataSet RowsOf(int shard) => data.Select([.. Enumerable.Range(0, data.Count).Where(row => row % job.Shards == shard)]);
    }

    /// <summary>As the other, on rows that silos have themselves (<see cref="NodeNetSiloBuilder.AddShard"/>) and that never leave them. A shard whose silos are
    /// away is waited for.</summary>
    /// <param name="name">The training's name.</param>
    /// <param name="network">The network to begin with; it stays as it is.</param>
    /// <param name="loss">What is to become small.</param>
    /// <param name="options">How a shard learns.</param>
    /// <param name="shards">The shards' names, all different, in the order in which they are averaged.</param>
    /// <param name="averaging">How it is averaged; <see cref="AveragingOptions.Shards"/> is not asked.</param>
    /// <param name="cancellation">Ends the waiting; the training goes on in the cluster.</param>
    /// <exception cref="ArgumentException">A name is there twice or there is none, or an option has no meaning here.</exception>
    /// <exception cref="InvalidOperationException">No silo has a shard of such a name; or as for the other.</exception>
    /// <exception cref="TimeoutException">No silo answers.</exception>
    public async Task<AveragedRun> TrainAveragedAsync(
        string name, Network network, ILoss loss, TrainerOptions options, IReadOnlyList<string> shards, AveragingOptions? averaging = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(shards);
        if (shards.Count == 0) throw new ArgumentException("There is no shard: shards is empty.", nameof(shards));
        if (shards.Any(string.IsNullOrWhiteSpace)) throw new ArgumentException("A shard's name is blank.", nameof(shards));
        if (shards.GroupBy(one => one).FirstOrDefault(one => one.Count() > 1) is { } twice)
            throw new ArgumentException($"The shard \"{twice.Key}\" is named twice; its rows would count twice.", nameof(shards));
        averaging = (averaging ?? new AveragingOptions()) with { Shards = shards.Count };
        AveragingJob job = JobOf(name, network, loss, options, averaging);
        if (await Patience.CallAsync(Board(name).Status, cancellation) is null)
        {
            string[] there = [.. (await CardsAsync(cancellation)).SelectMany(card => card.Shards).Distinct().Order(StringComparer.Ordinal)];
            if (shards.FirstOrDefault(shard => !there.Contains(shard)) is { } missing)
            {
                string known = there.Length == 0 ? "no silo has any" : $"they have {string.Join(", ", there)}";
                throw new InvalidOperationException($"No silo has the shard \"{missing}\"; {known}. NodeNetSiloBuilder.AddShard names one.");
            }
        }
        return await RunAsync(name, job, averaging.Progress, [.. shards.Select(shard => ((Content?)null, (string?)shard))], cancellation);
    }

    private static AveragingJob JobOf(string name, Network network, ILoss loss, TrainerOptions options, AveragingOptions averaging)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(options);
        return AveragingJob.Of(network, loss, options, averaging);
    }

    private async Task<AveragedRun> RunAsync(
        string name, AveragingJob job, IProgress<AveragedRound>? progress, IReadOnlyList<(Content? Rows, string? Source)> shards,
        CancellationToken cancellation)
    {
        var whole = Content.Of(Payload.Of(job));
        ShardSpec[] one = [.. shards.Select(shard => new ShardSpec(whole.Hash, shard.Rows?.Hash, shard.Source))];
        SiloCard silo = await SiloWithAsync(ShardWork.Name, cancellation);
        BoardPlan plan = new SweepOptions().Plan(ShardWork.Name, silo.Machine) with
        {
            Count = job.Shards * job.Rounds,
            StageSize = job.Shards,
            Places = shards.All(shard => shard.Source is null) ? [] : [.. shards.Select(shard => shard.Source)],
        };
        byte[] specs = Payload.OfAll((ShardSpec[])[.. Enumerable.Range(0, job.Rounds).SelectMany(_ => one)]);
        SweepReader reader = await OpenAsync(name, plan, specs, [whole, .. shards.Select(shard => shard.Rows).OfType<Content>()], cancellation);
        (List<AveragedRound> rounds, ShardResult[] last) = await RoundsAsync(reader, job, progress, cancellation);

        var states = new byte[job.Shards][];
        for (int shard = 0; shard < states.Length; shard++)
        {
            int number = (job.Rounds - 1) * job.Shards + shard;
            states[shard] = await Patience.CallAsync(() => Blobs.GetAsync(Names.State(reader.Sweep, number)), cancellation);
        }
        Network trained = Network.Load(new MemoryStream(job.Network));
        trained.CopyParametersFrom(ShardWork.Mean(states, last).Parameters.Span);
        return new AveragedRun(trained, rounds, [.. last.Select(result => result.Weight)]);
    }

    private static async Task<(List<AveragedRound> Rounds, ShardResult[] Last)> RoundsAsync(
        SweepReader reader, AveragingJob job, IProgress<AveragedRound>? progress, CancellationToken cancellation)
    {
        var rounds = new List<AveragedRound>();
        var ends = new TrialEnd?[job.Shards];
        ShardResult[] results = [];
        await foreach (TrialEnd end in reader.EndsAsync(cancellation)) // rounds come one after the other
        {
            if (end.Trouble is { } trouble)
            {
                await reader.StatusAsync(cancellation); // of a training that was deleted this tells so
                throw new InvalidOperationException(
                    $"Shard {end.Trial % job.Shards + 1} of {job.Shards} failed in round {end.Trial / job.Shards + 1}: {trouble}");
            }
            ends[end.Trial % job.Shards] = end;
            if (ends.Contains(null)) continue;
            results = [.. ends.Select(one => Payload.Read<ShardResult>(one!.Result!))];
            double total = results.Sum(result => result.Weight);
            double? accuracy = results.All(result => result.Accuracy is not null) ? results.Sum(result => result.Weight * result.Accuracy) / total : null;
            rounds.Add(new AveragedRound(
                rounds.Count + 1, results.Sum(result => result.Weight * result.Loss) / total, accuracy, [.. ends.Select(one => one!.Silo.Split('@')[0])]));
            progress?.Report(rounds[^1]);
            ends = new TrialEnd?[job.Shards];
        }
        return (rounds, results);
    }
}
