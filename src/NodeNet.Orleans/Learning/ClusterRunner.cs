using NodeNet.Learning;
using NodeNet.Orleans.Boards;
using NodeNet.Orleans.Work;
using NodeNet.Recipes;

namespace NodeNet.Orleans.Learning;

/// <summary>Runs trainings of searches, cross-validations and ensembles in a cluster, as sweeps.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="name">The sweep's name, for the second call and those after it with its number; null for one by its content, deleted when it is over.</param>
internal sealed class ClusterRunner(NodeNetCluster cluster, string? name) : ITrialRunner
{
    private const int MostAsked = 50;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private int _calls;

    public void Run(ITable table, IReadOnlyList<LearnerTrial> trials, Action<int, LearnerTrialResult> done, CancellationToken cancellation) =>
        Task.Run(() => RunAsync(table, trials, done, cancellation), CancellationToken.None).GetAwaiter().GetResult();

    private async Task RunAsync(ITable table, IReadOnlyList<LearnerTrial> trials, Action<int, LearnerTrialResult> done, CancellationToken cancellation)
    {
        var rows = Content.Of(TableBytes.Write(table));
        int[] left = [.. Enumerable.Range(0, trials.Count)];
        for (int asked = 1; ; asked++)
        {
            var told = new HashSet<int>();
            try
            {
                await SweepAsync(rows, [.. left.Select(place => trials[place])], (place, result) =>
                {
                    told.Add(left[place]);
                    done(left[place], result);
                }, cancellation);
                return;
            }
            // Somebody else has asked for the same, and deletes it now that it is over. What is left is done again.
            catch (Exception gone) when (name is null && asked < MostAsked && gone is SweepGoneException or InvalidDataException)
            {
                left = [.. left.Where(place => !told.Contains(place))];
                if (left.Length == 0) return;
                await Task.Delay(_pause, cancellation);
            }
        }
    }

    private async Task SweepAsync(Content rows, LearnerTrial[] trials, Action<int, LearnerTrialResult> done, CancellationToken cancellation)
    {
        byte[] specs = Payload.OfAll((LearnerSpec[])[.. trials.Select(trial => new LearnerSpec(rows.Hash, trial.ToJson()))]);
        int call = Interlocked.Increment(ref _calls);
        string sweep = name is null ? "learner-" + Blobs.HashOf(specs)[..16] : call == 1 ? name : $"{name}/{call}";
        SiloCard silo = await cluster.SiloWithAsync(LearnerWork.Name, cancellation);
        BoardPlan plan = new SweepOptions().Plan(LearnerWork.Name, silo.Machine) with { Count = trials.Length };
        SweepReader reader = await cluster.OpenAsync(sweep, plan, specs, [rows], cancellation);
        await foreach (TrialEnd end in reader.EndsAsync(cancellation))
        {
            LearnerTrialResult result = end.Trouble is { } trouble ? new LearnerTrialResult("", double.NaN, 0, false, null, trouble)
                : Payload.Read<LearnerTrialResult>(await reader.ResultOfAsync(end, cancellation));
            done(end.Trial, result);
        }
        if (name is null) await cluster.DeleteAsync(sweep, cancellation);
    }
}
