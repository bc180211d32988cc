using System.Runtime.InteropServices;

namespace NodeNet.Tool.Commands;

/// <summary>Work that Ctrl+C ends, or a service manager that asks the process to end (SIGTERM).</summary>
internal static class Cancelled
{
    /// <summary>Does some work, which is cancelled instead of ending the process.</summary>
    public static T ByKey<T>(Func<CancellationToken, T> work)
    {
        using var cancellation = new CancellationTokenSource();
        Action<PosixSignalContext> stop = signal =>
        {
            signal.Cancel = true;
            cancellation.Cancel();
        };
        using PosixSignalRegistration byKey = PosixSignalRegistration.Create(PosixSignal.SIGINT, stop);
        using PosixSignalRegistration byManager = PosixSignalRegistration.Create(PosixSignal.SIGTERM, stop);
        return work(cancellation.Token);
    }
}
