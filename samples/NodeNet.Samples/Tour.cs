using NodeNet.Samples.Lessons;
using NodeNet.Samples.Output;

namespace NodeNet.Samples;

/// <summary>The lessons in order, and the command line that picks from them.</summary>
/// <param name="lessons">The lessons.</param>
/// <param name="paper">What lessons are written on.</param>
/// <param name="output">Where lists and help go.</param>
/// <param name="error">Where complaints go.</param>
public sealed class Tour(IReadOnlyList<Lesson> lessons, LessonOutput paper, TextWriter output, TextWriter error)
{
    /// <summary>Everything went well.</summary>
    public const int Success = 0;

    /// <summary>A lesson failed.</summary>
    public const int Failure = 1;

    /// <summary>The command line names something that is not there.</summary>
    public const int WrongUse = 2;

    /// <summary>All lessons, from one node to real data and to parts of your own.</summary>
    public static IReadOnlyList<Lesson> Lessons { get; } =
    [
        new(1, "one-node", "One node", OneNode.Give),
        new(2, "handout", "The handout's step, number by number", HandoutStep.Give),
        new(3, "exercises", "The handout's exercises, solved", HandoutExercises.Give),
        new(4, "xor", "XOR: why hidden nodes", ExclusiveOr.Give),
        new(5, "iris", "Iris: three species of flowers", IrisFlowers.Give),
        new(6, "penguins", "Penguins: how heavy is it?", PenguinWeights.Give),
        new(7, "digits", "Digits: reading handwriting", HandwrittenDigits.Give),
        new(8, "your-own", "Parts of your own, and how to check them", PartsOfYourOwn.Give),
        new(9, "loop", "A training loop of your own", LoopOfYourOwn.Give),
        new(10, "wiring", "Skip, sparse and frozen connections", Wiring.Give),
        new(11, "ledger", "The ledger of a step: why did it change?", LedgerOfAStep.Give),
        new(12, "mistakes", "Wrong on purpose; worksheets and marks", WrongOnPurpose.Give),
        new(13, "keeping", "Save, load, resume", Keeping.Give),
        new(14, "doctor", "The doctor: why does it not learn?", SickAndHealthy.Give),
        new(15, "table", "From a table to a served model", FromATable.Give),
        new(16, "code", "In another language: C that proves itself", InAnotherLanguage.Give),
        new(17, "lbfgs", "L-BFGS beside Adam: all weights at once", AllWeightsAtOnce.Give),
        new(18, "threshold", "Where to draw the line", WhereToDrawTheLine.Give),
        new(19, "conformal", "Answers with a promise", AnswersWithAPromise.Give),
        new(20, "cascade", "A network that grows", AGrowingNetwork.Give),
    ];

    /// <summary>Does what a command line says.</summary>
    /// <param name="args">Nothing for all lessons, or numbers or names of lessons, and options.</param>
    /// <returns>The exit code.</returns>
    public int Run(IReadOnlyList<string> args)
    {
        if (args.Contains("--help") || args.Contains("-h")) return Print(Help());
        if (args.Contains("--list")) return Print(List());

        int option = args.ToList().IndexOf("--pictures");
        if (option >= 0)
        {
            if (option + 1 == args.Count || args[option + 1].StartsWith('-')) return Complain("--pictures needs the name of a folder: --pictures my-folder");
            paper.Folder = args[option + 1];
            args = [.. args.Where((_, i) => i != option && i != option + 1)];
        }

        string[] unknown = [.. args.Where(arg => Find(arg) is null)];
        if (unknown.Length > 0)
        {
            return Complain($"There is no lesson \"{unknown[0]}\". The lessons, by number or name:{Environment.NewLine}{Environment.NewLine}{List()}");
        }

        int exitCode = Give(args.Count == 0 ? lessons : [.. args.Select(arg => Find(arg)!)]);
        // Not part of the lessons' text, which is the same wherever the files go.
        if (paper.SavedFiles > 0) error.WriteLine($"{Environment.NewLine}{paper.SavedFiles} files are in the folder {paper.Folder}.");
        return exitCode;
    }

    private int Give(IReadOnlyList<Lesson> chosen)
    {
        foreach (Lesson lesson in chosen)
        {
            try
            {
                paper.Title(lesson.Number, lesson.Title);
                lesson.Give(paper);
            }
            catch (Exception trouble)
            {
                error.WriteLine($"Lesson {lesson.Number}, {lesson.Name}, failed: {trouble}");
                return Failure;
            }
        }
        return Success;
    }

    private Lesson? Find(string arg) => lessons.FirstOrDefault(lesson => arg == lesson.Name || arg == $"{lesson.Number}");

    private int Print(string text)
    {
        output.WriteLine(text);
        return Success;
    }

    private int Complain(string text)
    {
        error.WriteLine(text);
        return WrongUse;
    }

    private string List() => string.Join(Environment.NewLine, lessons.Select(lesson => $"  {lesson.Number,2}  {lesson.Name,-10} {lesson.Title}"));

    private string Help() => string.Join(Environment.NewLine, [
        "NodeNet by example, from one node to real data.",
        "",
        "  dotnet run --project samples/NodeNet.Samples                all lessons, in order",
        "  dotnet run --project samples/NodeNet.Samples -- 7           one lesson, by number",
        "  dotnet run --project samples/NodeNet.Samples -- digits xor  some lessons, by name",
        "  dotnet run --project samples/NodeNet.Samples -- --list      what there is",
        "",
        "Pictures, replays and worksheets of the lessons are saved in the folder nodenet-pictures, or in another one: --pictures my-folder.",
        "",
        "A training step on data of your own, with its ledger, replay, worksheet and picture:",
        "",
        "  dotnet run --project src/NodeNet.Tool -- explain my.csv --target c --hidden 3 --out my-step",
        "",
        "Each lesson is a file in samples/NodeNet.Samples/Lessons that reads from top to bottom.",
        "",
        List(),
    ]);
}
