using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NodeNet.Tool.Watch;

/// <summary>Serves the live page on this machine alone: 127.0.0.1, a free port that the system chooses, GET only. A request whose Host is another name is
/// refused, so a page from elsewhere that makes its name point here (DNS rebinding) gets nothing.</summary>
/// <remarks>A visitor has a short time to ask, and a little longer to take the answer. Where more come than are served at a time, the one who has been there
/// longest goes: who connects and says nothing keeps nobody out, however many there are.</remarks>
internal sealed class LiveServer : IDisposable
{
    private const int MostHead = 8192; // bytes
    private const int MostVisitors = 32; // at a time

    private static readonly TimeSpan _usualTimeToAsk = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _timeToTake = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _stillThere = TimeSpan.FromSeconds(3);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly ManualResetEventSlim _endSeen = new();
    private readonly LiveCurves _curves;
    private readonly TimeSpan _timeToAsk;
    private readonly Task _accepting;
    private long _lastVisit = Environment.TickCount64 - (long)TimeSpan.FromHours(1).TotalMilliseconds;

    /// <summary>Begins to serve.</summary>
    /// <param name="curves">What there is to see.</param>
    /// <param name="timeToAsk">How long a visitor may take to ask; null for two seconds.</param>
    public LiveServer(LiveCurves curves, TimeSpan? timeToAsk = null)
    {
        _curves = curves;
        _timeToAsk = timeToAsk ?? _usualTimeToAsk;
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>Where the page is.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}/");

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Waits, some seconds at most, until a page that is open has seen that the training has ended.</summary>
    public void WaitForPage()
    {
        if (Environment.TickCount64 - Interlocked.Read(ref _lastVisit) < _stillThere.TotalMilliseconds) _endSeen.Wait(_stillThere);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _over.Cancel();
        _listener.Dispose();
        _accepting.Wait();
        _over.Dispose();
        _endSeen.Dispose();
    }

    private async Task Accept()
    {
        var visits = new List<(TcpClient Visitor, Task Visit)>(); // those who have been here longest first
        try
        {
            while (true)
            {
                TcpClient visitor = await _listener.AcceptTcpClientAsync(_over.Token).ConfigureAwait(false);
                visits.RemoveAll(one => one.Visit.IsCompleted);
                if (visits.Count >= MostVisitors)
                {
                    visits[0].Visitor.Dispose();
                    visits.RemoveAt(0);
                }
                visits.Add((visitor, Serve(visitor)));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or InvalidOperationException or SocketException)
        {
            await Task.WhenAll(visits.Select(one => one.Visit)).ConfigureAwait(false);
        }
    }

    /// <summary>Answers one request; a visitor who is too slow, or gone, gets none.</summary>
    private async Task Serve(TcpClient visitor)
    {
        try
        {
            using TcpClient closing = visitor;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
            patience.CancelAfter(_timeToAsk);
            NetworkStream stream = visitor.GetStream();
            string? head = await ReadHead(stream, patience.Token).ConfigureAwait(false);
            patience.CancelAfter(_timeToTake);
            LiveAnswer answer = head is null ? LiveAnswer.Of(400, "The request cannot be read.") : LiveAnswer.To(head, Port, _curves);
            await stream.WriteAsync(answer.ToBytes(), patience.Token).ConfigureAwait(false);
            if (answer.IsData) Interlocked.Exchange(ref _lastVisit, Environment.TickCount64);
            if (answer.IsEnd) _endSeen.Set();
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Nobody is there to be told.
        }
    }

    /// <summary>The lines up to the empty one; null if there are too many, or it ends before.</summary>
    private static async Task<string?> ReadHead(NetworkStream stream, CancellationToken patience)
    {
        var bytes = new byte[MostHead];
        for (int count = 0; count < MostHead;)
        {
            int read = await stream.ReadAsync(bytes.AsMemory(count), patience).ConfigureAwait(false);
            if (read == 0) return null;
            count += read;
            if (bytes.AsSpan(0, count).IndexOf("\r\n\r\n"u8) is >= 0 and int end) return Encoding.Latin1.GetString(bytes, 0, end);
        }
        return null;
    }
}

/// <summary>What a visitor gets.</summary>
internal sealed record LiveAnswer(int Status, string Type, string Content, bool HasContent = true, bool IsData = false, bool IsEnd = false)
{
    /// <summary>The answer to a request.</summary>
    /// <param name="head">Its lines.</param>
    /// <param name="port">The server's port, which belongs to its name.</param>
    /// <param name="curves">What there is to see.</param>
    public static LiveAnswer To(string head, int port, LiveCurves curves)
    {
        string[] lines = head.Split("\r\n");
        if (lines[0].Split(' ') is not [string method, string path, "HTTP/1.1" or "HTTP/1.0"]) return Of(400, "The request cannot be read.");
        string[] hosts = [.. lines.Skip(1).Where(line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase)).Select(line => line[5..].Trim())];
        string[] own = [string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), string.Create(CultureInfo.InvariantCulture, $"localhost:{port}")];
        if (hosts is not [string host] || !own.Contains(host, StringComparer.OrdinalIgnoreCase)) return Of(421, "This page is for its own address alone.");
        if (method is not ("GET" or "HEAD")) return Of(405, "This page can be looked at, and nothing else.");
        LiveAnswer answer = path switch
        {
            "/" => new LiveAnswer(200, "text/html; charset=utf-8", WatchPage.Html),
            "/data" => Data(curves),
            _ => Of(404, "There is no such page."),
        };
        return answer with { HasContent = method == "GET" };
    }

    public static LiveAnswer Of(int status, string text) => new(status, "text/plain; charset=utf-8", text);

    /// <summary>The answer as it is sent.</summary>
    public byte[] ToBytes()
    {
        byte[] content = Encoding.UTF8.GetBytes(Content);
        string head = string.Create(CultureInfo.InvariantCulture, $"""
            HTTP/1.1 {Status} {Reason}
            Content-Type: {Type}
            Content-Length: {content.Length}
            Content-Security-Policy: {WatchPage.Policy}
            X-Content-Type-Options: nosniff
            X-Frame-Options: DENY
            Referrer-Policy: no-referrer
            Cross-Origin-Resource-Policy: same-origin
            Cross-Origin-Opener-Policy: same-origin
            Cache-Control: no-store
            Connection: close


            """).ReplaceLineEndings("\r\n");
        return HasContent ? [.. Encoding.ASCII.GetBytes(head), .. content] : Encoding.ASCII.GetBytes(head);
    }

    private string Reason => Status switch
    {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Misdirected Request",
    };

    private static LiveAnswer Data(LiveCurves curves)
    {
        string json = curves.ToJson(out bool isOver).ToJsonString();
        return new LiveAnswer(200, "application/json; charset=utf-8", json, IsData: true, IsEnd: isOver);
    }
}
