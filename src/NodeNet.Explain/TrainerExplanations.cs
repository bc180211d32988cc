using NodeNet.Data;
using NodeNet.Diagnostics;
using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Recipes;
using NodeNet.Training;

namespace NodeNet;

/// <summary>What a trainer tells of its steps and of what hinders it: ledgers, records of whole runs, diagnoses.</summary>
public static class TrainerExplanations
{
    /// <param name="trainer">The trainer whose network, loss and options count.</param>
    extension(Trainer trainer)
    {
        /// <summary>What a step on one example would do, number by number. Nothing changes: not the network, nor what its nodes show, nor what the optimizer
        /// remembers.</summary>
        /// <param name="inputs">One finite number an input node.</param>
        /// <param name="targets">One finite number an output node.</param>
        /// <returns>The ledger; its new weights are those that <see cref="Trainer.Step(ReadOnlySpan{double}, ReadOnlySpan{double})"/> would give, to the
        /// bit.</returns>
        /// <exception cref="ArgumentException">The number of inputs or targets does not fit, one is not finite, or the loss cannot take a target.</exception>
        /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite.</exception>
        /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
        public StepLedger Explain(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
        {
            var recorder = new StepRecorder(trainer, isApplied: false);
            trainer.Preview(inputs, targets, recorder);
            return recorder.Ledger!;
        }

        /// <summary>What a step on a batch would do, number by number. Nothing changes: not the network, nor what its nodes show, nor what the optimizer
        /// remembers.</summary>
        /// <param name="batch">The examples.</param>
        /// <returns>The ledger. It is computed by the reference loops; the fast ones may differ from them in the last digits.</returns>
        /// <exception cref="ArgumentException">The examples do not fit the network, or the loss cannot take a target.</exception>
        /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite.</exception>
        /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
        public StepLedger Explain(DataSet batch)
        {
            var recorder = new StepRecorder(trainer, isApplied: false);
            trainer.Preview(batch, recorder);
            return recorder.Ledger!;
        }

        /// <summary>What a step on rows as their users have them would do, number by number, from the cells to the inputs and from the outputs to the answer.
        /// Nothing changes.</summary>
        /// <param name="model">A model with a recipe over the trainer's network.</param>
        /// <param name="rows">A table with the recipe's columns and its targets. Rows without a target are left out where the recipe says so.</param>
        /// <returns>The ledger; <see cref="ExampleLedger.Recipe"/> has the recipe's part.</returns>
        /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
        /// <exception cref="ArgumentException">The model's network is not the trainer's, or the loss cannot take a target.</exception>
        /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite.</exception>
        /// <exception cref="InvalidOperationException">The model has no recipe; or the network is being trained on another thread, or training began
        /// meanwhile.</exception>
        public StepLedger Explain(Model model, ITable rows)
        {
            Guard.NotNull(model);
            Guard.NotNull(rows);
            if (model.Network != trainer.Network) throw new ArgumentException("The model's network is not the one that the trainer trains.", nameof(model));
            StepLedger ledger = trainer.Explain(ModelExplanations.RecipeOf(model).DataSet(rows));
            int[] numbers = ModelExplanations.RowsWithTargets(model, rows);
            foreach (ExampleLedger example in ledger.Examples) ModelExplanations.AddRecipe(example, model, rows, numbers[example.Index]);
            return ledger;
        }

        /// <summary>As <see cref="Trainer.Step(ReadOnlySpan{double}, ReadOnlySpan{double})"/>, and the step is written down, number by number.</summary>
        /// <param name="inputs">One finite number an input node.</param>
        /// <param name="targets">One finite number an output node.</param>
        /// <returns>The ledger of the step that was taken.</returns>
        /// <exception cref="ArgumentException">The number of inputs or targets does not fit, one is not finite, or the loss cannot take a target.</exception>
        /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite. The network stays as it
        /// was.</exception>
        /// <exception cref="InvalidOperationException">The network is being trained already.</exception>
        public StepLedger StepExplained(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
        {
            var recorder = new StepRecorder(trainer, isApplied: true);
            trainer.Step(inputs, targets, recorder);
            return recorder.Ledger!;
        }

        /// <summary>As <see cref="Trainer.Step(DataSet)"/> on the reference loops, and the step is written down, number by number.</summary>
        /// <param name="batch">The examples.</param>
        /// <returns>The ledger of the step that was taken.</returns>
        /// <exception cref="ArgumentException">The examples do not fit the network, or the loss cannot take a target.</exception>
        /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite. The network stays as it
        /// was.</exception>
        /// <exception cref="InvalidOperationException">The network is being trained already.</exception>
        public StepLedger StepExplained(DataSet batch)
        {
            var recorder = new StepRecorder(trainer, isApplied: true);
            trainer.Step(batch, recorder);
            return recorder.Ledger!;
        }

        /// <summary>As <see cref="Trainer.Train(DataSet, DataSet?, CancellationToken)"/> on the reference loops, in double precision, and the run is written
        /// down: the loss of every step, the ledgers of steps spread over the run, the weights over time, and how hard each example pulled at each
        /// weight.</summary>
        /// <param name="training">The examples to learn from.</param>
        /// <param name="recording">What to keep; by default <see cref="RunRecording"/>'s own defaults.</param>
        /// <param name="validation">Examples that are only measured, as for <see cref="Trainer.Train(DataSet, DataSet?, CancellationToken)"/>.</param>
        /// <param name="cancellation">Ends training after the current step.</param>
        /// <returns>The record, and in it the training's own result.</returns>
        /// <exception cref="ArgumentException">The examples do not fit the network, the loss cannot take a target, or what is to be watched is not there or too
        /// much.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A property of <paramref name="recording"/> is out of its range.</exception>
        /// <exception cref="InvalidOperationException">As <see cref="Trainer.Train(DataSet, DataSet?, CancellationToken)"/>; or connections came or went during
        /// the run.</exception>
        /// <remarks>Every step makes a whole ledger, most of which are dropped again: meant for small networks, and some hundred times slower than
        /// <see cref="Trainer.Train(DataSet, DataSet?, CancellationToken)"/> on others.</remarks>
        public RecordedRun TrainRecorded(DataSet training, RunRecording? recording = null, DataSet? validation = null, CancellationToken cancellation = default)
        {
            trainer.Network.CheckFits(training, nameof(training));
            if (validation is null && trainer.Options.ValidationFraction > 0.0)
                (validation, training) = training.Split(trainer.Options.ValidationFraction, trainer.Options.Seed);
            var run = new RunRecorder(trainer.Network, training, recording ?? new RunRecording());
            var recorder = new StepRecorder(trainer, isApplied: true, run.Add);
            return run.End(trainer.Train(training, validation, recorder, cancellation));
        }

        /// <summary>As the other, on rows as their users have them: every ledger that is kept has the recipe's part, from the cells to the inputs and from the
        /// outputs to the answer.</summary>
        /// <param name="model">A model with a recipe over the trainer's network.</param>
        /// <param name="rows">A table with the recipe's columns and its targets. Rows without a target are left out where the recipe says so.</param>
        /// <param name="recording">What to keep; by default <see cref="RunRecording"/>'s own defaults.</param>
        /// <param name="validation">Rows that are only measured.</param>
        /// <param name="cancellation">Ends training after the current step.</param>
        /// <returns>The record; <see cref="ExampleLedger.Recipe"/> has the recipe's part.</returns>
        /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
        /// <exception cref="ArgumentException">The model's network is not the trainer's, the loss cannot take a target, or what is to be watched is not there
        /// or too much.</exception>
        /// <exception cref="InvalidOperationException">The model has no recipe; or as the other.</exception>
        public RecordedRun TrainRecorded(
            Model model, ITable rows, RunRecording? recording = null, ITable? validation = null, CancellationToken cancellation = default)
        {
            Guard.NotNull(model);
            Guard.NotNull(rows);
            if (model.Network != trainer.Network) throw new ArgumentException("The model's network is not the one that the trainer trains.", nameof(model));
            Recipe recipe = ModelExplanations.RecipeOf(model);
            DataSet training = recipe.DataSet(rows);
            int[] numbers = ModelExplanations.RowsWithTargets(model, rows);
            if (validation is null && trainer.Options.ValidationFraction > 0.0)
                numbers = Array.ConvertAll(training.SplitRows(trainer.Options.ValidationFraction, trainer.Options.Seed).Second, row => numbers[row]);
            RecordedRun run = trainer.TrainRecorded(training, recording, validation is null ? null : recipe.DataSet(validation), cancellation);
            foreach (ExampleLedger example in run.Steps.SelectMany(step => step.Ledger.Examples))
                ModelExplanations.AddRecipe(example, model, rows, numbers[example.Row!.Value]);
            return run;
        }

        /// <summary>Looks for what keeps the network from learning, and explains it: in the data, the network as it is, the loss, the options, the learning
        /// rate. Changes nothing.</summary>
        /// <param name="training">The examples to learn from.</param>
        /// <param name="validation">The examples that are held out; by default those that <see cref="TrainerOptions.ValidationFraction"/> takes out of
        /// <paramref name="training"/>.</param>
        /// <returns>The findings; targets that <see cref="Trainer.Train(DataSet, DataSet?, CancellationToken)"/> would refuse are one. See
        /// <see cref="Doctor"/>.</returns>
        /// <exception cref="ArgumentException">The examples do not fit the network.</exception>
        public Diagnosis Diagnose(DataSet training, DataSet? validation = null) =>
            Doctor.Diagnose(trainer.Network, trainer.Loss, training, trainer.Options with { LearningRate = trainer.LearningRate }, validation);
    }
}
