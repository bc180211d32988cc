using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace NodeNet.Orleans.Work;

/// <summary>Calls of a silo until there is an answer: that storage or another silo is away for a while is no trouble of a trial.</summary>
/// <param name="log">Where each failure is told.</param>
/// <param name="stopping">When the silo stops, or the trial is not wanted any more: it then tries a little longer, and not for ever.</param>
internal sealed class Retry(ILogger log, CancellationToken stopping)
{
    private const double LongestPause = 5.0;

    private static readonly TimeSpan _mostWhenStopping = TimeSpan.FromSeconds(20.0);

    public async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        TimeSpan pause = TimeSpan.FromSeconds(0.2);
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await call();
            }
            // What is missing or does not fit stays so, however often it is asked for.
            catch (Exception trouble) when (trouble is not InvalidDataException and not ArgumentException
                && (!stopping.IsCancellationRequested || Stopwatch.GetElapsedTime(start) < _mostWhenStopping))
            {
                Log.NoAnswer(log, pause.TotalSeconds, trouble.Message);
                await Task.Delay(pause, CancellationToken.None);
                pause = TimeSpan.FromSeconds(Math.Min(LongestPause, 2.0 * pause.TotalSeconds));
            }
        }
    }

    public Task CallAsync(Func<Task> call) => CallAsync(async () =>
    {
        await call();
        return true;
    });

    /// <summary>On the trial's own thread, which may wait.</summary>
    public T Call<T>(Func<Task<T>> call) => CallAsync(call).GetAwaiter().GetResult();
}

/// <summary>Bytes in the cluster, for a trial on its own thread, which may wait.</summary>
internal sealed class PatientBlobs(Blobs blobs, Retry retry)
{
    public byte[] Get(string name) => retry.Call(() => blobs.GetAsync(name));

    public void Put(string name, ReadOnlyMemory<byte> bytes) => retry.CallAsync(() => blobs.PutAsync(name, bytes)).GetAwaiter().GetResult();

    public void Delete(string name) => retry.CallAsync(() => blobs.DeleteAsync(name)).GetAwaiter().GetResult();
}
