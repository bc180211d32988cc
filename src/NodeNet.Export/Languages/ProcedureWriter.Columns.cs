using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Export.Languages;

/// <content>A row's cells become the inputs a0.</content>
internal abstract partial class ProcedureWriter
{
    /// <summary>The cell of a column, as a local variable.</summary>
    protected abstract string CellLocal(string name, ModelPlan plan, int column);

    protected abstract string IsMissing(PlanColumn column, string cell);

    protected abstract string IsNotFinite(string number);

    protected abstract string Refuse(int column);

    protected virtual string If(string condition) => $"if ({condition})";

    protected abstract string Else { get; }

    /// <summary>An integer variable.</summary>
    protected abstract string Place(string name, string value);

    /// <summary>A variable of true or false.</summary>
    protected abstract string Truth(string name, string value);

    /// <summary>The place of a word in a list, −1 if it is not there.</summary>
    protected abstract string Find(string cell, string words);

    /// <summary>Whether a word is in a list.</summary>
    protected abstract string IsIn(string cell, string words, bool ignoresCase);

    protected abstract string WordsOf(string name, IReadOnlyList<string> words);

    protected virtual string Quoted(string text) => Texts.Quoted(text);

    /// <summary>Declares what is needed of a date that is the variable x: day (since <paramref name="first"/>), yearDay (from 0), yearDays, weekday (0 is
    /// Monday), year, time (in ticks of 100 ns); refuses what is no date.</summary>
    protected abstract void WriteDate(DateColumn column, string cell, int place, DateTime first);

    protected abstract string DateText(DateTime date);

    private static IEnumerable<Expression> Formulas(PlanColumn column) => column switch
    {
        NumberColumn number => [number.Formula],
        DateColumn date => new[] { date.Year, date.Days }.OfType<Expression>(),
        _ => [],
    };

    /// <summary>The lists of words.</summary>
    protected virtual void WriteWords(ModelPlan plan) => WriteWords(plan, 0, plan.Columns.Length);

