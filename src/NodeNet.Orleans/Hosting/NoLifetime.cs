using Microsoft.Extensions.Hosting;

namespace NodeNet.Orleans.Hosting;

/// <summary>For a client, and for a silo that is a part of a program: Ctrl+C and SIGTERM are the program's own. The usual lifetime would take them, and the
/// program would not end.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
