using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodeNet.Orleans.Boards;
using NodeNet.Orleans.Work;
using NodeNet.Training;
using Orleans.Runtime;

namespace NodeNet.Orleans.Hosting;

/// <summary>What a silo is.</summary>
internal sealed class SiloFacts(ILocalSiloDetails details, SiloSettings settings, ClusterLink link, IServiceProvider services)
{
    private readonly PortClaim? _ports = services.GetService<PortClaim>(); // asked for once, so that the claim ends with the silo
    private bool _isLogged;

    public SiloCard Card { get; } = new(
        details.SiloAddress.ToParsableString(), settings.Name, settings.SlotCount, settings.Build ?? Build.OfNodeNet,
        settings.Arithmetic ?? Trainer.Arithmetic, settings.Registry.Hashes, [.. settings.Shards.Keys.Order(StringComparer.Ordinal)],
        settings.Registry.Code);

    /// <summary>Why the cluster has not taken the silo, or does not know it any more; null as long as neither is so.</summary>
    public string? Refusal { get; set; }

    /// <summary>Whether the cluster's storage does not know the silo any more.</summary>
    public bool IsForgotten { get; private set; }

    public void Forget(string why) => (Refusal, IsForgotten) = (why, true);

    public void LogUp(ILogger log)
    {
        if (_isLogged) return;
        _isLogged = true;
        string endpoint = details.SiloAddress.Endpoint + (_ports is null ? "" : $" (clients: {_ports.Gateway})");
        string trials = string.Join(", ", settings.Registry.Names);
        string slots = Counted.Of(Card.Slots, "slot");
        Log.Up(log, Card.Name ?? details.Name, slots, endpoint, Card.Machine, trials);
        if (link.IsLoopback) Log.LoopbackOnly(log, details.SiloAddress.Endpoint.Address.ToString());
        else if (link.Certificates is null) Log.Unguarded(log, details.SiloAddress.Endpoint.Address.ToString());
    }
}
