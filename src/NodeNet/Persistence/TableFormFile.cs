using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Persistence;

/// <summary>How a table was written, in a model file. What is as usual is left out, but for the delimiter.</summary>
internal static class TableFormFile
{
    private const int MostWords = 1000;

    public static void Write(JsonWriter json, string name, TableForm form)
    {
        var usual = new TableForm();
        json.BeginObject(name);
        json.Write("delimiter", form.Delimiter.ToString());
        if (form.DecimalSeparator != usual.DecimalSeparator) json.Write("decimalSeparator", form.DecimalSeparator.ToString());
        if (form.GroupSeparator is { } group) json.Write("groupSeparator", group.ToString());
        WriteWords("units", form.Units, usual.Units);
        WriteWords("dateFormats", form.DateFormats, usual.DateFormats);
        WriteWords("trueWords", form.TrueWords, usual.TrueWords);
        WriteWords("falseWords", form.FalseWords, usual.FalseWords);
        WriteWords("missingValues", form.MissingValues, usual.MissingValues);
        if (form.Comment is { } comment) json.Write("comment", comment);
        if (form.Encoding != usual.Encoding) json.Write("encoding", form.Encoding);
        json.EndObject();

        void WriteWords(string member, IReadOnlyList<string> words, IReadOnlyList<string> otherwise)
        {
            if (!words.SequenceEqual(otherwise)) json.WriteTexts(member, words);
        }
    }

    public static TableForm Read(JsonValue value, ModelFileLimits limits)
    {
        JsonMembers members = value.Members(
            "delimiter", "decimalSeparator", "groupSeparator", "units", "dateFormats", "trueWords", "falseWords", "missingValues", "comment", "encoding");
        var usual = new TableForm();
        var form = new TableForm
        {
            Delimiter = Character("delimiter") ?? usual.Delimiter,
            DecimalSeparator = Character("decimalSeparator") ?? usual.DecimalSeparator,
            GroupSeparator = Character("groupSeparator"),
            Units = Words("units") ?? usual.Units,
            DateFormats = Words("dateFormats") ?? usual.DateFormats,
            TrueWords = Words("trueWords") ?? usual.TrueWords,
            FalseWords = Words("falseWords") ?? usual.FalseWords,
            MissingValues = Words("missingValues") ?? usual.MissingValues,
            Comment = members.Find("comment")?.Text(limits),
            Encoding = members.Find("encoding")?.Text(limits) ?? usual.Encoding,
        };
        try
        {
            form.Validate();
        }
        catch (ArgumentException wrong)
        {
            throw value.Trouble(MessageText.MessageOf(wrong), wrong);
        }
        return form;

        char? Character(string name)
        {
            if (members.Find(name) is not { } member) return null;
            return member.Text(limits) is [char only] ? only : throw member.Trouble("This must be one character.");
        }

        string[]? Words(string name) =>
            members.Find(name) is { } words ? [.. words.Items(0, MostWords, "a word each").Select(word => word.Text(limits))] : null;
    }
}
