using System.Net;
using System.Net.Sockets;
using NodeNet.Playground;

namespace NodeNet.Page.Tests;

/// <summary>The page as a folder on a web server.</summary>
public class FolderTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public void A_folder_has_five_files_no_script_in_its_page_and_another_cache_for_another_version()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"nodenet-{Guid.NewGuid():N}");
        try
        {
            PlaygroundFolder.Save(folder, Page("one()"));
            string[] names = [.. Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
            string html = File.ReadAllText(Path.Combine(folder, "index.html")), worker = File.ReadAllText(Path.Combine(folder, "service-worker.js"));
            PlaygroundFolder.Save(folder, Page("two()"));

            names.Should().Equal("index.html", "nodenet.pack", "page.css", "page.js", "service-worker.js");
            html.Should().Contain("script-src 'self'").And.NotContain("one()").And.NotContain("unsafe-inline' 'wasm");
            File.ReadAllText(Path.Combine(folder, "page.js")).Should().Be("two()");
            File.ReadAllText(Path.Combine(folder, "service-worker.js")).Should().NotBe(worker).And.NotContain("%VERSION%");
            Action noPage = () => PlaygroundFolder.Save(folder, "<html></html>");
            noPage.Should().Throw<InvalidOperationException>().WithMessage("*<style>*");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static string Page(string script) => "<html><meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'unsafe-inline' 'wasm-unsafe-eval'\">"
            + $"<style>p {{}}</style><script type=\"text/plain\" id=\"pack\">AAAA</script><script>{script}</script></html>";
    }

    [BrowserFact]
    public async Task A_folder_on_any_server_works_in_a_sub_folder_and_afterwards_without_the_server()
    {
        string root = Path.Combine(Path.GetTempPath(), $"nodenet-{Guid.NewGuid():N}");
        try
        {
            PlaygroundFolder.Save(Path.Combine(root, "school", "page"));
            Uri address;
            Visit visit;
            using (var server = new StaticServer(root))
            {
                address = new Uri(server.Address, "school/page/");
                visit = await browser.OpenAt(address);
                await visit.Evaluate<object>("navigator.serviceWorker.ready.then(() => undefined)");
                await visit.Until("navigator.serviceWorker.controller !== null");
                await visit.Click("#forward");
                await visit.Until("playground.state().step === 4");
            }

            await using (visit)
            {
                await visit.Page.ReloadAsync();
                await visit.Until("globalThis.playground?.ready");
                await visit.Click("#play");
                await visit.Until("playground.state().right === 4");
                using var client = new HttpClient();
                await client.Invoking(gone => gone.GetAsync(address)).Should().ThrowAsync<HttpRequestException>("nobody serves it any more");
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>Serves files, and knows nothing of what they are but for their names' ends.</summary>
    private sealed class StaticServer : IDisposable
    {
        private readonly HttpListener _listener = new();

        public StaticServer(string root)
        {
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = new Uri($"http://localhost:{((IPEndPoint)free.LocalEndpoint).Port}/");
            }
            _listener.Prefixes.Add(Address.ToString());
            _listener.Start();
            _ = Serve(root);
        }

        public Uri Address { get; }

        public void Dispose() => _listener.Close();

        private async Task Serve(string root)
        {
            while (true)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
                string path = Path.Combine(root, context.Request.Url!.AbsolutePath.TrimStart('/'));
                if (path.EndsWith('/')) path += "index.html";
                if (File.Exists(path))
                {
                    context.Response.ContentType = Path.GetExtension(path) switch
                    {
                        ".html" => "text/html",
                        ".js" => "text/javascript",
                        ".css" => "text/css",
                        _ => "application/octet-stream",
                    };
                    await context.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(path));
                }
                else
                {
                    context.Response.StatusCode = 404;
                }
                context.Response.Close();
            }
        }
    }
}
