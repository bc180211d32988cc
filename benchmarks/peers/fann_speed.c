/* How many samples a second FANN trains on or predicts, for benchmarks/compare-libraries. The options are those of NodeNet.Benchmarks throughput.
   Needs Debian's libfann-dev:  gcc -O3 -march=native fann_speed.c -o fann_single -lfloatfann -lm   and   -DDOUBLE ... -o fann_double -ldoublefann -lm
   FANN's sigmoid has a steepness: 0.5 makes it 1 / (1 + e^-x). Batches are slices of the data, each trained as FANN's "batch"; its update is their mean. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef DOUBLE
#include <doublefann.h>
#else
#include <floatfann.h>
#endif

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int count, char **words) {
    unsigned sizes[16] = {0}, layers = 0;
    int batch = 1, rows = 9600;
    double seconds = 1.0;
    const char *network = "784-30-10", *mode = "train", *hidden = "sigmoid";
    for (int i = 1; i + 1 < count; i += 2) {
        if (!strcmp(words[i], "--network")) network = words[i + 1];
        else if (!strcmp(words[i], "--batch")) batch = atoi(words[i + 1]);
        else if (!strcmp(words[i], "--rows")) rows = atoi(words[i + 1]);
        else if (!strcmp(words[i], "--seconds")) seconds = atof(words[i + 1]);
        else if (!strcmp(words[i], "--mode")) mode = words[i + 1];
        else if (!strcmp(words[i], "--hidden")) hidden = words[i + 1];
        else { fprintf(stderr, "Unknown option %s.\n", words[i]); return 2; }
    }
    if (strcmp(hidden, "sigmoid")) { fprintf(stderr, "Only sigmoid layers are measured.\n"); return 2; }
    for (const char *at = network; *at && layers < 16; layers++) {
        char *end;
        sizes[layers] = (unsigned)strtoul(at, &end, 10);
        at = *end ? end + 1 : end;
    }

    struct fann *net = fann_create_standard_array(layers, sizes);
    fann_set_activation_function_hidden(net, FANN_SIGMOID);
    fann_set_activation_function_output(net, FANN_SIGMOID);
    fann_set_activation_steepness_hidden(net, 0.5);
    fann_set_activation_steepness_output(net, 0.5);
    fann_set_learning_momentum(net, 0);
    fann_set_learning_rate(net, 0.01f);
    fann_set_train_error_function(net, FANN_ERRORFUNC_LINEAR);
    fann_set_training_algorithm(net, batch == 1 ? FANN_TRAIN_INCREMENTAL : FANN_TRAIN_BATCH);

    unsigned inputs = sizes[0], outputs = sizes[layers - 1];
    struct fann_train_data *data = fann_create_train((unsigned)rows, inputs, outputs);
    srand(1);
    for (int i = 0; i < rows; i++) {
        for (unsigned j = 0; j < inputs; j++) data->input[i][j] = (fann_type)rand() / (fann_type)RAND_MAX;
        for (unsigned j = 0; j < outputs; j++) data->output[i][j] = 0;
        data->output[i][(unsigned)rand() % outputs] = 1;
    }
    int size = batch == 1 ? (rows < 500 ? rows : 500) : batch, parts = rows / size;
    struct fann_train_data **part = malloc(sizeof *part * (size_t)parts);
    for (int i = 0; i < parts; i++) part[i] = fann_subset_train_data(data, (unsigned)(i * size), (unsigned)size);

    double speeds[3];
    volatile fann_type sink;
    int at = 0, warm = 1;
    for (int turn = 0; turn < 3;) {
        double samples = 0, start = now();
        do {
            if (!strcmp(mode, "train")) {
                fann_train_epoch(net, part[at]);
                samples += size;
                at = (at + 1) % parts;
            } else {
                for (int i = 0; i < 100; i++, samples++) {
                    sink = fann_run(net, data->input[at])[0];
                    at = (at + 1) % rows;
                }
            }
        } while (now() - start < seconds / 3);
        if (warm) { warm = 0; continue; }
        speeds[turn++] = samples / (now() - start);
    }
    (void)sink;
    qsort(speeds, 3, sizeof *speeds, compare);
    printf("{\"engine\":\"fann\",\"samples_per_second\":{\"median\":%.6g}}\n", speeds[1]);
    return 0;
}
