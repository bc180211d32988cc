// Predicts with ONNX Runtime, on floats, and prints samples a second.
// OnnxRuntime FILE INPUTS OUTPUTS ROWS THREADS SECONDS MODE, where MODE is predict (all rows in a call) or predict-one.
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;

int inputs = int.Parse(args[1], CultureInfo.InvariantCulture);
int outputs = int.Parse(args[2], CultureInfo.InvariantCulture);
int rows = int.Parse(args[3], CultureInfo.InvariantCulture);
int threads = int.Parse(args[4], CultureInfo.InvariantCulture);
double seconds = double.Parse(args[5], CultureInfo.InvariantCulture);
int atOnce = args[6] == "predict" ? rows : 1;

using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
using var session = new InferenceSession(args[0], options);
using var run = new RunOptions();
var random = new Random(1);
float[] data = [.. Enumerable.Range(0, rows * inputs).Select(_ => random.NextSingle())];
var given = new float[atOnce * inputs];
var answers = new float[atOnce * outputs];
using OrtValue given0 = OrtValue.CreateTensorValueFromMemory(given, [atOnce, inputs]);
using OrtValue answers0 = OrtValue.CreateTensorValueFromMemory(answers, [atOnce, outputs]);
string[] inputNames = ["x"];
string[] outputNames = ["y"];
OrtValue[] inputValues = [given0];
OrtValue[] outputValues = [answers0];

Measure(0.5);
Console.WriteLine(Measure(seconds).ToString(CultureInfo.InvariantCulture));

double Measure(double time)
{
    var watch = Stopwatch.StartNew();
    long samples = 0;
    while (watch.Elapsed.TotalSeconds < time)
    {
        for (int start = 0; start < rows; start += atOnce)
        {
            data.AsSpan(start * inputs, given.Length).CopyTo(given);
            session.Run(run, inputNames, inputValues, outputNames, outputValues);
            samples += atOnce;
        }
    }
    return samples / watch.Elapsed.TotalSeconds;
}
