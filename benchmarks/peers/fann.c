// Trains a network with FANN and prints samples a second.
// fann NETWORK BATCH ROWS SECONDS     gcc -O3 -march=native fann.c -ldoublefann -lm, or with -DSINGLE and -lfloatfann
#ifdef SINGLE
#include <floatfann.h>
#else
#include <doublefann.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + 1e-9 * t.tv_nsec; }

int main(int count, char **arguments)
{
    if (count != 5) return 2;
    unsigned sizes[16], layers = 0;
    for (char *size = strtok(arguments[1], "-"); size && layers < 16; size = strtok(NULL, "-")) sizes[layers++] = atoi(size);
    unsigned batch = atoi(arguments[2]), rows = atoi(arguments[3]), outputs = sizes[layers - 1];
    double seconds = atof(arguments[4]);

    struct fann_train_data *data = fann_create_train(rows, sizes[0], outputs);
    for (unsigned row = 0; row < rows; row++)
    {
        for (unsigned i = 0; i < sizes[0]; i++) data->input[row][i] = (fann_type)rand() / RAND_MAX;
        for (unsigned i = 0; i < outputs; i++) data->output[row][i] = 0;
        data->output[row][rand() % outputs] = rand() % 2;
    }
    struct fann *network = fann_create_standard_array(layers, sizes);
    fann_set_activation_function_hidden(network, FANN_SIGMOID);
    fann_set_activation_function_output(network, FANN_SIGMOID);
    fann_set_learning_momentum(network, 0);
    fann_set_learning_rate(network, 0.05f);
    fann_set_train_error_function(network, FANN_ERRORFUNC_LINEAR);
    fann_set_training_algorithm(network, batch == 1 ? FANN_TRAIN_INCREMENTAL : FANN_TRAIN_BATCH);

    unsigned slices = batch == 1 ? 1 : rows / batch;
    struct fann_train_data **slice = malloc(slices * sizeof *slice);
    for (unsigned i = 0; i < slices; i++) slice[i] = batch == 1 ? data : fann_subset_train_data(data, i * batch, batch);
    for (unsigned i = 0; i < slices; i++) fann_train_epoch(network, slice[i]);
    double begin = now(), samples = 0;
    do
    {
        for (unsigned i = 0; i < slices; i++) { fann_train_epoch(network, slice[i]); samples += slice[i]->num_data; }
    } while (now() - begin < seconds);
    printf("%f\n", samples / (now() - begin));
    return 0;
}
