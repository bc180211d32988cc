using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace NodeNet.Orleans.Hosting;

/// <summary>Answers GET /health, and nothing else.</summary>
internal sealed class HealthPage : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HealthCheckService _health;

    private HealthPage(HealthCheckService health, string prefix)
    {
        _health = health;
        _listener.Prefixes.Add(prefix);
    }

    public static HealthPage Start(IServiceProvider services, ClusterLink link, int port)
    {
        var page = new HealthPage(services.GetRequiredService<HealthCheckService>(), $"http://{(link.IsLoopback ? "127.0.0.1" : "*")}:{port}/");
        page._listener.Start();
        _ = page.AnswerAsync();
        return page;
    }

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext asked = await _listener.GetContextAsync();
                bool isKnown = asked.Request is { HttpMethod: "GET", Url.AbsolutePath: "/health" };
                HealthReport report = await _health.CheckHealthAsync();
                string words = string.Join('\n', report.Entries.Select(one => $"{one.Key}: {one.Value.Status}, {one.Value.Description}"));
                asked.Response.StatusCode = !isKnown ? 404 : report.Status == HealthStatus.Healthy ? 200 : 503;
                asked.Response.ContentType = "text/plain; charset=utf-8";
                asked.Response.Close(Encoding.UTF8.GetBytes(isKnown ? words + "\n" : "GET /health\n"), willBlock: false);
            }
            catch (Exception trouble) when (trouble is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // Whoever asked has gone away, or the silo stops.
            }
        }
    }
}