    /// <summary>The lists of words of some columns.</summary>
    protected void WriteWords(ModelPlan plan, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            if (plan.Columns[i] is WordColumn words)
            {
                Code.Line(WordsOf(Table("words" + Text(i + 1)), words.Words));
                if (words.IsRank) Code.Line(TableOf(Table("ranks" + Text(i + 1)), Row(words.Places, Code.Indent), words.Words.Length));
            }
            else if (plan.Columns[i] is TruthColumn truth)
            {
                Code.Line(WordsOf(Table("yes" + Text(i + 1)), Cased(truth, truth.Yes)));
                Code.Line(WordsOf(Table("no" + Text(i + 1)), Cased(truth, truth.No)));
            }
        }
    }

    /// <summary>The words; for languages that know upper and lower case of ASCII letters alone, those with others are there twice.</summary>
    protected virtual IReadOnlyList<string> Cased(TruthColumn column, string[] words) => words;

    /// <summary>The array a0 of the network's inputs.</summary>
    protected void WriteInputs(ModelPlan plan)
    {
        if (plan.IsPlain)
        {
            WriteCheckedRow(plan);
            return;
        }
        if (plan.Scaling is not null)
        {
            WriteScaledRow(plan);
            return;
        }
        Code.Line(NewArray("a0", plan.InputCount));
        WriteColumns(plan);
    }

    /// <summary>What fills the array a0 from the columns.</summary>
    protected virtual void WriteColumns(ModelPlan plan) => WriteColumns(plan, 0, plan.Columns.Length);

    /// <summary>What fills the array a0 from some columns.</summary>
    protected void WriteColumns(ModelPlan plan, int from, int to)
    {
        int next = plan.Columns.Take(from).Sum(column => column.Width);
        for (int i = from; i < to; i++)
        {
            PlanColumn column = plan.Columns[i];
            Code.Line(Comment($"{column.Name}: {column.Description}"));
            BeginColumn();
            Code.Line(CellLocal("x", plan, i));
            Code.Line(Truth("missing", IsMissing(column, "x")));
            if (column.RefusesMissing)
            {
                Code.Open(If("missing"));
                Code.Line(Refuse(i) + End);
                Code.Close();
            }
            switch (column)
            {
                case NumberColumn number: WriteNumber(number, next, i); break;
                case WordColumn words: WriteWord(words, next, i); break;
                case TruthColumn truth: WriteTruth(truth, next, i); break;
                case DateColumn date: WriteDateParts(date, next, i); break;
            }
            if (column.MarksMissing)
            {
                Code.Open(If("missing"));
                Code.Line($"a0[{Text(next + column.Width - 1)}] = {Number(1.0)}{End}");
                Code.Close();
            }
            EndColumn();
            next += column.Width;
        }
    }

    /// <summary>A row of numbers that are the inputs themselves.</summary>
    protected virtual void WriteCheckedRow(ModelPlan plan)
    {
        Code.Open(For("i", plan.InputCount));
        Code.Open(If(IsNotFinite("row[i]")));
        Code.Line(RefuseNumbered + End);
        Code.Close();
        Code.Close();
        TakeCheckedRow();
    }

    /// <summary>Brings a row of numbers, which are found to be finite, into the type that is computed with.</summary>
    protected virtual void TakeCheckedRow()
    {
    }

    /// <summary>A long row of numbers, each scaled by a line of tables.</summary>
    private void WriteScaledRow(ModelPlan plan)
    {
        Code.Line(NewArray("a0", plan.InputCount));
        Code.Open(For("i", plan.InputCount));
        Code.Open(If(IsNotFinite("row[i]")));
        Code.Line(RefuseNumbered + End);
        Code.Close();
        Code.Line($"a0[i] = {RoundedShift($"row[i] - {Table("offsets")}[i]")} / {Table("factors")}[i]{End}");
        Code.Open(If(IsNotFinite("a0[i]")));
        Code.Line(RefuseNumbered + End);
        Code.Close();
        Code.Close();
    }

    /// <summary>A difference that goes on in a larger operation.</summary>
    protected virtual string RoundedShift(string difference) => $"({difference})";

    /// <summary>Refuses column i.</summary>
    protected abstract string RefuseNumbered { get; }

    /// <summary>The tables of <see cref="ModelPlan.Scaling"/>.</summary>
    protected void WriteScaling(ModelPlan plan)
    {
        if (plan.IsPlain || plan.Scaling is not { } scaling) return;
        Code.Line(Comment("each input is (x - offset) / factor"));
        Code.Line(TableOf(Table("offsets"), Row(scaling.Select(column => column.Offset), Code.Indent), scaling.Length));
        Code.Line(TableOf(Table("factors"), Row(scaling.Select(column => column.Factor), Code.Indent), scaling.Length));
        Code.Line();
    }

    protected virtual void BeginColumn() => Code.Open("");

    protected virtual void EndColumn() => Code.Close();

    /// <summary>Puts something in place of a missing cell.</summary>
    private void WriteFill(PlanColumn column, string fill)
    {
        if (column.RefusesMissing) return;
        Code.Open(If("missing"));
        Code.Line($"x = {fill}{End}");
        Code.Close();
    }

    private void WriteNumber(NumberColumn column, int next, int place)
    {
        WriteFill(column, Number(column.Fill));
        WriteInput(column.Formula, "x", next, place);
    }

    /// <summary>An input by a formula; what is not finite is refused.</summary>
    private void WriteInput(Expression formula, string x, int next, int place)
    {
        FormulaSyntax syntax = Syntax(variable => variable == PlanColumn.X ? x : variable.Name);
        string result = WriteSteps(LetForm.Of([formula], syntax.RepeatsArgument), syntax, Code)[0];
        Code.Line($"a0[{Text(next)}] = {result}{End}");
        Code.Open(If(IsNotFinite($"a0[{Text(next)}]")));
        Code.Line(Refuse(place) + End);
        Code.Close();
    }

    private void WriteWord(WordColumn column, int next, int place)
    {
        bool ownCategory = column.Fill is null && !column.RefusesMissing;
        WriteFill(column, Quoted(column.Fill ?? ""));
        Code.Line(Place("k", Find("x", Table("words" + Text(place + 1)))));
        if (column.Words.Length > 0 && !column.IsRank && column.Places.Max() < column.Words.Length - 1)
            Assign($"k > {Text((int)column.Places.Max())}", "k", Text((int)column.Places.Max()));
        if (ownCategory) Assign("missing", "k", Text(column.OneHotWidth - 1));
        if (column.UnknownPlace is null)
        {
            Code.Open(If("k < 0"));
            Code.Line(Refuse(place) + End);
            Code.Close();
        }
        else if (column.UnknownPlace >= 0)
        {
            Assign("k < 0", "k", Text(column.UnknownPlace.Value));
        }
        if (column.IsRank) Code.Line($"a0[{Text(next)}] = {Table("ranks" + Text(place + 1))}[k]{End}");
        else Assign("k >= 0", next == 0 ? "a0[k]" : $"a0[{Text(next)} + k]", Number(1.0));
    }

    private void Assign(string condition, string variable, string value)
    {
        Code.Open(If(condition));
        Code.Line($"{variable} = {value}{End}");
        Code.Close();
    }

    private void WriteTruth(TruthColumn column, int next, int place)
    {
        WriteFill(column, Quoted(column.Fill));
        Code.Open(If(IsIn("x", Table("yes" + Text(place + 1)), column.IgnoresCase)));
        Code.Line($"a0[{Text(next)}] = {Number(1.0)}{End}");
        Code.Close();
        Code.Open(Else + If(NotIn(IsIn("x", Table("no" + Text(place + 1)), column.IgnoresCase))));
        Code.Line(Refuse(place) + End);
        Code.Close();
    }

    protected virtual string NotIn(string test) => "!" + test;

    private void WriteDateParts(DateColumn column, int next, int place)
    {
        WriteFill(column, DateText(column.Fill));
        WriteDate(column, "x", place, column.First);
        if (column.Has(DateParts.Year)) WriteInput(column.Year!, Real(DatePart("year")), next++, place);
        if (column.Has(DateParts.DayOfYear))
        {
            Wave(next, $"{Number(2.0 * Math.PI)} * {Real(DatePart("yearDay"))} / {Real(DatePart("yearDays"))}");
            next += 2;
        }
        if (column.Has(DateParts.Weekday))
        {
            Code.Line($"a0[{Text(next)} + {DatePart("weekday")}] = {Number(1.0)}{End}");
            next += 7;
        }
        if (column.Has(DateParts.Hour))
        {
            Wave(next, $"{Number(2.0 * Math.PI)} * ({Real(DatePart("time"))} / {Number(36000000000.0)}) / {Number(24.0)}");
            next += 2;
        }
        if (column.Has(DateParts.DaysSince))
        {
            string first = column.First.TimeOfDay == TimeSpan.Zero ? "" : " - " + WholeNumber(column.First.TimeOfDay.Ticks);
            string time = first.Length == 0 ? DatePart("time") : $"({DatePart("time")}{first})";
            Code.Line(Local("days", $"{Real($"({DatePart("day")} * {WholeNumber(TimeSpan.TicksPerDay)} + {time})")} / {Number(864000000000.0)}"));
            WriteInput(column.Days!, "days", next, place);
        }
    }

    /// <summary>A whole number of 64 bits.</summary>
    protected virtual string WholeNumber(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A part of the date that <see cref="WriteDate"/> has read.</summary>
    protected virtual string DatePart(string name) => name;

    /// <summary>The whole number in this text as a double.</summary>
    protected abstract string Real(string number);

    /// <summary>The name of sin or cos.</summary>
    protected abstract string Wave(string name);

    private void Wave(int next, string angle)
    {
        Code.Line($"a0[{Text(next)}] = {Wave("sin")}({angle}){End}");
        Code.Line($"a0[{Text(next + 1)}] = {Wave("cos")}({angle}){End}");
    }
}
