using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Training;

/// <summary>Reads a source once, window by window: on a thread of its own, ahead, where there can be one.</summary>
/// <remarks>A piece of the source is read while windows of the one before it are worked on: as many may wait as hold a piece, within
/// <see cref="MostBytesAhead"/>.</remarks>
internal sealed class SourceReading : IDisposable
{
    private const int FewestWindows = 2; // one is worked on, one is filled
    private const long MostBytesAhead = 32L << 20;

    private readonly BlockingCollection<ExampleWindow> _free = [];
    private readonly BlockingCollection<ExampleWindow> _full = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly SourceFacts _facts;
    private readonly int _size;
    private readonly long _most; // windows
    private readonly IEnumerator<ExampleWindow> _windows;
    private readonly Thread? _thread;
    private int _made;
    private ExceptionDispatchInfo? _trouble;

    /// <param name="facts">What is known of the source.</param>
    /// <param name="groups">The order of its groups.</param>
    /// <param name="size">How many examples a window has.</param>
    public SourceReading(SourceFacts facts, IReadOnlyList<int> groups, int size)
    {
        _facts = facts;
        _size = size;
        long piece = (facts.LargestPiece - 1) / size + 1;
        _most = FewestWindows + Math.Min(piece, MostBytesAhead / ((long)size * facts.Width * sizeof(double)));
        _windows = Fill(facts, [.. groups]).GetEnumerator();
        if (!Threads.CanStart) return;
        _thread = new Thread(ReadAhead) { IsBackground = true, Name = "NodeNet reads ahead" };
        _thread.Start();
    }

    /// <summary>The next window; null at the end.</summary>
    /// <exception cref="ExampleSourceException">The source cannot be read, or has changed.</exception>
    public ExampleWindow? Next()
    {
        if (_thread is null) return _windows.MoveNext() ? _windows.Current : null;
        if (_full.TryTake(out ExampleWindow? window, Timeout.Infinite)) return window;
        _trouble?.Throw();
        return null;
    }

    /// <summary>The window is no longer needed.</summary>
    public void GiveBack(ExampleWindow window) => _free.Add(window);

    public void Dispose()
    {
        _stop.Cancel();
        if (_thread is null) _windows.Dispose();
        else _thread.Join();
        foreach (ExampleWindow window in _free.Concat(_full))
            _facts.Spare.Push(window);
        _free.Dispose();
        _full.Dispose();
        _stop.Dispose();
    }

    private void ReadAhead()
    {
        try
        {
            using (_windows)
            {
                while (_windows.MoveNext())
                    _full.Add(_windows.Current, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Nobody takes what is read any more.
        }
#pragma warning disable CA1031 // It is thrown again on the thread that trains.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            _trouble = ExceptionDispatchInfo.Capture(trouble);
        }
        finally
        {
            _full.CompleteAdding();
        }
    }

    private IEnumerable<ExampleWindow> Fill(SourceFacts facts, int[] groups)
    {
        ExampleWindow? window = null;
        foreach ((ExamplePiece piece, long number) in facts.Pieces(groups))
        {
            for (int from = 0; from < piece.Count;)
            {
                window ??= Empty(); // not before there is something to put into it: waiting for it would keep the next piece from being read
                from += window.Take(piece, from, number + from);
                if (!window.IsFull) continue;
                yield return window;
                window = null;
            }
            _stop.Token.ThrowIfCancellationRequested();
        }
        if (window is not null) yield return window;
    }

    private ExampleWindow Empty()
    {
        if (!_free.TryTake(out ExampleWindow? window))
        {
            if (_made < _most)
            {
                _made++;
                window = _facts.Window(_size);
            }
            else
            {
                window = _free.Take(_stop.Token);
            }
        }
        window.Clear();
        return window;
    }
}
