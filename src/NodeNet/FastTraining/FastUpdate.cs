using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Optimizers;
using NodeNet.Steps;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>The second phase of a step over vectors: L1 and L2, clipping, and the optimizer's change of every trained parameter.</summary>
internal sealed partial class FastUpdate<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    private readonly Network _network;
    private readonly StepOptions _options;
    private readonly OptimizerMemory _memory;
    private readonly AlignedArray<T> _parameters;
    private readonly AlignedArray<T>[] _planes; // the memory's own in double precision
    private readonly T[]? _mask; // 1 where a parameter is trained, 0 elsewhere; null where all are
    private readonly double[] _remembered;
    private readonly ArrayOptimizer<T, TVector, TVectors>? _rule;
    private readonly RowRule<T, TVector, TVectors>? _rowRule;
    private readonly int _start;
    private readonly int _end;

    public FastUpdate(Network network, StepOptions options, OptimizerMemory memory, AlignedArray<T> parameters)
    {
        _network = network;
        _options = options;
        _memory = memory;
        _parameters = parameters;
        IsFused = options.Optimizer is GradientDescent && options.Penalty.IsNone && options.ClipNorm is null && network.Flags is null;
        _planes = typeof(T) == typeof(double)
            ? (AlignedArray<T>[])(object)memory.Planes
            : [.. memory.Planes.Select(_ => new AlignedArray<T>(parameters.Length, network.ParameterSegments[0].Start))];
        _mask = network.Flags is null ? null : [.. network.Flags.Select(flags => flags == ParameterFlags.None ? T.One : T.Zero)];
        _start = network.ParameterSegments[0].Start;
        _end = network.ParameterEnd;
        _remembered = new double[options.Optimizer.MemoryLength];
        _rule = ArrayOptimizer<T, TVector, TVectors>.Of(options.Optimizer);
        _rowRule = IsFused || network.Flags is not null || (options.ClipNorm is not null && !options.Penalty.IsNone) ? null
            : RowRule<T, TVector, TVectors>.Of(options, parameters, _planes);
    }

    /// <summary>Whether the change is so simple, α · δ · activation and no more, that it is applied while the sums are made.</summary>
    public bool IsFused { get; }

    /// <summary>The rule as it changes weights row by row; null where all passes are needed: for a user's own scalar optimizer, where a parameter is frozen or
    /// missing or has been, where a gradient that L1 or L2 is part of is clipped, and where α or ε is beyond the precision.</summary>
    public RowRule<T, TVector, TVectors>? RuleFor(double rate)
    {
        _memory.FollowStructure();
        return _memory.Missed is null && _rowRule?.KeepsZero(rate, _memory.Steps + 1) == true ? _rowRule : null;
    }

    /// <summary>Whether what is remembered, α, L1 and L2 are so moderate that no change by a moderate gradient makes a parameter overflow.</summary>
    public bool IsModerate(double rate)
    {
        bool isModerate = Math.Max(rate, 1.0) * _options.Penalty.L2 <= 1.0 && Math.Max(rate, 1.0) * _options.Penalty.L1 <= ModerateGradient;
        foreach (AlignedArray<T> plane in _planes)
            isModerate = isModerate && Bound(ref plane[_start], _end - _start) <= ModerateMemory;
        return isModerate;
    }

    /// <summary>How large gradients, times α, may be for <see cref="IsModerate"/> to hold what it promises.</summary>
    public static double ModerateGradient => typeof(T) == typeof(double) ? 1e150 : 1e18;

    private static double ModerateMemory => typeof(T) == typeof(double) ? 1e250 : 1e28;

    /// <summary>−∂Loss/∂parameter, where the change is not fused. Made by <see cref="MakeDownhill"/>.</summary>
    public AlignedArray<T> Downhill { get; private set; }

    /// <summary>Makes room for <see cref="Downhill"/>, if that has not been done. Not for several threads at a time.</summary>
    public void MakeDownhill()
    {
        if (Downhill.Length == 0) Downhill = new AlignedArray<T>(_parameters.Length, _start);
    }

    public void Load()
    {
        if (typeof(T) == typeof(double)) return;
        for (int i = 0; i < _planes.Length; i++)
            FastConvert<T>.FromDouble(_memory.Planes[i].Span, _planes[i].Span);
    }

    public void WriteBack()
    {
        if (typeof(T) == typeof(double)) return;
        for (int i = 0; i < _planes.Length; i++)
            FastConvert<T>.ToDouble(_planes[i].Span, _memory.Planes[i].Span);
    }

    /// <summary>Whether activations and δs are so moderate that no sum over a batch, and no α times it, can make a finite parameter overflow. It then needs no
    /// checking.</summary>
    /// <param name="activation">No activation is larger, by its size.</param>
    /// <param name="delta">No δ is larger, by its size.</param>
    /// <param name="examples">How many examples a sum is over.</param>
    /// <param name="rate">α.</param>
    public static bool IsBounded(double activation, double delta, int examples, double rate)
    {
        // Less than half of the last digit of the largest number that there is.
        double limit = typeof(T) == typeof(double) ? 1e290 : 1e30;
        return Math.Max(activation, 1.0) * delta * examples * Math.Max(rate, 1.0) < limit; // false for NaN too
    }

    /// <summary>Turns the way downhill into changes, and adds them if all parameters stay finite.</summary>
    /// <param name="rate">α.</param>
    /// <param name="isBounded">Whether the way downhill, as it is, is known to be finite.</param>
    /// <exception cref="StepDivergedException">A parameter would not be finite any more; nothing was added.</exception>
    public void Apply(double rate, bool isBounded)
    {
        AddPenalty();
        if (_options.ClipNorm is { } largest) Clip(largest);
        bool isFinite = isBounded && _options.Penalty.IsNone;
        if (!isFinite && FirstNotFiniteGradient() is >= 0 and int steep) throw NotFinite(steep); // before the optimizer remembers any of it
        long step = _memory.NextStep();
        try
        {
            foreach (ParameterSegment segment in _network.ParameterSegments)
                Change(segment, rate, step);
        }
        catch
        {
            // A user's own optimizer has thrown, and half of what is remembered belongs to a step that was not taken.
            foreach (AlignedArray<T> plane in _planes)
                plane.Span.Clear();
            _memory.Forget();
            throw;
        }
        int broken = FirstNotFinite();
        if (broken >= 0) throw NotFinite(broken);
        for (nint i = _start; i < _end; i += TVectors.Width)
            TVectors.Store(TVectors.Add(TVectors.Load(ref _parameters[0], i), TVectors.Load(ref Downhill[0], i)), ref _parameters[0], i);
    }

    private StepDivergedException NotFinite(int parameter) =>
        StepDivergedException.OfParameter(_network, parameter, double.CreateTruncating(Downhill[parameter]));

    /// <summary>The sum of some numbers' sizes, which is no smaller than the largest of them, and sooner known; NaN if one is NaN. They fill whole
    /// vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Bound(ref T numbers, int count)
    {
        nint width = TVectors.Width;
        nint i = 0;
        TVector sum = TVectors.Zero;
        TVector second = TVectors.Zero;
        TVector third = TVectors.Zero;
        TVector fourth = TVectors.Zero;
        for (; i + 3 * width < count; i += 4 * width)
        {
            sum = TVectors.Add(sum, TVectors.Abs(TVectors.Load(ref numbers, i)));
            second = TVectors.Add(second, TVectors.Abs(TVectors.Load(ref numbers, i + width)));
            third = TVectors.Add(third, TVectors.Abs(TVectors.Load(ref numbers, i + 2 * width)));
            fourth = TVectors.Add(fourth, TVectors.Abs(TVectors.Load(ref numbers, i + 3 * width)));
        }
        for (; i < count; i += width)
            sum = TVectors.Add(sum, TVectors.Abs(TVectors.Load(ref numbers, i)));
        return double.CreateTruncating(TVectors.Sum(TVectors.Add(TVectors.Add(sum, second), TVectors.Add(third, fourth))));
    }

    private void AddPenalty()
    {
        WeightPenalty penalty = _options.Penalty;
        foreach (ParameterSegment segment in _network.ParameterSegments)
        {
            if (!penalty.Counts(segment.IsBias)) continue;
            for (nint i = segment.Start; i < segment.End; i += TVectors.Width)
            {
                Lanes<T, TVector, TVectors> slope = penalty.Slope(Lanes<T, TVector, TVectors>.Load(ref _parameters[0], i));
                TVectors.Store(TVectors.Subtract(TVectors.Load(ref Downhill[0], i), slope.Value), ref Downhill[0], i);
            }
        }
    }

    private TVector Counted(nint at)
    {
        TVector downhill = TVectors.Load(ref Downhill[0], at);
        return _mask is null ? downhill : TVectors.IfPositive(TVectors.Load(ref _mask[0], at), downhill, TVectors.Zero);
    }

    private void Change(ParameterSegment segment, double rate, long step)
    {
        var context = new StepContext(step, rate, segment.IsBias);
        if (_rule is null) ChangeByParameter(segment, context);
        else _rule.Change(ref Downhill[0], ref _parameters[0], new OptimizerArrays<T>(_planes, _mask, _memory.Missed), segment.Start, segment.End, context);
    }

    /// <summary>A user's own optimizer, parameter by parameter.</summary>
    private void ChangeByParameter(ParameterSegment segment, in StepContext context)
    {
        foreach (ParameterRow row in _network.ParameterRows)
        {
            if (row.Start < segment.Start || row.Start >= segment.End) continue;
            for (int p = row.Start; p < row.End; p++)
            {
                if (_mask is not null && _mask[p] == T.Zero)
                {
                    Downhill[p] = -T.Zero;
                    continue;
                }
                for (int i = 0; i < _remembered.Length; i++)
                    _remembered[i] = double.CreateTruncating(_planes[i][p]);
                Downhill[p] = T.CreateTruncating(
                    _options.Optimizer.Change(
                        double.CreateTruncating(Downhill[p]),
                        double.CreateTruncating(_parameters[p]),
                        _remembered,
                        context with { Number = _memory.StepsOf(p) }));
                for (int i = 0; i < _remembered.Length; i++)
                    _planes[i][p] = ScalarVectors<T>.WithoutFaded(T.CreateTruncating(_remembered[i]));
            }
        }
    }

    private int FirstNotFiniteGradient()
    {
        TVector sum = TVectors.Zero;
        for (nint i = _start; i < _end; i += TVectors.Width)
            sum = TVectors.Add(sum, TVectors.Subtract(Counted(i), Counted(i)));
        if (TVectors.Sum(sum) == T.Zero) return -1;
        foreach (ParameterRow row in _network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if ((_mask is null || _mask[p] > T.Zero) && !T.IsFinite(Downhill[p])) return p;
            }
        }
        return -1;
    }

    private int FirstNotFinite()
    {
        // x − x is 0 for finite x and NaN otherwise.
        TVector sum = TVectors.Zero;
        for (nint i = _start; i < _end; i += TVectors.Width)
        {
            TVector next = TVectors.Add(TVectors.Load(ref _parameters[0], i), TVectors.Load(ref Downhill[0], i));
            sum = TVectors.Add(sum, TVectors.Subtract(next, next));
        }
        if (TVectors.Sum(sum) == T.Zero) return -1;
        foreach (ParameterRow row in _network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if (!T.IsFinite(_parameters[p] + Downhill[p])) return p;
            }
        }
        // Only what fills up the rows: where nothing is trained, 0 times a rate beyond single precision is NaN there alone. It stays 0.
        for (int p = _start; p < _end; p++)
        {
            if (!T.IsFinite(Downhill[p])) Downhill[p] = T.Zero;
        }
        return -1;
    }
}
