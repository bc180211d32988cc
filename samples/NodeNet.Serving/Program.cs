// A web service that answers rows with a model: dotnet run --project samples/NodeNet.Serving -- penguins.json
// curl localhost:5000/predict -H 'Content-Type: application/json' -d '{"island":"Biscoe","bill_length_mm":45.1, …}'
using System.Text.Json;
using NodeNet;
using NodeNet.Persistence;
using NodeNet.Recipes;
using NodeNet.Serving;

if (args is not [string file, .. string[] rest])
{
    Console.Error.WriteLine("Give the model file: dotnet run --project samples/NodeNet.Serving -- penguins.json");
    return 2;
}

WebApplicationBuilder builder = WebApplication.CreateBuilder(rest);
WebApplication app = builder.Build();
ServedModel served;
try
{
    served = new ServedModel(file, Console.Error.WriteLine);
}
catch (Exception wrong) when (wrong is ModelFileException or IOException)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}

app.MapPost("/predict", (Dictionary<string, JsonElement> row) =>
{
    try
    {
        return Results.Ok(served.Answer(row.ToDictionary(cell => cell.Key, cell => ServedModel.CellOf(cell.Value))));
    }
    catch (RecipeException wrong) // a column that is missing, a category that is unknown, a word where a number belongs
    {
        return Results.BadRequest(new { error = wrong.Message, column = wrong.Column });
    }
});

using (served) app.Run();
return 0;
