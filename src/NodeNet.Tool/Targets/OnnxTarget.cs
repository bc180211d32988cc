using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using NodeNet.Onnx;
using NodeNet.Recipes;

namespace NodeNet.Tool.Targets;

/// <summary>ONNX Runtime, in this process. Apart, so that its library is loaded only where it is used.</summary>
internal static class OnnxTarget
{
    public static bool IsHere
    {
        get
        {
            try
            {
                using var options = new SessionOptions();
                return true;
            }
            catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException or TypeInitializationException)
            {
                return false;
            }
        }
    }

    public static TargetRun Run(Trial trial, string folder)
    {
        string path = Path.Combine(folder, Trial.Name + ".onnx");
        trial.Model.SaveOnnx(path);
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            using var session = new InferenceSession(path, options);
            NamedOnnxValue[] inputs = Inputs(trial, session);
            TargetAnswer[] answers = Answers(trial, session, inputs);
            double start = RowFiles.Spent();
            int passes = 0;
            do
            {
                session.Run(inputs).Dispose();
                passes++;
            }
            while (RowFiles.Spent() - start < RowFiles.Seconds);
            double speed = (double)passes * answers.Length / (RowFiles.Spent() - start);
            return new TargetRun(answers, trial.ExpectedInAnyOrder, new FileInfo(path).Length, speed);
        }
        catch (OnnxRuntimeException wrong)
        {
            throw new TargetFailedException(wrong.Message);
        }
    }

    private static NamedOnnxValue[] Inputs(Trial trial, InferenceSession session)
    {
        int rows = trial.Expected.Count;
        string[] names = [.. session.InputMetadata.Keys];
        if (trial.Model.Recipe is null)
        {
            double[] all = [.. trial.Expected.SelectMany(row => row.Cells.Select(NumberOf))];
            return [NamedOnnxValue.CreateFromTensor(names[0], new DenseTensor<double>(all, [rows, trial.Columns.Count]))];
        }
        return [.. trial.Columns.Select((column, i) => column.Kind == CellKind.Number
            ? NamedOnnxValue.CreateFromTensor(names[i], new DenseTensor<double>(trial.Expected.Select(row => NumberOf(row.Cells[i])).ToArray(), [rows, 1]))
            : NamedOnnxValue.CreateFromTensor(names[i], new DenseTensor<string>(trial.Expected.Select(row => row.Cells[i].ToString()).ToArray(), [rows, 1])))];
    }

    private static double NumberOf(Cell cell) => cell.IsMissing ? double.NaN : cell.Number;

    private static TargetAnswer[] Answers(Trial trial, InferenceSession session, NamedOnnxValue[] inputs)
    {
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(inputs);
        double[][] outputs = [.. results.Single(value => value.Name == "outputs").AsTensor<double>().ToArray().Chunk(trial.OutputCount)];
        string[]? labels = trial.Model.ClassLabels is null ? null : [.. results.Single(value => value.Name == "label").AsTensor<string>()];
        return [.. outputs.Select((row, i) => Array.Exists(row, double.IsNaN) ? new TargetAnswer(null, null) : new TargetAnswer(row, labels?[i]))];
    }
}
