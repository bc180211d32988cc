namespace NodeNet.Tool.Commands;

/// <summary>Work that Ctrl+C ends.</summary>
internal static class Cancelled
{
    /// <summary>Runs a search; if it is ended, the message says whether it can go on.</summary>
    public static T By<T>(Func<CancellationToken, T> work, string? trialsFile)
    {
        using var cancellation = new CancellationTokenSource();
        ConsoleCancelEventHandler stop = (_, pressed) =>
        {
            pressed.Cancel = true;
            cancellation.Cancel();
        };
        Console.CancelKeyPress += stop;
        try
        {
            return work(cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException(
                trialsFile is null ? "Stopped. With --trials-file a search could go on from what it has found."
                : $"Stopped. The same command goes on from {trialsFile}.");
        }
        finally
        {
            Console.CancelKeyPress -= stop;
        }
    }
}
