using NodeNet.Recipes;

namespace NodeNet.Export.Tests;

/// <summary>Models in JavaScript, Python and Java: run, proved, in double and single precision. All models go through one process of each language, because starting one takes
/// longest.</summary>
public class ScriptTests
{
    [ToolFact("node")]
    public void The_JavaScript_of_every_model_answers_as_NodeNet_does()
    {
        using Folder folder = Saved(Language.JavaScript, Arithmetic.Double, Arithmetic.Single);
        File.WriteAllText(Path.Combine(folder.Path, "package.json"), "{ \"type\": \"module\" }");
        File.WriteAllText(Path.Combine(folder.Path, "all.mjs"), string.Concat(Directory.GetFiles(folder.Path, "*_test.mjs").Select(file => $"await import(\"./{Path.GetFileName(file)}\");\n")));

        ShouldProve(Tools.Run(folder.Path, "node", "all.mjs"), 2);
    }

    [ToolFact("python3")]
    public void The_Python_of_every_model_answers_as_NodeNet_does()
    {
        using Folder folder = Saved(Language.Python, Arithmetic.Double);
        string runs = string.Concat(Models.All.Keys.Select(name => $"try:\n    import m_{name}_test\nexcept SystemExit:\n    pass\n"));
        File.WriteAllText(Path.Combine(folder.Path, "all.py"), runs);

        ShouldProve(Tools.Run(folder.Path, "python3", "-B", "-W", "error", "all.py"));
    }

    [ToolFact("javac", "java")]
    public void The_Java_of_every_model_answers_as_NodeNet_does()
    {
        using Folder folder = Saved(Language.Java, Arithmetic.Double, Arithmetic.Single);
        string[] files = [.. Directory.GetFiles(folder.Path, "*.java").Select(file => Path.GetFileName(file)!)];
        Tools.RunWell(folder.Path, "javac", ["-Xlint:all", "-Werror", "-J-XX:TieredStopAtLevel=1", .. files]);

        string printed = "";
        foreach (string test in files.Where(file => file.EndsWith("Test.java", StringComparison.Ordinal)))
            printed += Tools.Run(folder.Path, "java", "-XX:TieredStopAtLevel=1", "-Xshare:auto", Path.GetFileNameWithoutExtension(test)).Output;
        ShouldProve((0, printed), 2);
    }

    private static void ShouldProve((int ExitCode, string Output) run, int times = 1) =>
        run.Output.Split('\n').Count(line => line.EndsWith(" 0 wrong", StringComparison.Ordinal)).Should().Be(times * Models.All.Count, run.Output);

    private static Folder Saved(Language language, params Arithmetic[] arithmetics)
    {
        var folder = new Folder();
        foreach ((string name, Func<(Model, ITable?)> make) in Models.All)
        {
            (Model model, ITable? rows) = make();
            foreach (Arithmetic arithmetic in arithmetics)
            {
                string file = (arithmetic == Arithmetic.Single ? "s_" : "m_") + name;
                model.ToCode(language, file, new CodeOptions { Rows = rows, Arithmetic = arithmetic }).Save(folder.Path);
            }
        }
        return folder;
    }
}
