using NodeNet.Learning;
using NodeNet.Orleans.Learning;
using NodeNet.Recipes;

namespace NodeNet.Orleans;

/// <content>Searches, cross-validations and ensembles on the cluster.</content>
public sealed partial class NodeNetCluster : ITrialRunner
{
    /// <summary>For a search, a cross-validation or an ensemble whose sweep has a name: a program that is started again, or another one, attaches to it by the
    /// same name. Take one for each search; its sweeps stay until they are deleted (<see cref="DeleteAsync"/>).</summary>
    /// <param name="name">The name. The second round of a search by halving is called "name/2", and so on.</param>
    /// <example><code>
    /// SearchResult found = Search.Over(Learner.For("species")).AddStandard().RunOn(cluster.Named("penguins-1")).Run(table);
    /// </code></example>
    public ITrialRunner Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new ClusterRunner(this, name);
    }

    /// <summary>Does the trainings in the cluster, as <c>search.RunOn(cluster)</c> asks for. Whoever is interrupted and asks for the same again goes on where
    /// it was: the sweep's name is the hash of what it does.</summary>
    void ITrialRunner.Run(ITable table, IReadOnlyList<LearnerTrial> trials, Action<int, LearnerTrialResult> done, CancellationToken cancellation) =>
        new ClusterRunner(this, null).Run(table, trials, done, cancellation);
}
