namespace NodeNet.Tool.Commands;

/// <summary>Work that Ctrl+C ends.</summary>
internal static class Cancelled
{
    /// <summary>Does some work, which Ctrl+C cancels instead of ending the process.</summary>
    public static T ByKey<T>(Func<CancellationToken, T> work)
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
        finally
        {
            Console.CancelKeyPress -= stop;
        }
    }
}
