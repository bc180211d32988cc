using NodeNet.Playground;

// Serves the playground to this machine alone: http://127.0.0.1:5005, or the address that --urls names.
if (!PlaygroundPage.IsThere)
{
    Console.Error.WriteLine("The playground's page is not built. Run: bash web/publish (it needs Node.js), then this again.");
    return 1;
}

string page = PlaygroundPage.Read();
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls("http://127.0.0.1:5005");
WebApplication app = builder.Build();
app.MapGet("/", () => Results.Content(page, "text/html; charset=utf-8"));
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"The playground is at {string.Join(", ", app.Urls)}; Ctrl+C ends it."));
app.Run();
return 0;
