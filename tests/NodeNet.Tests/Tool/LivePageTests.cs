using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using NodeNet.History;
using NodeNet.Tests.Replay;
using NodeNet.Tool.Watch;

namespace NodeNet.Tests.Tool;

/// <summary>The page that shows a training while it runs: what it shows, and whom it answers.</summary>
public sealed class LivePageTests : IDisposable
{
    private readonly LiveCurves _curves = new("species of penguins.csv", 100);
    private readonly LiveServer _server;
    private readonly HttpClient _client = new();

    public LivePageTests() => _server = new LiveServer(_curves);

    private int Port => _server.Address.Port;

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task The_page_and_its_data_are_there_and_nothing_else()
    {
        HttpResponseMessage page = await _client.GetAsync(_server.Address);
        HttpResponseMessage data = await _client.GetAsync(new Uri(_server.Address, "data"));

        page.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        (await page.Content.ReadAsStringAsync()).Should().StartWith("<!DOCTYPE html>").And.NotContain("http://www.w3.org/1999").And.NotContain("/*script*/");
        JsonNode.Parse(await data.Content.ReadAsStringAsync())!["title"]!.GetValue<string>().Should().Be("species of penguins.csv");
        (await _client.GetAsync(new Uri(_server.Address, "etc/passwd"))).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_policy_allows_the_pages_own_script_and_style_and_its_data_alone()
    {
        HttpResponseMessage page = await _client.GetAsync(_server.Address);

        page.Headers.GetValues("Content-Security-Policy").Single().Should().MatchRegex(
            @"^default-src 'none'; script-src 'sha256-[\w+/=]{44}'; style-src 'sha256-[\w+/=]{44}'; connect-src 'self'; img-src data:; base-uri 'none'; "
                + "form-action 'none'; frame-ancestors 'none'$");
        page.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        page.Headers.GetValues("Cross-Origin-Resource-Policy").Should().Equal("same-origin");
        page.Headers.Contains("Access-Control-Allow-Origin").Should().BeFalse();
    }

    [Fact]
    public void It_listens_on_this_machine_alone()
    {
        IPEndPoint[] listening = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(one => one.Port == Port)];

        listening.Should().ContainSingle().Which.Address.Should().Be(IPAddress.Loopback);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n", "200 OK")]
    [InlineData("GET / HTTP/1.1\r\nHost: LOCALHOST:PORT\r\n\r\n", "200 OK")]
    [InlineData("GET / HTTP/1.1\r\nHost: evil.example:PORT\r\n\r\n", "421 Misdirected Request")] // a name that was made to point here
    [InlineData("GET /data HTTP/1.1\r\nHost: evil.example\r\n\r\n", "421 Misdirected Request")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "421 Misdirected Request")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: evil.example\r\n\r\n", "421 Misdirected Request")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "421 Misdirected Request")]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n", "405 Method Not Allowed")]
    [InlineData("DELETE /data HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n", "405 Method Not Allowed")]
    [InlineData("nonsense\r\n\r\n", "400 Bad Request")]
    [InlineData("GET / HTTP/2\r\n\r\n", "400 Bad Request")]
    public void Only_who_asks_for_its_own_address_and_only_looks_is_answered(string request, string status)
    {
        string answer = Ask(request.Replace("PORT", $"{Port}", StringComparison.Ordinal));

        answer.Should().StartWith($"HTTP/1.1 {status}\r\n");
        answer.Contains("nodenet: training", StringComparison.Ordinal).Should().Be(status == "200 OK");
    }

    [Fact]
    public void A_head_has_no_content_and_one_that_never_ends_is_refused()
    {
        string head = Ask($"HEAD / HTTP/1.1\r\nHost: 127.0.0.1:{Port}\r\n\r\n");

        head.Should().StartWith("HTTP/1.1 200 OK\r\n").And.EndWith("\r\n\r\n");
        Ask("GET / HTTP/1.1\r\nX: " + new string('x', 9000)).Should().StartWith("HTTP/1.1 400 ");
    }

    [Theory]
    [InlineData("")] // says nothing
    [InlineData("G")] // a letter
    [InlineData("GET /data HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n")] // takes no answer
    public async Task However_many_keep_their_connection_who_asks_is_answered(string request)
    {
        using var server = new LiveServer(_curves, timeToAsk: TimeSpan.FromDays(1)); // so nobody goes because of the time
        for (int epoch = 1; epoch <= 2000; epoch++) _curves.Report(Epoch(epoch, loss: 1.0 / epoch));
        var silent = new List<TcpClient>();
        for (int i = 0; i < 200; i++) silent.Add(await Asking(server, request)); // far more than are served at a time

        for (int visit = 0; visit < 5; visit++)
        {
            (await _client.GetAsync(new Uri(server.Address, "data"))).StatusCode.Should().Be(HttpStatusCode.OK);
            silent.Add(await Asking(server, request));
        }
        silent.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task Where_places_are_few_who_has_been_there_longest_goes()
    {
        using var server = new LiveServer(_curves, timeToAsk: TimeSpan.FromDays(1));
        var silent = new List<TcpClient>();
        for (int i = 0; i < 33; i++) silent.Add(await Asking(server, ""));

        int read = await silent[0].GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromMinutes(1));

        read.Should().Be(0, "the server has ended the connection");
        silent[1].Client.Poll(0, SelectMode.SelectRead).Should().BeFalse("the next one stays until another comes");
        silent.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task Who_says_nothing_is_let_go()
    {
        using TcpClient silent = await Asking(_server, "");

        (await silent.GetStream().ReadAsync(new byte[1])).Should().Be(0, "the server ends the connection");
    }

    [Fact]
    public void Of_a_long_run_some_epochs_are_shown_and_always_the_first_the_last_and_the_best_loss()
    {
        for (int epoch = 1; epoch <= 9999; epoch++) _curves.Report(Epoch(epoch, loss: epoch == 77 ? 0.001 : 1.0));

        JsonNode shown = _curves.ToJson(out bool isOver);

        isOver.Should().BeFalse();
        int[] epochs = [.. shown["epochs"]!.AsArray().Select(one => one!["epoch"]!.GetValue<int>())];
        epochs.Length.Should().BeInRange(LiveCurves.MostPoints / 2, LiveCurves.MostPoints + 1);
        epochs.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        (epochs[0], epochs[^1]).Should().Be((1, 9999));
        shown["best"]!["epoch"]!.GetValue<int>().Should().Be(77);
    }

    [Fact]
    public void What_is_no_number_in_json_is_left_out()
    {
        _curves.Report(Epoch(1, loss: double.PositiveInfinity));

        _curves.ToJson(out _)["epochs"]![0]!["loss"].Should().BeNull();
    }

    [BrowserTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void In_a_browser_it_draws_reads_by_keys_and_says_when_it_is_over(bool isDark)
    {
        for (int epoch = 1; epoch <= 20; epoch++) _curves.Report(Epoch(epoch, loss: 1.0 / epoch, accuracy: epoch / 20.0));
        using var ending = new Timer(
            _ => _curves.End(new NodeNet.Training.Trainer(Given.Line(), new NodeNet.Losses.SumOfSquaredErrors(),
                new NodeNet.Training.TrainerOptions { Epochs = 20 }).Train(Given.PointsOfALine(3))), null, TimeSpan.FromSeconds(4), Timeout.InfiniteTimeSpan);

        Visit visit = Browser.Open(
            "<title>before</title>", new View(IsDark: isDark),
            new JsonArray("go", _server.Address.ToString()),
            new JsonArray("wait", "!document.getElementById('loss').hidden"),
            new JsonArray("evaluate", "document.querySelectorAll('#loss .curve').length"),
            new JsonArray("press", "Tab"), new JsonArray("press", "Tab"), new JsonArray("press", "Home"), new JsonArray("press", "ArrowRight"),
            new JsonArray("evaluate", "document.querySelector('#loss .read').textContent"),
            new JsonArray("evaluate", "document.querySelector('#loss svg').getAttribute('aria-label')"),
            new JsonArray("axe"),
            new JsonArray("click", "#logarithmic"),
            new JsonArray("wait", "document.getElementById('state').className === 'ended'"),
            new JsonArray("evaluate", "document.getElementById('state').textContent"),
            new JsonArray("axe"));

        visit.Console.Should().BeEmpty("nothing is refused by the policy");
        visit.Requests.Should().OnlyContain(address => address.StartsWith(_server.Address.ToString(), StringComparison.Ordinal) || address == "data:,");
        visit.Results[0].GetInt32().Should().Be(1);
        visit.Results[1].GetString().Should().Be("epoch 2: training 0.5");
        visit.Results[2].GetString().Should().Be("Loss of epochs 1 to 20: training from 1 to 0.05");
        visit.Results[4].GetString().Should().StartWith("The training has ended: 20 epochs reached");
        foreach (int axe in new[] { 3, 5 })
        {
            visit.Results[axe].GetProperty("rules").GetInt32().Should().BeGreaterThan(10);
            visit.Results[axe].GetProperty("violations").EnumerateArray().Select(one => one.GetString()).Should().BeEmpty();
        }
        _server.WaitForPage(); // the page has seen the end: it waits for nothing
    }

    private static EpochReport Epoch(int epoch, double loss, double? accuracy = null) => new()
    {
        Epoch = epoch,
        BaseLearningRate = 0.1,
        LearningRate = 0.1,
        RunningLoss = loss,
        RunningAccuracy = accuracy,
        ValidationLoss = null,
        ValidationAccuracy = null,
        Penalty = 0.0,
        Elapsed = TimeSpan.FromSeconds(epoch),
    };

    private static async Task<TcpClient> Asking(LiveServer server, string request)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        try
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request.Replace("PORT", $"{server.Address.Port}", StringComparison.Ordinal)));
        }
        catch (IOException)
        {
            // It had to go already.
        }
        return client;
    }

    private string Ask(string request)
    {
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, Port);
        NetworkStream stream = client.GetStream();
        stream.Write(Encoding.ASCII.GetBytes(request));
        using var answer = new MemoryStream();
        try
        {
            stream.CopyTo(answer);
        }
        catch (IOException)
        {
            // Closed with some of a too long request unread.
        }
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
