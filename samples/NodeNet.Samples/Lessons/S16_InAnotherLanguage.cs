using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Export;
using NodeNet.Losses;
using NodeNet.Samples.Output;
using NodeNet.Tables;
using NodeNet.Training;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 16: a trained model as a file of C, compiled, proved, and asked.</summary>
public static class InAnotherLanguage
{
    private const string Program = """
        #include <stdio.h>
        #include "fruit.h"

        int main(void)
        {
            const double row[] = { 160, 7.5 };
            double outputs[FRUIT_OUTPUTS];
            if (fruit_predict(row, outputs) != 0) return 1;
            printf("%s %.17g\n", fruit_classes[fruit_class(outputs)], outputs[0]);
            return 0;
        }
        """;

    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        paper.Say(
            "A network that was trained here shall answer where there is no .NET: on a chip, in an old program. First it learns to tell apples from melons by "
                + "weight and width:");
        Model model = Trained();
        paper.Lines($"{model}");

        paper.Heading("One small file, and its proof");
        paper.Say(
            "model.ToCode(Language.C, name: \"fruit\") writes C that needs nothing but the standard library. Scaling, class names and threshold are in it. A "
                + "second file proves it: it has rows with what NodeNet answers, and compares.");
        ExportedCode code = model.ToCode(Language.C, name: "fruit", new CodeOptions { Rows = Fruit });
        foreach (ExportedFile file in code.Files)
            paper.Keep(file.Name, file.IsProof ? "the proof" : "the model", path => File.WriteAllText(path, file.Text));
        paper.Formula("rows of the proof", "those of the table, and edge values", $"{code.ProofRows}");
        paper.Formula("bound", "what e^x may differ by elsewhere", code.LargestBound.ToString("G2", CultureInfo.InvariantCulture));

        paper.Heading("A program that asks it");
        paper.Keep("ask.c", "the program", path => File.WriteAllText(path, Program));
        paper.Lines(Program);
        double[] answer = model.Predict([160, 7.5]);
        if (Run(paper.Folder, "gcc", "-std=c99", "-O2", "-o", "fruit_test", "fruit.c", "fruit_test.c", "-lm") is null)
        {
            paper.Say("There is no gcc on this machine. With one, these commands would compile and run the proof and the program:");
            paper.Lines("gcc -std=c99 -O2 -o fruit_test fruit.c fruit_test.c -lm\n./fruit_test\ngcc -std=c99 -O2 -o ask fruit.c ask.c -lm\n./ask");
            paper.Formula("NodeNet's own answer", $"model.Classify: {model.Classify([160, 7.5]).Label}", answer[0]);
            return;
        }

        paper.Say("gcc compiles the proof and the program. The proof prints:");
        paper.Lines(Run(paper.Folder, Path.GetFullPath("fruit_test", Path.GetFullPath(paper.Folder)))!.Trim());
        Run(paper.Folder, "gcc", "-std=c99", "-O2", "-o", "ask", "fruit.c", "ask.c", "-lm");
        string[] printed = Run(paper.Folder, Path.GetFullPath("ask", Path.GetFullPath(paper.Folder)))!.Trim().Split(' ');
        paper.Say("And the program answers for a fruit of 160 g and 7.5 cm:");
        paper.Formula("C's answer", printed[0], double.Parse(printed[1], CultureInfo.InvariantCulture));
        paper.Formula("NodeNet's own", $"{model.Classify([160, 7.5]).Label}", answer[0]);
        paper.Say(
            "The command line does the same for every language that this machine can run, and shows the differences: nodenet verify fruit.json --rows "
                + "fruit.csv.");
    }

    private static Table Fruit { get; } = Table.FromColumns(
        ("weight", (double[])[130, 150, 170, 1200, 1500, 1800]), ("width", (double[])[6.5, 7, 8, 17, 18, 20]));

    private static Model Trained()
    {
        DataSet fruit = DataSet.From([[130, 6.5], [150, 7], [170, 8], [1200, 17], [1500, 18], [1800, 20]], [[0], [0], [0], [1], [1], [1]]);
        Scaler scaler = Scaler.Standard(fruit.Inputs);
        Network network = new NetworkBuilder(inputs: 2).AddLayer(3, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 42);
        new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0.5, Epochs = 200 }).Train(fruit.ScaleInputs(scaler));
        return new Model(network) { InputNames = ["weight", "width"], InputScaling = scaler, ClassLabels = ["apple", "melon"] };
    }

    /// <summary>Runs a program; null where there is none of that name.</summary>
    private static string? Run(string folder, string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
            using Process process = Process.Start(start)!;
            string printed = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {printed}");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
