namespace NodeNet.Orleans.Work;

/// <summary>Asks a cluster again while silos are lost and come back.</summary>
/// <param name="time">For how long.</param>
/// <param name="cluster">What it is called in messages.</param>
/// <param name="whyNot">Why it will never answer any more; null where it may. Asked after calls that failed.</param>
internal sealed class Patience(TimeSpan time, string cluster, Func<Task<string?>>? whyNot = null)
{
    private static readonly TimeSpan _first = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);

    /// <summary>Calls until there is an answer. What a board refuses comes through at once.</summary>
    /// <exception cref="TimeoutException">There was none for too long.</exception>
    public async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellation = default)
    {
        DateTime end = DateTime.UtcNow + time;
        TimeSpan pause = _first;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return await call().WaitAsync(Max(end - DateTime.UtcNow), cancellation); // a call to a stranger may not end by itself
            }
            catch (Exception trouble) when (trouble is not OperationCanceledException and not ArgumentException and not InvalidOperationException
                and not InvalidDataException)
            {
                if (whyNot is not null && await whyNot() is { } reason) throw new InvalidOperationException(reason, trouble);
                if (DateTime.UtcNow + pause >= end)
                {
                    string details = trouble is TimeoutException { InnerException: null } ? "" : $" ({trouble.Message})";
                    throw new TimeoutException(FormattableString.Invariant(
                        $"No silo of the cluster at {cluster} has answered for {time.TotalSeconds:0} s{details}. Is one running (nodenet silo)?"), trouble);
                }
            }
            await Task.Delay(pause, cancellation);
            pause = TimeSpan.FromTicks(Math.Min(_longest.Ticks, 2 * pause.Ticks));
        }
    }

    private static TimeSpan Max(TimeSpan left) => left > TimeSpan.Zero ? left : TimeSpan.Zero;

    public Task CallAsync(Func<Task> call, CancellationToken cancellation = default) => CallAsync(
        async () =>
        {
            await call();
            return true;
        }, cancellation);
}
