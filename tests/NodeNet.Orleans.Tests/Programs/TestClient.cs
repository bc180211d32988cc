namespace NodeNet.Orleans.Tests.Programs;

/// <summary>A client that starts a sweep, or attaches to it, and prints each result.</summary>
internal static class TestClient
{
    public static async Task<int> RunAsync(string cluster, string name, int trials)
    {
        await using NodeNetCluster connected = await NodeNetCluster.ConnectAsync(client => client.Use(cluster).NoticeLossesQuickly());
        Sweep<TrainingSpec, double> sweep = await connected.StartOrAttachAsync<TrainingSpec, double>(name, "training", TrainingSpec.Sweep(trials));
        await foreach (TrialResult<double> result in sweep.ResultsAsync()) Console.WriteLine(result);
        return 0;
    }
}
