using Microsoft.ML.OnnxRuntime;
using NodeNet.Onnx;

namespace NodeNet.Benchmarks.Throughput;

/// <summary>The workload's network in ONNX Runtime, with buffers that are made once.</summary>
internal sealed class RuntimeSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly SessionOptions _options;
    private readonly RunOptions _run = new();
    private readonly string[] _inputName;
    private readonly string[] _outputName;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;
    private readonly Action _nextRow;
    private readonly int _rowsAPass;
    private readonly int _callsAPass;

    public RuntimeSession(Workload workload)
    {
        Settings settings = workload.Settings;
        using var file = new MemoryStream();
        new Model(workload.Network).SaveOnnx(file, new OnnxOptions { Precision = settings.Precision });
        _options = new SessionOptions
        {
            IntraOpNumThreads = settings.Threads,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        };
        _session = new InferenceSession(file.ToArray(), _options);
        _inputName = [_session.InputNames.Single()];
        _outputName = [_session.OutputNames[0]];
        (_rowsAPass, _callsAPass) = settings.Mode == Mode.Predict ? (settings.Rows, 1) : (1, 100);
        (_inputs, _outputs, _nextRow) = settings.Precision == Precision.Single ? Buffers<float>(workload) : Buffers<double>(workload);
    }

    /// <summary>One call for all rows, or some calls of a row each.</summary>
    public int Pass()
    {
        for (int call = 0; call < _callsAPass; call++)
        {
            _nextRow();
            _session.Run(_run, _inputName, _inputs, _outputName, _outputs);
        }
        return _rowsAPass * _callsAPass;
    }

    public void Dispose()
    {
        foreach (OrtValue value in _inputs.Concat(_outputs))
            value.Dispose();
        _run.Dispose();
        _session.Dispose();
        _options.Dispose();
    }

    private (OrtValue[] Inputs, OrtValue[] Outputs, Action NextRow) Buffers<T>(Workload workload)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        int width = workload.Settings.Sizes[0];
        T[] all = workload.InputsAs<T>();
        T[] given = _callsAPass == 1 ? all : new T[width];
        var answers = new T[_rowsAPass * workload.Settings.Sizes[^1]];
        int row = 0;
        return (
            [OrtValue.CreateTensorValueFromMemory(given, [_rowsAPass, width])],
            [OrtValue.CreateTensorValueFromMemory(answers, [_rowsAPass, workload.Settings.Sizes[^1]])],
            () =>
            {
                if (_callsAPass == 1) return;
                Array.Copy(all, row * width, given, 0, width);
                if (++row == workload.Settings.Rows) row = 0;
            });
    }
}
