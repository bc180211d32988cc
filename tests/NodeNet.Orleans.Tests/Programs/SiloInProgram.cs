namespace NodeNet.Orleans.Tests.Programs;

/// <summary>A program that does something else, for ever, and has a silo beside.</summary>
internal static class SiloInProgram
{
    public static async Task<int> RunAsync(string cluster)
    {
        await using NodeNetSilo silo = await NodeNetSilo.StartAsync(one => one.Use(cluster));
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
