using System.Diagnostics;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Metrics;
using NodeNet.Minimizing;
using NodeNet.Training;

namespace NodeNet;

/// <summary>Training by whole-vector methods: <c>trainer.Minimize(data, new LBfgs())</c>.</summary>
public static class Minimization
{
    /// <param name="trainer">A trainer: its network, its loss, its L1 and L2 and its number of threads count; its optimizer, rate, batches and epochs do
    /// not.</param>
    extension(Trainer trainer)
    {
        /// <summary>Makes the mean loss over a data set small, with the penalty inside, by a method that looks at all weights at once. Frozen ones stay. The
        /// arithmetic is in double precision; same start, same bits, on any number of threads.</summary>
        /// <param name="training">The examples.</param>
        /// <param name="minimizer">The method; null for <see cref="LBfgs"/>.</param>
        /// <param name="limits">When to end; null for the defaults.</param>
        /// <param name="validation">Examples that are only measured, after each step: the network keeps the weights that did best on them, and training ends
        /// after <see cref="MinimizerLimits.Patience"/> steps without a smaller loss. Null for none.</param>
        /// <param name="cancellation">Ends training after the current step; the network keeps what it has.</param>
        /// <remarks>Each step is reported to <see cref="TrainerOptions.Progress"/> as an epoch. There are no checkpoints: a minimizer's memory is not
        /// saved.</remarks>
        /// <exception cref="ArgumentException">The examples do not fit the network, the loss cannot take a target, or the method cannot take the
        /// loss.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
        /// <exception cref="InvalidOperationException">The network is being trained already, the loss cannot take its outputs, nothing is left to be
        /// trained, or <see cref="TrainerOptions.Checkpoints"/> is set.</exception>
        public MinimizationResult Minimize(
            DataSet training, IMinimizer? minimizer = null, MinimizerLimits? limits = null, DataSet? validation = null,
            CancellationToken cancellation = default)
        {
            Guard.NotNull(trainer);
            Guard.NotNull(training);
            if (trainer.Options.Checkpoints is not null)
            {
                throw new InvalidOperationException(
                    "Minimize writes no checkpoints: what a minimizer remembers of its steps cannot be saved. Leave Checkpoints out and save the network "
                        + "when it has ended, or train with an optimizer, whose runs can be resumed.");
            }
            trainer.Check(training, nameof(training));
            if (validation is not null) trainer.Check(validation, nameof(validation));
            if (trainer.Options.Dropout is not null || trainer.Options.InputNoise > 0.0 || trainer.Options.MaxNorm is not null)
            {
                throw new InvalidOperationException(
                    "Minimize needs a loss that is the same in every pass, over weights without a limit; leave Dropout, InputNoise and MaxNorm out of the "
                        + "trainer's options, and use L2.");
            }
            minimizer ??= new LBfgs();
            limits ??= new MinimizerLimits();
            limits.Validate();
            Network network = trainer.Network;
            network.BeginTraining();
            NetworkObjective? objective = null;
            try
            {
                network.BeginSteps();
                objective = SquaresObjective.Of(trainer, training);
                if (objective.Count == 0) throw new InvalidOperationException("Every weight and bias is frozen: nothing is left to be trained.");
                return Run(trainer, objective, minimizer, limits, validation, cancellation);
            }
            finally
            {
                objective?.Release();
                network.EndTraining();
            }
        }
    }

    private static MinimizationResult Run(
        Trainer trainer, NetworkObjective objective, IMinimizer minimizer, MinimizerLimits limits, DataSet? validation, CancellationToken cancellation)
    {
        double[] at = objective.Now;
        double[] best = [.. at];
        double bestLoss = double.PositiveInfinity;
        int since = 0;
        var steps = new List<MinimizerStep>();
        var history = new TrainingHistory();
        var clock = Stopwatch.StartNew();
        MinimizerEnd end;
        try
        {
            end = minimizer.Minimize(objective, at, limits, step =>
            {
                steps.Add(step);
                objective.Set(at);
                Evaluation? held = validation is null ? null
                    : Evaluation.Of(trainer.Network, trainer.Loss, validation, Precision.Double, trainer.Options.MaxDegreeOfParallelism);
                EpochNumbers report = ReportOf(step, UpdatePass.Penalty(trainer.Network, trainer.Options.Penalty), held, clock.Elapsed);
                history.Add(report);
                trainer.Options.Progress?.Report(report.Report());
                if (cancellation.IsCancellationRequested) return false;
                if (held is null) return true;
                if (held.Loss < bestLoss) (bestLoss, since, best) = (held.Loss, 0, [.. at]);
                else since++;
                return since < limits.Patience;
            });
        }
        catch
        {
            objective.Set(best); // a user's own part has thrown
            throw;
        }
        objective.Set(validation is null || double.IsPositiveInfinity(bestLoss) ? at : best);
        trainer.Network.Changed();
        return new MinimizationResult(end, objective.Passes, steps, double.IsPositiveInfinity(bestLoss) ? null : bestLoss) { History = history };
    }

    private static EpochNumbers ReportOf(MinimizerStep step, double penalty, Evaluation? held, TimeSpan elapsed) => new()
    {
        Epoch = step.Number,
        RunningLoss = step.Value - penalty,
        RunningAccuracy = double.NaN,
        TrainingLoss = double.NaN,
        TrainingAccuracy = double.NaN,
        ValidationLoss = held?.Loss ?? double.NaN,
        ValidationAccuracy = held?.Accuracy ?? double.NaN,
        Penalty = penalty,
        ElapsedTicks = elapsed.Ticks,
    };
}
