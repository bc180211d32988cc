namespace NodeNet.Export.Languages;
internal sealed class JavaWriter : LanguageWriter { public override IEnumerable<ExportedFile> Write(NodeNet.Export.Plan.ModelPlan plan, IReadOnlyList<NodeNet.Export.Proof.ProofRow> rows) => []; }
