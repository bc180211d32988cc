namespace NodeNet.Export.Languages;
internal sealed class SqlWriter : LanguageWriter { public static SqlWriter Of(CodeOptions options) => new(); public override IEnumerable<ExportedFile> Write(NodeNet.Export.Plan.ModelPlan plan, IReadOnlyList<NodeNet.Export.Proof.ProofRow> rows) => []; }
