// L9. Data of one's own: a table, a model, and how it comes to an answer.
#:project ../../src/NodeNet.Explain/NodeNet.Explain.csproj
#:project ../../src/NodeNet.Drawing/NodeNet.Drawing.csproj
#:property PublishAot=false
using NodeNet;
using NodeNet.Drawing;
using NodeNet.Learning;
using NodeNet.Recipes;

string folder = args.Length > 0 ? args[0] : ".";

// Rows of named cells; with NodeNet.Tables they come from a CSV file or a database.
ITable fruits = Records.Table(
    new { weight = 120, colour = "green", fruit = "apple" }, new { weight = 150, colour = "red", fruit = "apple" },
    new { weight = 135, colour = "green", fruit = "apple" }, new { weight = 160, colour = "red", fruit = "apple" },
    new { weight = 110, colour = "yellow", fruit = "lemon" }, new { weight = 100, colour = "yellow", fruit = "lemon" },
    new { weight = 105, colour = "green", fruit = "lemon" }, new { weight = 95, colour = "yellow", fruit = "lemon" });
Model model = Learner.For("fruit").Train(fruits);
var mine = new { weight = 140, colour = "red" };
Console.WriteLine(model.Classify(mine).Label);
foreach (string line in model.Recipe!.Explain(fruits, 0))
    Console.WriteLine(line);
Draw.Network(model.Network).Save(Path.Combine(folder, "L9-network.svg"));

// Prints:
// > apple
// > weight = 120 → (120 − 121.875) / 22.49132 = −0.0833655
// > colour = green → 1, 0, 0
