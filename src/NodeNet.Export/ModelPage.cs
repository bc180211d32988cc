using System.Text;
using NodeNet.Export.Page;
using NodeNet.Export.Plan;

namespace NodeNet.Export;

/// <summary>A model as a web page of one file: <c>model.SavePage("penguins.html")</c>.</summary>
public static class ModelPage
{
    /// <summary>A form that asks for a row and answers it with its arithmetic: each input, each node's weighted sum and activation, the class. One HTML file
    /// with the model's own JavaScript inside (<see cref="Language.JavaScript"/>), which loads nothing, runs nothing else, and sends nothing.</summary>
    /// <param name="model">The model. What is learned later does not reach the page.</param>
    /// <param name="title">The page's title; null for "Predict species", of what is predicted.</param>
    /// <exception cref="NotSupportedException">An activation function states no formula. The message names it.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread.</exception>
    public static string ToPage(this Model model, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelPlan plan = PlanReading.Read(model, "model");
        return FormPage.Of(model, plan, title ?? "Predict " + (plan.Answer.Classes is null ? string.Join(", ", plan.Answer.Names) : plan.Answer.Target));
    }

    /// <summary>Saves what <see cref="ToPage"/> gives.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="title">The page's title; null for "Predict species", of what is predicted.</param>
    /// <inheritdoc cref="ToPage" path="/exception"/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void SavePage(this Model model, string path, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        File.WriteAllText(path, model.ToPage(title), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
